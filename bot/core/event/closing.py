"""Pens down, in the chat: what changes an app is not done, all else is."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.deciding import Turn
from bot.core.decision import Build, Decision, Move, Step


def pens_down(turn: Turn, since: datetime) -> Decision:
    """Instead of a change: it is over since then, and what stands is in."""
    at = since.astimezone(ZoneInfo(turn.zone)).strftime("%H:%M")
    move = Move(prompt="event/pens_down", values={"at": at, "version": turn.conversation.version})
    return Decision(conversation=turn.conversation, moves=(move,))


def changes_app(decision: Decision) -> bool:
    """Whether a decision would make another version, or move to one."""
    return isinstance(decision.effect, Build | Step)
