"""The page of charts: numbers that are right, headings that say what they mean, tables for everybody, and so many queries and no more."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from bot.core.classroom import figures
from bot.core.classroom.figures import Said, Step
from bot.core.classroom.precision import Tally
from bot.core.turn import STAGES
from bot.dashboard.charts_view import view_of
from bot.locales import LANGUAGES, locale
from bot.services import Parts
from scaffolds.spec import Language
from storage.classrooms.numbers import Came, Figures, Moment, Place
from tests.channels.visiting import text_of_page, visit, web
from tests.classroom.lively import a_lively_class
from tests.classroom.people import a_class, a_student, a_teacher
from tests.classroom.test_live import at_class, signed

QUERIES = 7
"""Who asks, whether the class is theirs, four for the figures, one for the signals."""
AT = datetime(2026, 9, 4, 2, 0, tzinfo=UTC)


def after(minutes: float) -> datetime:
    return AT + timedelta(minutes=minutes)


# --- numbers


def test_who_came_to_a_stage_came_to_those_before_it() -> None:
    steps = [Step("a", "discover", AT), Step("a", "design", after(1)), Step("b", "discover", AT), Step("a", "discover", after(9))]
    assert figures.reached(steps, []) == [2, 1, 1, 0, 0, 0]


def test_time_at_work_leaves_long_silences_out() -> None:
    steps = [Step("a", "discover", AT), Step("a", "define", after(4)), Step("b", "discover", AT), Step("c", "discover", AT)]
    said = [Said("a", after(2)), Said("a", after(6)), Said("a", after(66)), Said("b", after(2)), Said("x", after(1))]
    found = figures.times(steps, said)
    assert found["define"] == figures.Spread(1, 7, 7, 7)
    assert (found["discover"].n, found["discover"].middle) == (3, 2)
    assert list(found) == ["discover", "define"]


def test_the_latest_lesson_begins_after_the_last_long_silence() -> None:
    said = [Said("a", after(0)), Said("a", after(200), "design"), Said("b", after(203)), Said("a", after(239))]
    found = figures.lesson(said)
    assert found is not None and found.begins[0] == after(200)
    assert (found.width, sum(found.said), sum(found.helped), len(found.begins)) == (2, 3, 1, 20)
    assert figures.lesson([]) is None and figures.hints(said) == [0, 0, 1, 0, 0, 0]


MOMENTS = st.builds(
    Moment, learner=st.sampled_from("abc"), at=st.integers(0, 10**6).map(lambda n: AT + timedelta(seconds=n)), helped=st.sampled_from([None, *STAGES])
)  # fmt: skip
STEPS = st.builds(
    Came, learner=st.sampled_from("abc"), stage=st.sampled_from(STAGES), at=st.integers(0, 10**6).map(lambda n: AT + timedelta(seconds=n))
)
PLACES = st.builds(
    Place, learner=st.sampled_from("abc"), stage=st.sampled_from([None, *STAGES]), blocks=st.lists(st.sampled_from(["booking", "gone"])), hints=st.just(0)
)  # fmt: skip
TALLIES = st.builds(lambda reason, n, m, k: Tally(reason, n + m + k, n + m, n), st.sampled_from(["error", "idle", "old"]), *[st.integers(0, 9)] * 3)


@given(st.lists(PLACES), st.lists(STEPS), st.lists(MOMENTS), st.lists(TALLIES, unique_by=lambda one: one.reason), st.sampled_from(LANGUAGES))
def test_any_class_has_its_charts(places: list[Place], came: list[Came], moments: list[Moment], tallies: list[Tally], language: Language) -> None:
    by_time: dict[str, Any] = {"key": lambda one: one.at}
    found = Figures(places, sorted(came, **by_time), sorted(moments, **by_time), [])
    view = view_of(found, tallies, locale(language), "Asia/Hong_Kong", AT)
    for chart in (*view.charts, view.survey.chart, view.precision):
        assert chart.heading and chart.about and json.dumps(chart.figure)
        assert all(len(row) == len(chart.columns) for row in chart.rows)


# --- the page


@pytest.mark.parametrize("language", LANGUAGES)
async def test_headings_say_what_the_numbers_mean(parts: Parts, language: Language) -> None:
    teacher = await a_teacher(parts, language=language)
    room = await a_class(parts, teacher)
    await a_lively_class(parts, room)
    browser = await signed(parts, teacher, language)
    page = await browser.get(f"/teacher/class/{room.id}/charts")
    t = locale(language)
    text = text_of_page(page)
    assert page.status_code == 200 and t("charts.funnel", built=12, all=24) in text
    assert t("charts.precision", right=8, judged=11) in text
    assert page.text.count("<table") == page.text.count("data-figure=") == 7
    assert "<script>" not in page.text and "style=" not in page.text.split("<main")[1]


async def test_a_new_class_says_what_will_be_here(parts: Parts) -> None:
    browser, _, room = await at_class(parts)
    text = text_of_page(await browser.get(f"/teacher/class/{room.id}/charts"))
    assert "The first chart comes with the first message" in text and "Three questions" in text


async def test_hints_are_noted_where_they_were_asked_for(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    student = await a_student(parts, room, "Ka-ho")
    for line in ("hi", "help", "there's one shower for 9 families", "/help"):
        await student.say(line)
    found = await parts.store.numbers.of_class(room.id)
    assert [one.helped for one in found.moments if one.helped] == ["discover", "define"]
    assert [one.stage for one in found.came][-1] == "define" and found.places[0].hints == 2


@pytest.mark.parametrize("count", [1, 45])
async def test_so_many_queries_and_no_more(parts: Parts, count: int) -> None:
    browser, _, room = await at_class(parts)
    await a_lively_class(parts, room, count, 20)
    asked: list[str] = []

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        page = await browser.get(f"/teacher/class/{room.id}/charts")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert page.status_code == 200
    assert len([one for one in asked if one.startswith("SELECT")]) <= QUERIES, asked


async def test_nobody_else_sees_them(parts: Parts) -> None:
    _, _, room = await at_class(parts)
    stranger, other = visit(web(parts)), await signed(parts, await a_teacher(parts, "Mr Ho"))
    assert (await stranger.get(f"/teacher/class/{room.id}/charts")).status_code == 303
    assert (await other.get(f"/teacher/class/{room.id}/charts")).status_code == 404
    assert (await other.post(f"/teacher/class/{room.id}/charts/ask", {"moment": "last"})).status_code == 404
