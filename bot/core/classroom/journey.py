"""A learner's way from the problem to now, as a river to look at: a stretch for each stage, marks where something happened.

Time runs by what was done: where nobody did anything for longer than `PAUSE` the river does not grow, so that a night between two lessons
is no longer than a breath, and the time told for a stage is time at work.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from bot.core.turn import STAGES

Kind = Literal["version", "nudge", "signal", "hint", "pause", "unaided"]
PAUSE = timedelta(minutes=5)
BREAK = timedelta(minutes=30)
"""A silence from which on it is told as a break."""
_AHEAD = 0.06
_EVEN = 0.5
"""How much of the river is shared evenly, so that a quick stage can still be seen."""
_TOGETHER = 0.02
"""Marks of a kind that are nearer to one another are drawn as one."""


@dataclass(frozen=True)
class Crossed:
    """They came to a stage."""

    at: datetime
    stage: str
    project: str | None = None


@dataclass(frozen=True)
class Mark:
    """Something that happened. `x` is where on the river, 0 to 1; `times` how many are drawn as this one."""

    kind: Kind
    at: datetime
    text: str = ""
    until: datetime | None = None
    name: str = ""
    """Of whom it came, or the number of a version."""
    x: float = 0.0
    times: int = 1


@dataclass(frozen=True)
class Leg:
    """A stretch of the river: one stage, once. `worked` is the time at work in it."""

    stage: str
    begin: datetime
    end: datetime
    worked: timedelta
    x: float
    width: float


@dataclass(frozen=True)
class River:
    legs: tuple[Leg, ...]
    marks: tuple[Mark, ...]
    """Drawn ones: those of a kind that are close together are one."""
    ahead: tuple[tuple[str, float], ...]
    """Stages that are still to come, and where their posts stand."""
    breaks: tuple[tuple[datetime, timedelta], ...]

    @property
    def boat(self) -> float:
        """Where they are."""
        return self.legs[-1].x + self.legs[-1].width if self.legs else 0.0

    @property
    def worked(self) -> timedelta:
        return sum((leg.worked for leg in self.legs), timedelta())


def voyage(crossed: Sequence[Crossed], project: str | None, first_version: datetime | None) -> tuple[list[Crossed], datetime | None]:
    """The crossings of one project among all of a learner's, and when the next project began (None: it is the latest).

    A project begins where they came to the first stage (again); it gets its name with its first version."""
    if not crossed:
        return [], None
    begins = [i for i, one in enumerate(crossed) if i == 0 or (one.stage == STAGES[0] and crossed[i - 1].stage != STAGES[0])]
    parts = [list(crossed[i:j]) for i, j in zip(begins, [*begins[1:], len(crossed)], strict=True)]
    for i, part in enumerate(parts):
        end = parts[i + 1][0].at if i + 1 < len(parts) else None
        if _is_of(part, end, project, first_version):
            return part, end
    return (parts[-1], None) if project is None else ([], None)


def _is_of(part: Sequence[Crossed], end: datetime | None, project: str | None, first_version: datetime | None) -> bool:
    if project is None:
        return False
    if any(one.project == project for one in part):
        return True
    return first_version is not None and part[0].at <= first_version and (end is None or first_version < end)


def river(crossed: Sequence[Crossed], marks: Iterable[Mark], moments: Iterable[datetime], end: datetime | None = None) -> River:
    """`moments` are when anything was said; `end` is when the next project began."""
    if not crossed:
        return River((), (), (), ())
    begin = crossed[0].at
    kept = [mark for mark in marks if _within(mark.at, begin - timedelta(minutes=10), end)]
    times = sorted({*(one.at for one in crossed), *(mark.at for mark in kept), *(one for one in moments if _within(one, begin, end))})
    clock = _Clock(times)
    legs = _legs(crossed, clock, times[-1])
    ahead = STAGES[_place(legs[-1].stage) + 1 :]
    posts = tuple((stage, 1 - _AHEAD * (len(ahead) - i - 0.6)) for i, stage in enumerate(ahead))
    drawn = _together([replace(mark, x=_x(mark.at, legs, clock)) for mark in kept])
    return River(tuple(legs), tuple(drawn), posts, tuple(clock.breaks))


def _within(at: datetime, begin: datetime, end: datetime | None) -> bool:
    return begin <= at and (end is None or at < end)


class _Clock:
    """Time at work since the first of the moments."""

    def __init__(self, times: Sequence[datetime]) -> None:
        self._times, self._worked = times, [timedelta()]
        self.breaks: list[tuple[datetime, timedelta]] = []
        for before, after in pairwise(times):
            self._worked.append(self._worked[-1] + min(after - before, PAUSE))
            if after - before >= BREAK:
                self.breaks.append((before, after - before))

    def at(self, moment: datetime) -> timedelta:
        i = max(bisect_right(self._times, moment) - 1, 0)
        return self._worked[i] + max(timedelta(), min(moment - self._times[i], PAUSE))


def _legs(crossed: Sequence[Crossed], clock: _Clock, last: datetime) -> list[Leg]:
    moved = [one for i, one in enumerate(crossed) if i == 0 or one.stage != crossed[i - 1].stage]
    ends = [*(one.at for one in moved[1:]), max(last, moved[-1].at)]
    worked = [clock.at(end) - clock.at(one.at) for one, end in zip(moved, ends, strict=True)]
    length = 1 - _AHEAD * (len(STAGES) - 1 - _place(moved[-1].stage))
    all_of_it = sum(worked, timedelta()) or timedelta(seconds=1)
    legs: list[Leg] = []
    x = 0.0
    for one, end, spent in zip(moved, ends, worked, strict=True):
        width = length * (_EVEN / len(moved) + (1 - _EVEN) * (spent / all_of_it if any(worked) else 1 / len(moved)))
        legs.append(Leg(one.stage, one.at, end, spent, x, width))
        x += width
    return legs


def _place(stage: str) -> int:
    return next((i for i, name in enumerate(STAGES) if name == stage), 0)


def _x(at: datetime, legs: Sequence[Leg], clock: _Clock) -> float:
    leg = next((one for one in reversed(legs) if one.begin <= at), legs[0])
    spent = leg.worked or timedelta(seconds=1)
    return leg.x + leg.width * min(max((clock.at(at) - clock.at(leg.begin)) / spent, 0.0), 1.0)


def _together(marks: Sequence[Mark]) -> list[Mark]:
    drawn: list[Mark] = []
    for mark in sorted(marks, key=lambda one: one.at):
        near = next((i for i in range(len(drawn) - 1, -1, -1) if drawn[i].kind == mark.kind and mark.x - drawn[i].x < _TOGETHER), None)
        if near is None:
            drawn.append(mark)
        else:
            drawn[near] = replace(drawn[near], times=drawn[near].times + 1)
    return drawn
