"""What happened in a turn, as far as getting on goes: read off what was understood, decided and carried out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import prompts
from bot.commands import parse
from bot.core.classroom.progress import Event, Trouble
from bot.core.conversation import Conversation
from bot.core.deciding import Turn
from bot.core.decision import Build, Move
from bot.services.classroom.nudge import unmarked
from bot.services.outcome import Outcome

_HELP = ("idk", "help", "examples")
_HELP_COMMANDS = ("help", "hint")
_STEPS, _HELPS = frozenset({"predict", "edge"}), frozenset({"hint", "teacher"})
"""Kinds of evidence that lead on, and that tell of help; a card that was laid and a lesson's words are neither."""
_DETOURS = ("greet", "thanks", "joke", "who_are_you", "look", "gallery", "zip", "try", "undo")
_DETOUR_PRESSES = (
    "look", "gallery", "zip", "try", "versions", "version", "inside", "predict", "language", "safety", "again", "leave", "undo", "broken", "join", "team",
    "quest", "lesson",
)  # fmt: skip
"""Intents, and what buttons stand for, that lead on in nothing and are no failure."""
_SENTENCE = re.compile(r"(?<=[.!?])\s|(?<=[。！？])")


def event_of(at: datetime, turn: Turn, outcome: Outcome) -> Event:
    """One turn, for `follow`."""
    conversation = outcome.decision.conversation
    trouble, words = _trouble(turn, outcome)
    press = turn.press.partition(":")[0]
    shown = {one.kind for one in outcome.evidence}
    moved = _plan(conversation) != _plan(turn.conversation) or outcome.lesson is not None or bool(shown & _STEPS)
    return Event(
        at=at, stage=conversation.stage, asks=conversation.asks, intent=turn.heard.intent, said=_said(turn), trouble=trouble, words=words,
        built=outcome.revision is not None and trouble != "proof", version=conversation.version, operation=_operation(outcome),
        moved=moved and trouble != "proof", helped=_asked_for_help(turn, press) or bool(shown & _HELPS), asked="teacher" in shown,
        detour=not trouble and "try" not in shown and _is_detour(turn, press),
    )  # fmt: skip


def _said(turn: Turn) -> str:
    """What they typed; a press and a command say nothing, and an answer at a quest or a lesson, code above all, is no question."""
    return "" if turn.press or turn.questing or turn.taking or parse(turn.text.strip()) else turn.text


def _plan(conversation: Conversation) -> tuple[object, ...]:
    """What was settled so far. Not which way was chosen: that may go back and forth for ever."""
    return conversation.wish, conversation.title, conversation.edits, conversation.answered


def _asked_for_help(turn: Turn, press: str) -> bool:
    if turn.conversation.asks == "predict":
        return False  # 'I don't know' is a guess there
    command = parse(turn.text.strip())
    return press in _HELP or (not turn.press and turn.heard.intent in _HELP) or (command is not None and command[0] in _HELP_COMMANDS)


def _is_detour(turn: Turn, press: str) -> bool:
    if turn.press:
        return press in _DETOUR_PRESSES
    return turn.heard.intent in _DETOURS or turn.conversation.asks == "predict" or parse(turn.text.strip()) is not None


def _operation(outcome: Outcome) -> str:
    """What a version changed, if that was nothing but one kind of thing that has no end: its colour."""
    build = outcome.decision.effect
    kinds = {one.op for one in build.done} if isinstance(build, Build) else set()
    return "recolour" if kinds == {"recolour"} else ""


def _trouble(turn: Turn, outcome: Outcome) -> tuple[Trouble, str]:
    """What did not work, and its words."""
    for move in outcome.decision.moves:
        if move.prompt in _TROUBLES:
            trouble, words = _TROUBLES[move.prompt]
            said = words(turn, move)
            if said is not None:
                return trouble, said
    return "", ""


Words = Callable[[Turn, Move], str | None]
"""The words of a trouble that a move tells of; None where it tells of none after all."""


def _typed(turn: Turn, _: Move) -> str:
    return turn.text


def _value(name: str) -> Words:
    return lambda _, move: _text(move.values.get(name))


def _text(value: Any) -> str:
    return str(value[0]) if isinstance(value, (list, tuple)) and value else str(value or "")


def _told(turn: Turn, move: Move) -> str:
    """The first sentence of what was said about it."""
    text = unmarked(prompts.load(move.prompt).render(turn.conversation.language, **move.values))
    return _SENTENCE.split(text, 1)[0]


def _failed(_: Turn, move: Move) -> str | None:
    """A zip that came back is a trouble where its checks do not hold."""
    return str(move.values["failed"]) or None


_TROUBLES: Mapping[str, tuple[Trouble, Words]] = {
    "tutor/not_ready": ("proof", _value("failed")),
    "tutor/restored": ("proof", _failed),
    "tutor/file_refused": ("file", _told),
    "tutor/broken": ("broken", _typed),
    "tutor/broken_told": ("broken", _value("told")),
    "tutor/unclear": ("unclear", _value("unclear")),
    "tutor/unclear_plan": ("unclear", _value("unclear")),
    "tutor/cannot": ("cannot", _told),
    "tutor/no_app": ("missing", _told),
    "tutor/no_command": ("missing", _told),
    "tutor/no_platform": ("missing", _typed),
    "tutor/no_version": ("missing", _typed),
    "tutor/nothing_to_undo": ("missing", _told),
    "tutor/unread": ("unread", _typed),
    "tutor/unreadable": ("unread", _typed),
    "tutor/nonsense": ("unread", _typed),
    "tutor/empty": ("unread", _typed),
}
"""Prompts that say that something did not work. What is refused for somebody's safety is not among them: it is no failure of a learner's."""
