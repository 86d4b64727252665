"""What the clock of an event shows: exact to the second, in every state of its doors."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.event import phases
from bot.core.event.clock import clock_at, time_left

BEGINS = datetime(2026, 11, 28, 1, tzinfo=UTC)
PLANNED = phases.planned("short", BEGINS)


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (59, "0:59"), (61, "1:01"), (3600, "1:00:00"), (5077, "1:24:37"), (90_000, "25:00:00")])
def test_time_left_is_read_at_a_glance(seconds: int, shown: str) -> None:
    assert time_left(seconds) == shown


def test_it_is_over_when_the_time_is_over_and_not_before() -> None:
    freeze = phases.begins(PLANNED, "freeze")
    assert freeze is not None
    just_before = clock_at(PLANNED, BEGINS, None, freeze - timedelta(microseconds=1))
    assert (just_before.kind, just_before.seconds) == ("build", 1)
    at_it = clock_at(PLANNED, BEGINS, None, freeze)
    assert (at_it.kind, at_it.seconds) == ("freeze", 180)


def test_the_second_half_of_building_asks_to_let_somebody_try_it() -> None:
    asks = [clock_at(PLANNED, BEGINS, None, BEGINS + timedelta(minutes=minutes)).asks for minutes in (26, 44, 45, 64)]
    assert asks == ["build", "build", "try", "try"]


def test_closed_doors() -> None:
    before = clock_at(PLANNED, None, None, BEGINS - timedelta(hours=1))
    assert (before.kind, before.until, before.then) == ("none", BEGINS, "open")
    late = clock_at(PLANNED, None, None, BEGINS + timedelta(minutes=30))
    assert (late.kind, late.until) == ("none", None), "doors that nobody opened have no time"
    assert clock_at(PLANNED, BEGINS, BEGINS, BEGINS + timedelta(minutes=30)).kind == "over"
    assert clock_at(PLANNED, BEGINS, None, PLANNED[-1].at).kind == "over"
    assert clock_at((), None, None, BEGINS).kind == "none"


@given(st.floats(-7200, 12_000), st.booleans(), st.booleans())
def test_every_moment_has_a_clock(seconds: float, opened: bool, ended: bool) -> None:
    now = BEGINS + timedelta(seconds=seconds)
    clock = clock_at(PLANNED, BEGINS if opened else None, now if ended else None, now)
    assert (clock.until is None) == (clock.then is None)
    assert clock.seconds >= 0
    if clock.until:
        assert 0 <= clock.seconds - (clock.until - now).total_seconds() < 1
