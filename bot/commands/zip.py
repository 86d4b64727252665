"""`/zip [web|weixin|telegram|paper|all]`: the app's file again, for a platform."""

from __future__ import annotations

from bot.commands import Command
from bot.core import places, wanting
from bot.core.deciding import Turn
from bot.core.decision import Decision


def zip_again(turn: Turn, argument: str) -> Decision:
    """'WeChat' and '微信' are `weixin`."""
    return wanting.zip_again(turn, " ".join(places.named(argument)) or argument.lower()[:20])


COMMAND = Command("zip", zip_again, order=30)
