"""`/map`: what one has shown to understand, is practising, and not yet, with what that rests on."""

from __future__ import annotations

from bot.commands import Command
from bot.core.deciding import Turn, again, first
from bot.core.decision import Ask, Decision, Move


def _map(turn: Turn, _: str) -> Decision:
    """Theirs alone: nobody is compared with anybody, so not where others read along."""
    if turn.speaker.group:
        return first(Move(prompt="tutor/alone_only"), again(turn))
    return Decision(conversation=turn.conversation, effect=Ask(what="map"))


COMMAND = Command("map", _map, order=34, in_groups=False)
