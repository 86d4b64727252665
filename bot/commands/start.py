"""`/start [code]`: greet and ask for the problem, first saying what the code opens. In the middle of a project it only comes back to the open question."""

from __future__ import annotations

from bot.commands import Command
from bot.core.classroom.joining import join
from bot.core.classroom.naming import code_of
from bot.core.deciding import Turn, again
from bot.core.decision import Ask, Decision
from bot.core.wanting import greeting

LONGEST_CODE = 64
"""As long as a link into Telegram carries."""


def start(turn: Turn, code: str) -> Decision:
    if code_of(code):
        return join(turn, code)
    begun = turn.built or turn.conversation.wish.brief.problem
    decision = again(turn) if begun else greeting(turn.conversation)
    return decision.model_copy(update={"effect": Ask(what="code", detail=code[:LONGEST_CODE])}) if code else decision


COMMAND = Command("start", start, order=1, in_groups=False)
