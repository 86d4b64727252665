"""What goes into a turn and what comes out: the same for every channel."""

from __future__ import annotations

from typing import Literal

from pydantic import field_validator

from scaffolds.spec import Language, Part, Tier

Stage = Literal["discover", "define", "design", "build", "improve", "share"]
STAGES: tuple[Stage, ...] = ("discover", "define", "design", "build", "improve", "share")
Asks = Literal["problem", "who", "goal", "keep", "choose", "name", "confirm", "predict", "clarify", "none"]
Flag = Literal["crisis", "refused", "redacted", "redirected"]


Unread = Literal["voice", "video", "picture", "sticker", "place", "contact", "poll", "other"]


class Incoming(Part):
    """One message of a learner's: text, or the id of a button, or a file. `id` is unique in its channel, for deduplication."""

    channel: str
    chat: str
    sender: str
    id: str
    text: str = ""
    press: str | None = None
    file: bytes | None = None
    file_name: str = ""
    file_ref: str = ""
    """Where the channel finds a file that it did not fetch yet."""
    language: Language | None = None
    tier: Tier | None = None
    nickname: str = ""
    hint: Language | None = None
    """The language of the app that it was sent from: what a learner begins with who has said nothing yet."""
    unread: Unread | None = None
    """Something came that cannot be read; what there was of text is in `text`."""
    group: bool = False
    """Said where others read along."""
    origin: str = ""
    """Where it came from, made so that wrong guesses can be counted and nobody traced; '' for channels that know their people."""
    let_in_as: str = ""
    """Nothing was said: a group let Sampan in, and calls it by this name."""

    @field_validator("text")
    @classmethod
    def _without_nul(cls, text: str) -> str:
        """No keyboard makes one, and not every database looks into what holds one."""
        return text.replace("\0", "")


class Button(Part):
    id: str
    label: str


class File(Part):
    """A file to send. It is named by how it is made again (a build is pure), so that no bytes lie in the outbox."""

    name: str
    mime: str
    project: str
    version: int
    platform: str
    learner: str = ""
    """Not a build but all that is kept of this learner; the three before are empty then."""


class Message(Part):
    text: str
    """Markdown of a small kind: paragraphs, **bold**, `> quotes` of the learner's words, lists."""
    buttons: tuple[Button, ...] = ()
    file: File | None = None
    picture: str = ""
    """The example app whose picture goes with it, by name, or `<lesson>/<file>.svg` of a lesson's, for channels that can show one; it is drawn
    anew when it is shown."""
    alt: str = ""
    """What is said of a lesson's picture to whoever does not see it; an app's is said by its title."""
    proof: dict[str, object] | None = None
    """The report beside a zip, for channels that can draw it: {checked, passed, lines: [{says, passed, edge}]}."""
    answers: str = ""
    """The message that it answers, by the channel's own id, where others read along."""
    more: bool = False
    """Another message of the same turn follows."""
    language: Language | None = None
    """What it is written in, for what a channel adds of its own."""
    teacher: str = ""
    """The name of the teacher whose words these are, as typed; empty for the tutor's."""
    despite_pause: bool = False
    """It is sent though the chat is paused."""


class Reply(Part):
    """All that a turn answers."""

    messages: tuple[Message, ...]
    stage: Stage
    asks: Asks
    flags: tuple[Flag, ...] = ()
