"""`/versions`: list every version; a press or `/versions 2` goes to one."""

from __future__ import annotations

from bot.commands import Command
from bot.core.deciding import Turn
from bot.core.decision import Decision, Step
from bot.core.wanting import do


def versions(turn: Turn, argument: str) -> Decision:
    if turn.built and argument.isdecimal():
        return Decision(conversation=turn.conversation, effect=Step(to=int(argument[:9])))
    return do("versions")(turn)


COMMAND = Command("versions", versions, order=21)
