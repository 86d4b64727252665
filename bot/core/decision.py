"""What a turn decides: what to say, what to do before it is said, and where the conversation stands then. Plain frozen values."""

from __future__ import annotations

from typing import Any, Literal

from bot.core.conversation import Conversation, Taking
from bot.core.turn import Button
from scaffolds.merging import Side
from scaffolds.operations import Operation
from scaffolds.spec import AppSpec, Part


class Move(Part):
    """One thing to say: a prompt with its values (a value may be a move itself). `buttons` come before the prompt's own."""

    prompt: str
    values: dict[str, Any] = {}
    buttons: tuple[Button, ...] = ()
    picture: str = ""
    """The example app whose picture stands with it, or `<lesson>/<file>.svg` of a lesson's."""
    alt: str = ""
    """What is said of a lesson's picture to whoever does not see it."""
    apart: bool = False
    """A message of its own, not a paragraph of the one before."""
    only: tuple[str, ...] | None = None
    """Which of the prompt's own buttons to show; None for all."""
    said: str = ""
    """Words of a language model, in place of the prompt's own."""


class Build(Part):
    """Build this spec, prove it, and hand it over; or say why not."""

    kind: Literal["build"] = "build"
    spec: AppSpec
    before: AppSpec | None = None
    """The app that an edit changed; None for the first build."""
    done: tuple[Operation, ...] = ()
    unclear: tuple[str, ...] = ()
    lines: Side | None = None
    """Whose lines stay where this build and the learner's own changes clash; None until they were asked."""


class Step(Part):
    """Move the project's head: back by one, or to version `to`."""

    kind: Literal["step"] = "step"
    to: int | None = None


class Ask(Part):
    """Have a service do something whose outcome decides what is said: list versions, make a link, check again."""

    kind: Literal["ask"] = "ask"
    what: Literal["zip", "try", "versions", "recheck", "help", "examples", "code", "look", "gallery", "explain", "passage", "fault", "case", "map"]
    detail: str = ""


class Join(Part):
    """Come into the class of this code. What is not known yet, or was not right, is asked for."""

    kind: Literal["join"] = "join"
    code: str
    name: str = ""
    number: str = ""
    words: str = ""
    """The three words of whoever the name was kept for."""


class Own(Part):
    """What somebody may always ask for: all that is kept of them as a file, or that it goes."""

    kind: Literal["own"] = "own"
    what: Literal["mydata", "forget"]


class AtEvent(Part):
    """Ask something of the event that the learner takes part in: by a command's words, a button, or as the answer to a question of its."""

    kind: Literal["event"] = "event"
    what: str
    text: str = ""
    press: str = ""
    step: str = ""
    """Which question it answers; '' for none."""
    values: dict[str, Any] = {}


class AtLesson(Part):
    """Ask something of the lessons: by the command's words, a button, or as the answer to a step (`taking`)."""

    kind: Literal["lesson"] = "lesson"
    what: Literal["find", "press", "pick", "open", "code", "next", "hint", "again"]
    text: str = ""
    detail: str = ""
    taking: Taking | None = None


class AtQuest(Part):
    """Ask something of the quests: by a command, a button, or words or code at a step. `here`: one was before the learner."""

    kind: Literal["quest"] = "quest"
    what: str
    text: str = ""
    detail: str = ""
    here: bool = False


Effect = Build | Step | Ask | Join | Own | AtEvent | AtLesson | AtQuest


class Decision(Part):
    """What a turn decided: the next state, what to say, and what a service must do before it is said."""

    conversation: Conversation
    moves: tuple[Move, ...] = ()
    effect: Effect | None = None
