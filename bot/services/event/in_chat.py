"""What is asked of an event in a chat. A module here that is called `chat_<something>` answers what it names in its `ANSWERS`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from functools import cache

import bot.services.event as here
from bot.core.deciding import Turn, again, first
from bot.core.decision import AtEvent, Decision, Move
from bot.services import Parts

Answer = Callable[[Parts, Turn, AtEvent], Awaitable[Decision]]


async def at_event(parts: Parts, turn: Turn, asked: AtEvent) -> Decision:
    """What is said to it. A button of something that is no more is answered by the open question."""
    answer = _answers().get(asked.what)
    return await answer(parts, turn, asked) if answer else again(turn)


def on(turn: Turn, move: Move) -> Decision:
    """Say this, then on with the open question."""
    return first(move, again(turn))


@cache
def _answers() -> Mapping[str, Answer]:
    found: dict[str, Answer] = {}
    for module in pkgutil.iter_modules(here.__path__):
        if module.name.startswith("chat_"):
            found |= importlib.import_module(f"{here.__name__}.{module.name}").ANSWERS
    return found
