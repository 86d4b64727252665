"""When the clock of an event rings: at the beginning of each phase, at the end, and a little before pens down. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from bot.core.event.phases import Phase

SOON = timedelta(minutes=5)
"""So long before pens down everybody is told."""


@dataclass(frozen=True)
class Ring:
    """What happens at a moment: a phase begins, or pens down is near."""

    at: datetime
    what: Literal["begins", "soon"]
    phase: Phase


def rings(phases: Sequence[Phase]) -> list[Ring]:
    """All of an event in their order. What is shorter than twice the reminder has none."""
    found = [Ring(phase.at, "begins", phase) for phase in phases]
    found += [
        Ring(after.at - SOON, "soon", after) for before, after in pairwise(phases) if after.kind == "freeze" and after.at - before.at >= 2 * SOON
    ]
    return sorted(found, key=lambda ring: ring.at)


def next_ring(phases: Sequence[Phase], now: datetime) -> datetime | None:
    """The first that is still to come."""
    return next((ring.at for ring in rings(phases) if ring.at > now), None)


def due(phases: Sequence[Phase], since: datetime, now: datetime) -> list[Ring]:
    """Those from `since` up to now. A reminder of what has begun meanwhile is none."""
    over = {ring.phase.kind for ring in rings(phases) if ring.what == "begins" and ring.at <= now}
    return [ring for ring in rings(phases) if since <= ring.at <= now and (ring.what == "begins" or ring.phase.kind not in over)]
