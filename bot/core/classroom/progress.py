"""How a learner is getting on: folded turn by turn from what happened, so that no page reads a history to know it.

progress = follow(progress, event)
signal(progress, now)         Signal(reason="stage", ...) or None
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.core.interpretation import Intent
from bot.core.turn import Asks, Stage
from scaffolds.spec import Part

Reason = Literal["stage", "error", "failures", "idle", "hints", "question"]


class Event(Part):
    """One turn, as far as getting on goes."""

    at: datetime
    stage: Stage
    asks: Asks
    intent: Intent = "tell"
    said: str = ""
    """The learner's words, masked; '' for a press."""
    error: str = ""
    """What went wrong, the same text for the same trouble; '' where nothing did."""
    built: bool = False
    """A version was made."""
    version: int = 0


class Progress(Part):
    """What is remembered of the turns so far."""

    stage: Stage = "discover"
    turns: int = 0
    """In this stage, without a new version."""
    last: datetime | None = None


class Signal(Part):
    """A learner may be stuck."""

    reason: Reason
    count: int = 0
    detail: str = ""
    """The error or the question, as it was."""


def follow(progress: Progress, event: Event) -> Progress:
    """The progress after one more turn."""
    moved = event.stage != progress.stage or event.built
    return progress.model_copy(update={"stage": event.stage, "turns": 1 if moved else progress.turns + 1, "last": event.at})


def signal(progress: Progress, now: datetime) -> Signal | None:
    """Whether they may be stuck, and why; the reason that a teacher can do most about comes first."""
    return Signal(reason="stage", count=progress.turns) if progress.turns >= 8 and progress.stage != "share" else None
