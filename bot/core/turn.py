"""What goes into a turn and what comes out: the same for every channel."""

from __future__ import annotations

from typing import Literal

from scaffolds.spec import Language, Part, Tier

Stage = Literal["discover", "define", "design", "build", "improve", "share"]
STAGES: tuple[Stage, ...] = ("discover", "define", "design", "build", "improve", "share")
Asks = Literal["problem", "who", "goal", "keep", "choose", "name", "confirm", "predict", "clarify", "none"]
Flag = Literal["crisis", "refused", "redacted", "redirected"]


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
    language: Language | None = None
    tier: Tier | None = None
    nickname: str = ""


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


class Message(Part):
    text: str
    """Markdown of a small kind: paragraphs, **bold**, `> quotes` of the learner's words, lists."""
    buttons: tuple[Button, ...] = ()
    file: File | None = None
    proof: dict[str, object] | None = None
    """The report beside a zip, for channels that can draw it: {checked, passed, lines: [{says, passed, edge}]}."""


class Reply(Part):
    """All that a turn answers."""

    messages: tuple[Message, ...]
    stage: Stage
    asks: Asks
    flags: tuple[Flag, ...] = ()
