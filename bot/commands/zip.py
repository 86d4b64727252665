"""`/zip [web|weixin|all]`: the app's file again, for a platform."""

from __future__ import annotations

from bot.commands import Command
from bot.core.conversation import Ask, Decision
from bot.core.deciding import Turn
from bot.core.wanting import do


def zip_again(turn: Turn, argument: str) -> Decision:
    if not turn.built:
        return do("zip")(turn)
    return Decision(conversation=turn.conversation, effect=Ask(what="zip", detail=argument.lower()[:20]))


COMMAND = Command("zip", zip_again, order=30)
