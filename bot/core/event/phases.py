"""The phases of an event and when they begin. Pure; times are moments in UTC, so that clocks that change by an hour change nothing.

phases = planned("short", begins)          a template of 90 minutes
at(phases, now)                            the phase that it is, None before the first and after the last
freezes(phases)                            pens down
shifted(phases, timedelta(minutes=15), now)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Literal, get_args

from scaffolds.spec import Part

Kind = Literal["open", "teams", "ideas", "build", "freeze", "judging", "ceremony", "over"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they come. `over` is no phase but the end of the last one."""
Template = Literal["short", "day", "demo"]
MINUTES: Mapping[Template, Mapping[Kind, float]] = {
    "short": {"open": 5, "teams": 8, "ideas": 12, "build": 40, "freeze": 3, "judging": 15, "ceremony": 7},
    "day": {"open": 30, "teams": 30, "ideas": 60, "build": 240, "freeze": 10, "judging": 70, "ceremony": 40},
    "demo": {"open": 0.5, "teams": 1, "ideas": 1.5, "build": 3, "freeze": 0.5, "judging": 2.5, "ceremony": 1},
}
SHORTEST = timedelta(seconds=10)


class Phase(Part):
    """One phase, from `at` until the next one begins."""

    kind: Kind
    at: datetime


class PhaseError(ValueError):
    """Times that make no event. `phase` is where, `why` one of `order`, `missing`, `zone`."""

    def __init__(self, phase: str, why: str) -> None:
        super().__init__(f"{phase}: {why}")
        self.phase, self.why = phase, why


def read(rows: Sequence[Mapping[str, Any]]) -> tuple[Phase, ...]:
    """Phases as they are kept."""
    return tuple(Phase.model_validate(row) for row in rows)


def kept(phases: Sequence[Phase]) -> list[dict[str, Any]]:
    """Phases as the store keeps them."""
    return [phase.model_dump(mode="json") for phase in phases]


def planned(template: Template, begins: datetime) -> tuple[Phase, ...]:
    """The phases of a template, one after another from a moment on."""
    found, moment = [], begins
    for kind, minutes in MINUTES[template].items():
        found.append(Phase(kind=kind, at=moment))
        moment += timedelta(minutes=minutes)
    return (*found, Phase(kind="over", at=moment))


def checked(phases: Sequence[Phase]) -> tuple[Phase, ...]:
    """The phases, if each begins after the one before; raises `PhaseError`. `freeze` and `over` must be among them."""
    for kind in ("freeze", "over"):
        if kind not in [phase.kind for phase in phases]:
            raise PhaseError(kind, "missing")
    for before, after in pairwise(phases):
        if after.at - before.at < SHORTEST or KINDS.index(after.kind) <= KINDS.index(before.kind):
            raise PhaseError(after.kind, "order")
    if any(phase.at.tzinfo is None for phase in phases):
        raise PhaseError(phases[0].kind, "zone")
    return tuple(phases)


def at(phases: Sequence[Phase], now: datetime) -> Phase | None:
    """The phase that it is; None before the first one and after the last."""
    begun = [phase for phase in phases if phase.at <= now]
    return begun[-1] if begun and begun[-1].kind != "over" else None


def following(phases: Sequence[Phase], now: datetime) -> Phase | None:
    """The one that begins next, the end included; None after that."""
    return next((phase for phase in phases if phase.at > now), None)


def begins(phases: Sequence[Phase], kind: Kind) -> datetime | None:
    """When a phase begins; None where the event has none of this kind."""
    return next((phase.at for phase in phases if phase.kind == kind), None)


def freezes(phases: Sequence[Phase]) -> datetime | None:
    """Pens down."""
    return begins(phases, "freeze")


def is_over(phases: Sequence[Phase], now: datetime) -> bool:
    return bool(phases) and phases[-1].at <= now


def shifted(phases: Sequence[Phase], by: timedelta, now: datetime) -> tuple[Phase, ...]:
    """Everything that has not begun yet, so much later (or earlier, but never before now). What has begun stays."""
    least = min((phase.at - now for phase in phases if phase.at > now), default=timedelta())
    by = max(by, SHORTEST - least) if by < timedelta() else by
    return tuple(phase.model_copy(update={"at": phase.at + by}) if phase.at > now else phase for phase in phases)


def started(phases: Sequence[Phase], now: datetime) -> tuple[Phase, ...]:
    """All of it so much earlier or later that the first phase begins now."""
    by = now - phases[0].at
    return tuple(phase.model_copy(update={"at": phase.at + by}) for phase in phases)


def begun_early(phases: Sequence[Phase], kind: Kind, now: datetime) -> tuple[Phase, ...]:
    """The next phase `kind` begins now, and what follows keeps its length."""
    there = begins(phases, kind)
    if there is None or there <= now:
        return tuple(phases)
    return tuple(phase.model_copy(update={"at": phase.at - (there - now)}) if phase.at >= there else phase for phase in phases)
