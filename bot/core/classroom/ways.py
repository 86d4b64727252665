"""The blocks that a class builds with, as its teacher set them: the chat offers these, and says kindly when another is asked for."""

from __future__ import annotations

from typing import Any

from bot.core.conversation import Conversation
from bot.core.deciding import Turn, again, first
from bot.core.decision import Decision, Move
from bot.core.interpretation import Interpretation, Match
from scaffolds import blocks
from scaffolds.operations import AddScreen


def within(heard: Interpretation, allowed: tuple[str, ...]) -> tuple[Interpretation, tuple[str, ...]]:
    """What was understood, without what the class does not build with; and what of that was asked for by name."""
    if not allowed:
        return heard, ()
    added = [one for one in heard.operations if isinstance(one, AddScreen) and one.draft.screen.block not in allowed]
    asked = (*(one for one in heard.wanted if one not in allowed), *(one.draft.screen.block for one in added))
    changes: dict[str, Any] = {
        "matches": _matching(heard.matches, allowed),
        "wanted": tuple(one for one in heard.wanted if one in allowed),
        "operations": tuple(one for one in heard.operations if one not in added),
    }
    return heard.model_copy(update=changes), tuple(dict.fromkeys(asked))


def _matching(matches: tuple[Match, ...], allowed: tuple[str, ...]) -> tuple[Match, ...]:
    """The ways of the class that fit; where none does, all of them."""
    fitting = tuple(one for one in matches if one.block in allowed)
    return fitting or tuple(Match(block=id, score=0.0) for id in allowed if matches)


def barred_press(press: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The way that an older button asks for and the class does not build with."""
    name, _, block = press.partition(":")
    return (block,) if allowed and name == "block" and block in blocks.discover() and block not in allowed else ()


def only_these(turn: Turn, barred: tuple[str, ...], decision: Decision | None = None) -> Decision:
    """Say kindly what the class builds with, then go on."""
    conversation = turn.conversation
    move = Move(prompt="tutor/only_these", values={"ways": _names(conversation, conversation.allowed), "wanted": _names(conversation, barred)})
    return first(move, decision or again(turn))


def _names(conversation: Conversation, ids: tuple[str, ...]) -> list[str]:
    found = blocks.discover()
    return [str(found[id].said(conversation.language)["name"]) for id in ids if id in found]
