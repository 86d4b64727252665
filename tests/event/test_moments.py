"""Times as people type them, in three languages: understood, or asked for again."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.event.moments import local_moment, moment_of, shown
from scaffolds.spec import Language

HKT = "Asia/Hong_Kong"
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
"""Monday, 14:00 in Hong Kong."""


@pytest.mark.parametrize(
    ("typed", "language", "local"),
    [
        ("15:30", "en", "2026-11-23 15:30"),
        ("3:30pm", "en", "2026-11-23 15:30"),
        ("4 pm", "en", "2026-11-23 16:00"),
        ("1600", "en", "2026-11-23 16:00"),
        ("tomorrow 2pm", "en", "2026-11-24 14:00"),
        ("noon tomorrow", "en", "2026-11-24 12:00"),
        ("28 Nov 14:00", "en", "2026-11-28 14:00"),
        ("Nov 28 at 2pm", "en", "2026-11-28 14:00"),
        ("Saturday 10am", "en", "2026-11-28 10:00"),
        ("28/11 10:00", "en", "2026-11-28 10:00"),
        ("28/11 10:00", "zh-Hant", "2026-11-28 10:00"),
        ("11/28 10:00", "zh-Hans", "2026-11-28 10:00"),
        ("2026-11-28T10:00", "en", "2026-11-28 10:00"),
        ("May 5 10am", "en", "2027-05-05 10:00"),
        ("in 20 minutes", "en", "2026-11-23 14:20"),
        ("聽日下午兩點半", "zh-Hant", "2026-11-24 14:30"),
        ("星期六上午十時", "zh-Hant", "2026-11-28 10:00"),
        ("半小時後", "zh-Hant", "2026-11-23 14:30"),
        ("十一月二十八日下午兩點", "zh-Hant", "2026-11-28 14:00"),
        ("今晚8點", "zh-Hant", "2026-11-23 20:00"),
        ("下午三点二十分", "zh-Hans", "2026-11-23 15:20"),
        ("周日晚上8点", "zh-Hans", "2026-11-29 20:00"),
        ("２０：３０", "zh-Hans", "2026-11-23 20:30"),
    ],
)
def test_a_time_is_understood(typed: str, language: Language, local: str) -> None:
    heard = moment_of(typed, NOW, HKT, language)
    assert heard.at is not None, heard.why
    assert f"{heard.at.astimezone(ZoneInfo(HKT)):%Y-%m-%d %H:%M}" == local


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("10:30", "past"), ("tomorrow", "clock"), ("25:00", "unclear"), ("31/02 10:00", "unclear"), ("10:30 to 12:00", "unclear"),
        ("when we are ready", "unclear"), ("10", "unclear"), ("2030-01-01 10:00", "far"), ("", "unclear"), ("9999-12-31 23:59", "far"),
    ],
)  # fmt: skip
def test_what_is_not_clear_is_asked_again(typed: str, why: str) -> None:
    assert moment_of(typed, NOW, HKT, "en").why == why


def test_an_hour_that_clocks_leave_out_is_told_and_one_that_comes_twice_is_the_first() -> None:
    assert moment_of("2027-03-28 01:30", NOW, "Europe/London", "en").why == "gap"
    twice = moment_of("2027-10-31 01:30", NOW, "Europe/London", "en")
    assert twice.twice
    assert twice.at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert local_moment(datetime(2026, 11, 28, 10, 0), HKT).at == datetime(2026, 11, 28, 2, 0, tzinfo=UTC)


@given(st.text(max_size=60))
def test_any_text_is_a_time_ahead_or_a_reason(typed: str) -> None:
    for language in ("en", "zh-Hant", "zh-Hans"):
        heard = moment_of(typed, NOW, HKT, language)
        assert (heard.at is None) == bool(heard.why)
        assert heard.at is None or heard.at > NOW


@given(st.datetimes(min_value=datetime(2026, 11, 24), max_value=datetime(2027, 11, 1)).map(lambda one: one.replace(second=0, microsecond=0)))
def test_what_is_shown_in_english_is_understood_again(wall: datetime) -> None:
    moment = wall.replace(tzinfo=ZoneInfo(HKT)).astimezone(UTC)
    assert moment_of(shown(moment, NOW, HKT, "en").partition(" ")[2], NOW, HKT, "en").at == moment
