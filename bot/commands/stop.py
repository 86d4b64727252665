"""`/stop`: end the answer that is being made. The stopping itself is done when the message arrives, before its turn comes."""

from __future__ import annotations

from bot.commands import Command
from bot.core.deciding import Turn
from bot.core.decision import Decision, Move


def stop(turn: Turn, _: str) -> Decision:
    return Decision(conversation=turn.conversation, moves=(Move(prompt="tutor/stopped"),))


COMMAND = Command("stop", stop, order=70)
