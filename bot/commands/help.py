"""`/help`: what one can do here."""

from __future__ import annotations

from bot.commands import Command
from bot.core.deciding import Turn, again
from bot.core.decision import Ask, Decision


def help(turn: Turn, _: str) -> Decision:
    return again(turn).model_copy(update={"effect": Ask(what="help", detail="commands")})


COMMAND = Command("help", help, order=2)
