"""A lesson in the chat: what of a message is meant for its step, how it waits while something else is done, and which lesson fits next.

A button is `lesson:<id>` (take this one) or `lesson:<id>:<step>:<verb>`, with `next`, `pick:<n>`, `hint` or `leave`; the bare `lesson` goes on with
the one that waits. What is asked of lessons becomes an `AtLesson`, which a service answers (`bot.services.lesson`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.core.conversation import Conversation, Taking
from bot.core.deciding import Turn, then
from bot.core.decision import AtLesson, Decision, Move
from bot.core.guessing import nearest
from bot.core.interpretation import Intent
from scaffolds.spec import AppSpec

NAME = "lesson"
PREFIX = f"{NAME}:"
_SIGNS = re.compile(r"[=<>{}\[\];&|+*%_]|\w\(|!\w|\"[^\"]*\"|'[^']*'|`[^`]*`|[＝＜＞≥≤≠；（）]")
"""What stands in code and hardly ever in a sentence."""
_TOKEN = re.compile(r"[\w.$-]+", re.ASCII)
_WISHES: frozenset[Intent] = frozenset({"undo", "zip", "try", "new", "look", "gallery", "who_are_you", "thanks", "greet", "joke", "broken"})
"""What is wanted whatever was asked."""
_SHORT = 40
"""Letters (a Chinese character counts as two) of a wish to change the app; longer words at a question are its answer."""


@dataclass(frozen=True)
class LessonNews:
    """How far somebody came in a lesson with this turn, to be kept: the step that is before them, or that it is ended."""

    id: str
    step: int
    ended: bool = False


def button(id: str, step: int, verb: str, detail: int | None = None) -> str:
    """The id of a button at a step."""
    return f"{PREFIX}{id}:{step}:{verb}" + (f":{detail}" if detail is not None else "")


# --- a message


def is_for(conversation: Conversation, press: str, text: str) -> bool:
    """Whether a message is plainly meant for a lesson, so that nobody need understand its words: a button of it, or code where code is waited for."""
    if press:
        return press == NAME or press.startswith(PREFIX)
    taking = here(conversation)
    return taking is not None and taking.waits == "code" and looks_like_code(text) and not text.strip().isalpha()  # one word may be a wish


def here(conversation: Conversation) -> Taking | None:
    """The step that the learner has before them."""
    taking = conversation.lesson
    return taking if taking is not None and taking.at == "here" else None


def aside(conversation: Conversation) -> Conversation:
    """Back at the question that waited; the lesson waits now."""
    taking = here(conversation)
    if taking is None:
        return conversation
    return conversation.now(lesson=taking.model_copy(update={"at": "aside"}), asks=taking.asks, about=taking.about)


def showing(conversation: Conversation, taking: Taking) -> Conversation:
    """A step is before the learner: the open question waits."""
    waits = taking.model_copy(update={"at": "here", "asks": conversation.asks, "about": conversation.about, "language": conversation.language})
    return conversation.now(lesson=waits).asks_for("clarify", about=NAME)


def asked(turn: Turn, words: str) -> Decision:
    """The command."""
    return _at(turn, "find", text=words)


def hinted(turn: Turn) -> Decision:
    """`/hint` at a step."""
    return _at(turn, "hint")


def answered(turn: Turn) -> Decision | None:
    """What is asked of a lesson by a button, or by words at its step; None for everything else: then the lesson waits."""
    if turn.press:
        is_ours = is_for(turn.conversation, turn.press, "")
        return _at(turn, "press", detail=turn.press.removeprefix(NAME).removeprefix(":")) if is_ours else None
    taking = turn.taking
    if taking is None or turn.text.startswith("/") or not turn.text.strip():
        return None
    if taking.waits == "code" and looks_like_code(turn.text) and not (_TOKEN.fullmatch(turn.text.strip()) and _is_wish(turn)):
        return _at(turn.now(language=taking.language), "code", text=turn.text)
    return None if _is_wish(turn) else _said(turn, taking)


def _said(turn: Turn, taking: Taking) -> Decision | None:
    """Words at a step that wish for nothing else."""
    match taking.waits:
        case "next":
            return _at(turn, "next") if turn.heard.intent in ("yes", "idk") else None
        case "choice":
            place = nearest(turn.text, taking.choices)
            return _at(turn, "again") if place is None else _at(turn, "pick", detail=str(place))
        case "open":
            return _at(turn, "open", text=turn.text)
        case "code":
            return _at(turn, "hint") if turn.heard.intent in ("idk", "help", "examples") else _at(turn, "code", text=turn.text)


def _is_wish(turn: Turn) -> bool:
    """A change of the app said shortly, or what is wanted whatever was asked."""
    changes = bool(turn.heard.operations) and turn.built and _width(turn.text) <= _SHORT
    return turn.heard.intent in _WISHES or changes


def looks_like_code(text: str) -> bool:
    """Signs that stand in code, or one word without spaces."""
    text = text.strip()
    return bool(_SIGNS.search(text) or _TOKEN.fullmatch(text))


def _width(text: str) -> int:
    return sum(1 if ord(letter) < 0x1100 else 2 for letter in text)


def _at(turn: Turn, what: str, text: str = "", detail: str = "") -> Decision:
    effect = AtLesson.model_validate({"what": what, "text": text, "detail": detail, "taking": turn.taking})
    return Decision(conversation=turn.conversation, effect=effect)


def with_way_back(turn: Turn, decision: Decision) -> Decision:
    """Where a lesson waits, the way back to it stands under what is said: at once, and whenever nothing else is asked."""
    taking = decision.conversation.lesson
    if taking is None or taking.at != "aside" or isinstance(decision.effect, AtLesson):
        return decision
    left_now = turn.taking is not None
    if not left_now and decision.conversation.asks != "none":
        return decision
    return then(decision, Move(prompt="lesson_chat/way_back", values={"said": left_now}))


# --- which lesson next


class Proposable(Protocol):
    """What is asked of a lesson to see whether it fits."""

    @property
    def id(self) -> str: ...
    @property
    def needs(self) -> tuple[str, ...]: ...
    @property
    def suits(self) -> tuple[str, ...]: ...
    @property
    def concepts(self) -> tuple[str, ...]: ...
    @property
    def unplugged(self) -> bool: ...


Fit = TypeVar("Fit", bound=Proposable)
_SHARED = ("prototype",)
"""Once others use the app: how one watches them do it."""


def next_for(spec: AppSpec, pathway: Sequence[Fit], taken: Collection[str], *, shared: bool = False) -> Fit | None:
    """The next lesson on a tier's pathway that the project needs now; None where none fits. One on paper is for a class, not for a chat.

    What the app needs comes first: a user test once it is shared, tests once it is built, then what stands in it. Of the lessons that teach
    this, one that was made for an app of its kind.
    """
    possible = [one for one in pathway if one.id not in taken and not one.unplugged and set(one.needs) <= {*taken, *_on_paper(pathway)}]
    blocks = {screen.block for screen in spec.screens}
    for concept in dict.fromkeys(_needed(spec, shared=shared)):
        teaching = [one for one in possible if concept in one.concepts]
        fitting = [one for one in teaching if blocks.intersection(one.suits)] or [one for one in teaching if not one.suits] or teaching
        if fitting:
            return fitting[0]
    return next((one for one in possible if blocks.intersection(one.suits)), None)


def _on_paper(pathway: Sequence[Fit]) -> Iterator[str]:
    """Lessons of a class: whether somebody was there is not known to the chat."""
    return (one.id for one in pathway if one.unplugged)


def _needed(spec: AppSpec, *, shared: bool) -> Iterator[str]:
    yield from _SHARED if shared else ()
    yield "test"
    fields = [field for thing in spec.things for field in thing.fields]
    if any(field.private for field in fields):
        yield "privacy"
    if any(field.type == "photo" for field in fields):
        yield "picture"
    if spec.rules:
        yield "rule"
    yield "data"
