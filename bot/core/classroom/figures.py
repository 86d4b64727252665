"""What the charts of a class say in numbers: how far it is, how long each stage takes, when it was busy and when it asked for help."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles

from bot.core.classroom.journey import PAUSE
from bot.core.turn import STAGES

APART = timedelta(hours=2)
"""A silence of the whole class from which on it is another lesson."""
_BINS = 24
_WIDTHS = (1, 2, 5, 10, 15, 30, 60)
"""Minutes that one bar of a lesson may stand for; the first that needs at most so many bars is taken."""


@dataclass(frozen=True)
class Step:
    """Somebody came to a stage."""

    learner: str
    stage: str
    at: datetime


@dataclass(frozen=True)
class Said:
    """Somebody said something; `helped` is the stage in which they asked for help by it, '' where they did not."""

    learner: str
    at: datetime
    helped: str = ""


@dataclass(frozen=True)
class Spread:
    """Minutes of several people: how many there are, the quarter below, the middle, the quarter above."""

    n: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Lesson:
    """The latest lesson in bars of `width` minutes: when each begins, how much was said in it, how often help was asked for."""

    begins: Sequence[datetime]
    width: int
    said: Sequence[int]
    helped: Sequence[int]

    @property
    def minutes(self) -> int:
        return self.width * len(self.begins)

    @property
    def busiest(self) -> datetime:
        return self.begins[max(range(len(self.said)), key=self.said.__getitem__)]


def reached(steps: Iterable[Step], stages: Iterable[str]) -> list[int]:
    """How many came to each stage or beyond it. `stages`: where each of those who began is now."""
    furthest: dict[str, int] = {}
    for step in steps:
        furthest[step.learner] = max(furthest.get(step.learner, 0), _place(step.stage))
    now = Counter(furthest.values()) if furthest else Counter(map(_place, stages))
    return [sum(n for place, n in now.items() if place >= wanted) for wanted in range(len(STAGES))]


def times(steps: Iterable[Step], said: Iterable[Said]) -> dict[str, Spread]:
    """Minutes at work in each stage, of those who were in it. Where nothing is said for long, only the first minutes of it count."""
    moments: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for step in steps:
        moments[step.learner].append((step.at, step.stage))
    for one in said:
        if one.learner in moments:
            moments[one.learner].append((one.at, ""))
    worked: defaultdict[str, list[float]] = defaultdict(list)
    for theirs in moments.values():
        for stage, minutes in _worked(sorted(theirs)).items():
            worked[stage].append(minutes)
    return {stage: _spread(worked[stage]) for stage in STAGES if stage in worked}


def lesson(said: Sequence[Said]) -> Lesson | None:
    """The latest one; None where nothing was said."""
    if not said:
        return None
    latest = _latest(said)
    begin = latest[0].at.replace(second=0, microsecond=0)
    lasted = (latest[-1].at - begin) / timedelta(minutes=1)
    width = next((one for one in _WIDTHS if lasted / one < _BINS), _WIDTHS[-1])
    bars = int(lasted // width) + 1
    bar = [int((one.at - begin) / timedelta(minutes=width)) for one in latest]
    counts, helps = Counter(bar), Counter(place for place, one in zip(bar, latest, strict=True) if one.helped)
    begins = [begin + timedelta(minutes=width * place) for place in range(bars)]
    return Lesson(begins, width, [counts[place] for place in range(bars)], [helps[place] for place in range(bars)])


def hints(said: Iterable[Said]) -> list[int]:
    """How often help was asked for in each stage."""
    found = Counter(one.helped for one in said if one.helped)
    return [found[stage] for stage in STAGES]


def used(blocks: Iterable[Sequence[str]]) -> list[tuple[str, int]]:
    """In how many apps each block is, the most used first."""
    found = Counter(block for app in blocks for block in set(app))
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))


def asked_by(said: Iterable[Said]) -> Mapping[str, int]:
    """Who asked for help, and how often."""
    return Counter(one.learner for one in said if one.helped)


def _place(stage: str) -> int:
    return next((place for place, name in enumerate(STAGES) if name == stage), 0)


def _worked(moments: Sequence[tuple[datetime, str]]) -> dict[str, float]:
    minutes: defaultdict[str, float] = defaultdict(float)
    stage, before = "", None
    for at, came in moments:
        if stage and before is not None:
            minutes[stage] += min(at - before, PAUSE) / timedelta(minutes=1)
        stage, before = came or stage, at
    if stage:
        minutes[stage] += 0.0
    return minutes


def _spread(minutes: Sequence[float]) -> Spread:
    if len(minutes) == 1:
        return Spread(1, minutes[0], minutes[0], minutes[0])
    low, _, high = quantiles(minutes, n=4, method="inclusive")
    return Spread(len(minutes), low, median(minutes), high)


def _latest(said: Sequence[Said]) -> Sequence[Said]:
    """The last stretch without a long silence."""
    for place in range(len(said) - 1, 0, -1):
        if said[place].at - said[place - 1].at >= APART:
            return said[place:]
    return said
