"""When a class rests by itself: the rules alone, also where rows overlap and clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.classroom.bells import SWITCHES, Bell, next_bell, over, read, rests, turned

HK = "Asia/Hong_Kong"
MINUTE = timedelta(minutes=1)
CLOCKS = st.builds(lambda hour, minute: f"{hour:02}:{minute:02}", st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 59]))


def at(text: str, zone: str = HK) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@st.composite
def weekly(draw: st.DrawFn) -> Bell:
    begins = draw(CLOCKS)
    ends = draw(CLOCKS.filter(lambda clock: clock != begins))
    days = tuple(draw(st.sets(st.integers(0, 6), min_size=1)))
    return Bell(switch=draw(st.sampled_from(SWITCHES)), days=days, begins=begins, ends=ends)


ROWS = st.lists(weekly(), max_size=4)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
ZONES = st.sampled_from([HK, "Europe/London", "America/New_York", "Australia/Lord_Howe", "UTC"])


def test_a_lesson_break_comes_every_week() -> None:
    rows = [Bell(switch="paused", days=(0, 2), begins="10:00", ends="10:20")]  # 2026-11-23 is a Monday
    assert not rests(rows, "paused", at("2026-11-23 09:59"), HK)
    assert rests(rows, "paused", at("2026-11-23 10:00"), HK) and not rests(rows, "unaided", at("2026-11-23 10:00"), HK)
    assert not rests(rows, "paused", at("2026-11-23 10:20"), HK) and not rests(rows, "paused", at("2026-11-24 10:10"), HK)
    assert next_bell(rows, at("2026-11-23 10:00"), HK) == at("2026-11-23 10:20")
    assert next_bell(rows, at("2026-11-25 10:20"), HK) == at("2026-11-30 10:00")


def test_a_night_ends_the_next_morning() -> None:
    rows = [Bell(switch="unaided", days=(4,), begins="22:00", ends="06:00")]
    assert rests(rows, "unaided", at("2026-11-28 05:59"), HK) and not rests(rows, "unaided", at("2026-11-28 06:00"), HK)


def test_once_until_friday() -> None:
    row = Bell(switch="unaided", since=at("2026-11-23 10:00"), until=at("2026-11-27 15:00"))
    assert rests([row], "unaided", at("2026-11-27 14:59"), HK) and not rests([row], "unaided", at("2026-11-27 15:00"), HK)
    assert next_bell([row], at("2026-11-23 10:00"), HK) == at("2026-11-27 15:00") and next_bell([row], at("2026-11-27 15:00"), HK) is None
    assert over(row, at("2026-11-27 15:00")) and not over(row, at("2026-11-27 14:59"))


def test_rows_that_overlap_or_touch_are_one_rest() -> None:
    rows = [
        Bell(switch="paused", days=(0,), begins=begins, ends=ends) for begins, ends in (("10:00", "10:30"), ("10:20", "11:00"), ("11:00", "11:10"))
    ]
    assert next_bell(rows, at("2026-11-23 10:00"), HK) == at("2026-11-23 11:10")


def test_what_was_missed_is_told_by_how_it_stands_now() -> None:
    rows = [Bell(switch="paused", days=(0,), begins="10:00", ends="10:20"), Bell(switch="unaided", days=(0,), begins="10:10", ends="12:00")]
    assert turned(rows, at("2026-11-23 10:00"), at("2026-11-23 10:05"), HK) == {"paused": True}
    assert turned(rows, at("2026-11-23 10:00"), at("2026-11-23 10:30"), HK) == {"paused": False, "unaided": True}
    assert turned(rows, at("2026-11-23 10:21"), at("2026-11-23 11:00"), HK) == {}


def test_a_clock_that_jumps_over_the_time_rests_as_long() -> None:
    rows = [Bell(switch="paused", days=(6,), begins="01:30", ends="01:45")]  # London, 2026-03-29: 01:00 to 02:00 is not there
    first = next_bell(rows, at("2026-03-29 00:00", "Europe/London"), "Europe/London")
    assert first == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert next_bell(rows, first, "Europe/London") == first + timedelta(minutes=15)


def test_a_time_that_comes_twice_is_the_first() -> None:
    rows = [Bell(switch="paused", days=(6,), begins="01:30", ends="01:45")]  # London, 2026-10-25: 01:00 to 02:00 comes twice
    first = next_bell(rows, datetime(2026, 10, 24, 12, tzinfo=UTC), "Europe/London")
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert next_bell(rows, first + timedelta(minutes=15), "Europe/London") == datetime(2026, 11, 1, 1, 30, tzinfo=UTC)


@settings(deadline=None, max_examples=60)
@given(ROWS, MOMENTS, ZONES)
def test_nothing_changes_before_the_next_bell_and_something_does_at_it(rows: list[Bell], moment: datetime, zone: str) -> None:
    bell = next_bell(rows, moment, zone)
    until = min(bell or moment + timedelta(days=8), moment + timedelta(hours=30))
    stands = [rests(rows, switch, moment, zone) for switch in SWITCHES]
    look = moment
    while look < until:
        assert [rests(rows, switch, look, zone) for switch in SWITCHES] == stands
        look += timedelta(minutes=7)
    if bell is not None:
        assert bell > moment
        assert [rests(rows, switch, bell - timedelta(seconds=1), zone) for switch in SWITCHES] == stands
        assert [rests(rows, switch, bell, zone) for switch in SWITCHES] != stands


@settings(deadline=None, max_examples=60)
@given(ROWS, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=3)), ZONES)
def test_who_follows_the_bells_stands_as_the_rows_say(rows: list[Bell], moment: datetime, passed: timedelta, zone: str) -> None:
    """Ringing late, after hours without a process, ends in the same as ringing each time."""
    end = moment + passed
    stands = {switch: rests(rows, switch, moment, zone) for switch in SWITCHES}
    due = next_bell(rows, moment, zone)
    if due is not None and due <= end:
        stands |= turned(rows, due, end, zone)
    assert stands == {switch: rests(rows, switch, end, zone) for switch in SWITCHES}


@given(ROWS)
def test_rows_are_kept_as_they_are(rows: list[Bell]) -> None:
    assert list(read([row.model_dump(mode="json", exclude_defaults=True) for row in rows])) == rows


@pytest.mark.parametrize(
    "row",
    [
        {"switch": "paused"},
        {"switch": "paused", "days": (0,), "begins": "10:00", "ends": "10:00"},
        {"switch": "paused", "days": (7,), "begins": "10:00", "ends": "10:20"},
        {"switch": "paused", "days": (), "begins": "10:00", "ends": "10:20"},
        {"switch": "paused", "days": (0,), "begins": "25:00", "ends": "10:20"},
        {"switch": "paused", "days": (0,), "begins": "1:00", "ends": "10:20"},
        {"switch": "everything", "days": (0,), "begins": "10:00", "ends": "10:20"},
        {"switch": "paused", "since": datetime(2026, 1, 2, tzinfo=UTC), "until": datetime(2026, 1, 1, tzinfo=UTC)},
    ],
)
def test_a_row_that_says_nothing_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"row|day|Input"):
        Bell.model_validate(row)
