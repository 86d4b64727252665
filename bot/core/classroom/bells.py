"""When a class's chat, or its language model, rests by itself: pure, from rows that teachers set, in the zone of their school.

    rows = [Bell(switch="paused", days=(0, 2), begins="10:00", ends="10:20")]
    rests(rows, "paused", now, "Asia/Hong_Kong")      True between ten and twenty past on Mondays and Wednesdays
    next_bell(rows, now, "Asia/Hong_Kong")            when that changes next, in UTC
    turned(rows, since, until, "Asia/Hong_Kong")      {"paused": True}: what changed between two moments, and to what

Rows of one switch may overlap: it rests while any of them says so. Where the clocks change, a time that is skipped counts as so much later, and one
that comes twice is the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import field_validator, model_validator

from scaffolds.spec import Part

Switch = Literal["paused", "unaided"]
SWITCHES: tuple[Switch, ...] = get_args(Switch)
LOOK_AHEAD = 9
"""Days: a row that comes once a week has its next edge among them, also where the clocks change."""
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class Bell(Part):
    """One row of a schedule: on some days of the week from one time to another, or once, from `since` until `until`."""

    switch: Switch
    days: tuple[int, ...] = ()
    """0 is Monday."""
    begins: str = ""
    ends: str = ""
    """Times of day; an end before the beginning is one of the next day."""
    since: datetime | None = None
    until: datetime | None = None

    @field_validator("days")
    @classmethod
    def _are_days(cls, days: tuple[int, ...]) -> tuple[int, ...]:
        if any(not 0 <= day <= 6 for day in days):
            raise ValueError("a day is 0 to 6")
        return tuple(sorted(set(days)))

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Bell:
        weekly = self.days and _CLOCK.fullmatch(self.begins) and _CLOCK.fullmatch(self.ends) and self.begins != self.ends
        once = self.since is not None and self.until is not None and self.since < self.until
        if bool(weekly) == once:
            raise ValueError("a row has days and two times, or a moment at which it ends")
        return self


def read(rows: Sequence[Mapping[str, object]]) -> tuple[Bell, ...]:
    """A schedule as it is kept."""
    return tuple(Bell.model_validate(row) for row in rows)


def rests(rows: Sequence[Bell], switch: Switch, at: datetime, zone: str) -> bool:
    """Whether any row says that it rests at a moment."""
    return any(begins <= at < ends for begins, ends in _stretches(rows, switch, at, at, zone))


def next_bell(rows: Sequence[Bell], after: datetime, zone: str) -> datetime | None:
    """The first moment after another at which a switch is turned; None where nothing is left."""
    until = after + timedelta(days=LOOK_AHEAD)
    return min((edge for switch in SWITCHES for edge in _edges(rows, switch, after, until, zone) if edge > after), default=None)


def turned(rows: Sequence[Bell], since: datetime, until: datetime, zone: str) -> dict[Switch, bool]:
    """The switches that are turned between two moments, both counted, and how they stand at the later one."""
    return {
        switch: rests(rows, switch, until, zone)
        for switch in SWITCHES
        if any(since <= edge <= until for edge in _edges(rows, switch, since, until, zone))
    }


def over(bell: Bell, at: datetime) -> bool:
    """Whether a row will never ring again."""
    return bell.until is not None and bell.until <= at


def _edges(rows: Sequence[Bell], switch: Switch, since: datetime, until: datetime, zone: str) -> Iterator[datetime]:
    """Where the rows together begin or end: what lies inside another stretch is no edge, nor where one begins as another ends."""
    open_until: datetime | None = None
    for begins, ends in sorted(_stretches(rows, switch, since, until, zone)):
        if open_until is None or begins > open_until:
            if open_until is not None:
                yield open_until
            yield begins
            open_until = ends
        else:
            open_until = max(open_until, ends)
    if open_until is not None:
        yield open_until


def _stretches(rows: Sequence[Bell], switch: Switch, since: datetime, until: datetime, zone: str) -> Iterator[tuple[datetime, datetime]]:
    """From when to when each row says so, for all days that may reach into a time."""
    for row in rows:
        if row.switch != switch:
            continue
        if row.since is not None and row.until is not None:
            yield row.since, row.until
            continue
        first = since.astimezone(ZoneInfo(zone)).date() - timedelta(days=8)
        for more in range((until - since).days + 11):
            day = first + timedelta(days=more)
            if day.weekday() in row.days:
                yield from _on(row, day, zone)


def _on(row: Bell, day: date, zone: str) -> Iterator[tuple[datetime, datetime]]:
    last = day + timedelta(days=1) if row.ends < row.begins else day
    begins, ends = _moment(day, row.begins, zone), _moment(last, row.ends, zone)
    if begins < ends:
        yield begins, ends


def _moment(day: date, clock: str, zone: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone)).astimezone(UTC)
