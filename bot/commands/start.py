"""`/start`: greet and ask for the problem. In the middle of a project it only comes back to the open question."""

from __future__ import annotations

from bot.commands import Command
from bot.core.conversation import Decision
from bot.core.deciding import Turn, again
from bot.core.wanting import greeting


def start(turn: Turn, _: str) -> Decision:
    begun = turn.built or turn.conversation.wish.brief.problem
    return again(turn) if begun else greeting(turn.conversation)


COMMAND = Command("start", start, order=1, in_groups=False)
