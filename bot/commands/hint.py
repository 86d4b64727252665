"""`/hint`: the next hint of the quest or the lesson that is open."""

from __future__ import annotations

from bot.commands import Command
from bot.core import lesson, questing
from bot.core.deciding import Turn
from bot.core.decision import Decision


def _hint(turn: Turn, _: str) -> Decision:
    return lesson.hinted(turn) if turn.taking is not None else questing.hinted(turn)


COMMAND = Command("hint", _hint, order=25)
