"""What an update may say to Sampan, as `updates` reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.channels.telegram.place import Place
from bot.core.turn import Incoming
from scaffolds.spec import Language

Unread = Literal["voice", "audio", "video", "sticker", "animation", "dice", "contact", "location", "poll", "other"]


@dataclass(frozen=True)
class Document:
    """A file that came with a message, to be fetched by its id. `size` in bytes and `mime` are what the sender says; 0 and '' where nothing is said."""

    file_id: str
    name: str
    size: int = 0
    mime: str = ""


@dataclass(frozen=True)
class Message:
    """Words, or a file, or something that Sampan cannot read (`unread`), for which there is a kind answer and no turn unless words stand beside it."""

    incoming: Incoming
    place: Place
    message_id: int
    document: Document | None = None
    unread: Unread | None = None


@dataclass(frozen=True)
class Press:
    """A pressed button. `callback` is to be acknowledged in any case; `incoming` is None where the button is none of ours, or where it stood is unknown."""

    callback: str
    incoming: Incoming | None
    place: Place | None
    message_id: int
    mark: str = ""
    hint: Language | None = None


@dataclass(frozen=True)
class Stop:
    """`/stop`: it overtakes what waits in its lane."""

    incoming: Incoming
    place: Place
    message_id: int


@dataclass(frozen=True)
class Membership:
    """Sampan was put out, or is there with other rights; in a private chat, blocked or unblocked. `by` is the id of who did it."""

    place: Place
    present: bool
    by: str


@dataclass(frozen=True)
class LetIn:
    """A group took Sampan in."""

    incoming: Incoming
    place: Place


@dataclass(frozen=True)
class Migrated:
    """A group became a supergroup, with another id."""

    old: Place
    new: Place


@dataclass(frozen=True)
class InlineQuery:
    """Somebody types Sampan's name and words in any chat."""

    id: str
    sender: str
    text: str
    hint: Language | None


@dataclass(frozen=True)
class Ignored:
    """Nothing to do."""

    why: str


Heard: TypeAlias = Message | Press | Stop | LetIn | Membership | Migrated | InlineQuery | Ignored
