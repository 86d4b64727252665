"""`/undo`: one version back. Nothing is destroyed: `/versions` goes forth again."""

from __future__ import annotations

from bot.commands import Command
from bot.core.deciding import Turn, again, first
from bot.core.decision import Decision, Move, Step


def undo(turn: Turn, _: str) -> Decision:
    if not turn.built:
        return first(Move(prompt="tutor/nothing_to_undo", values={"built": False}), again(turn))
    return Decision(conversation=turn.conversation, effect=Step())


COMMAND = Command("undo", undo, order=20)
