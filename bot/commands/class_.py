"""`/class`: for teachers, in the private chat that they made known as theirs, where it is answered before it comes here. Everybody else hears so."""

from __future__ import annotations

from bot.commands import Command
from bot.core.deciding import Turn, again, first
from bot.core.decision import Decision, Move


def class_(turn: Turn, _: str) -> Decision:
    return first(Move(prompt="tutor/for_teachers"), again(turn))


COMMAND = Command("class", class_, order=90, listed=False)
