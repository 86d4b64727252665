"""The live page: what stands on it, in which order, for whom, and what it costs."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.turn import STAGES
from bot.dashboard import live_view
from bot.dashboard.live_people import ago
from bot.dashboard.river import band
from bot.locales import LANGUAGES, locale
from bot.services import Parts
from bot.services.classroom.pause import pause
from scaffolds.blocks import discover
from scaffolds.spec import Language
from storage.classrooms import standings
from storage.classrooms.records import ClassNews, Classroom, Teacher
from storage.classrooms.watch import Watched
from tests.channels.visiting import Visit, text_of_page, visit, web
from tests.classroom.people import (
    WORKS,
    a_class,
    a_full_class,
    a_standing,
    a_teacher,
    signed_in,
    troubled,
)


async def signed(parts: Parts, teacher: Teacher, language: str = "en") -> Visit:
    browser = visit(web(parts), language)
    for name, value in (await signed_in(parts, teacher)).items():
        browser.http.cookies.set(name, value)
    return browser


async def at_class(parts: Parts, **changes: object) -> tuple[Visit, Teacher, Classroom]:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher, **changes)
    return await signed(parts, teacher), teacher, room


def names(page: str) -> list[str]:
    """The names on the cards in their order, the stuck ones first."""
    return [re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(r"<h3>(.*?)</h3>", page)]


# What stands on it


async def test_who_may_be_stuck_is_on_top_with_the_reason_and_a_question(parts: Parts) -> None:
    browser, _, room = await at_class(parts)
    ids = await a_full_class(parts, room)
    page = (await browser.get(f"/teacher/class/{room.id}")).text
    stuck = re.findall(r'<li class="help.*?</li>', page, re.DOTALL)
    assert len(stuck) == 4, "three who go round in circles, one who is silent"
    first = next(one for one in stuck if "Wong Ka-ho" in one)
    assert "8 messages in this stage" in first and "You could ask" in first and f"learner={ids[0]}" in first
    assert f"/learner/{ids[0]}" in first and f"/stuck/{ids[0]}" in first
    text = text_of_page(await browser.get(f"/teacher/class/{room.id}"))
    assert "Most of the class is still deciding what to build" in text and "4 may be stuck." in text
    assert "23 of 24 active" in text and "KBCD 3476" in text


async def test_of_very_many_who_are_stuck_only_so_many_are_wide(parts: Parts) -> None:
    browser, _, room = await at_class(parts)
    await a_full_class(parts, room, 30, stuck=20)
    page = (await browser.get(f"/teacher/class/{room.id}")).text
    assert page.count('<li class="help') == live_view.MOST_WIDE and page.count('class="notes stuck"') == 7
    assert "Also may be stuck: 7" in page
    assert (await browser.get(f"/teacher/class/{room.id}?show=help")).text.count('<li class="help') == 19


async def test_thumbnails_are_in_each_students_own_colour(parts: Parts) -> None:
    browser, _, room = await at_class(parts)
    await a_full_class(parts, room)
    page = (await browser.get(f"/teacher/class/{room.id}")).text
    used = re.findall(r'color="(#\w{6})" aria-hidden="true"><path[^>]*/><use href="#b-(\w+)"', page)
    assert len(used) == sum(bool(block) for *_, block in WORKS) and len({colour for colour, _ in used}) > 3
    assert {block for _, block in used} == set(re.findall(r'<symbol id="b-(\w+)"', page)), "what is drawn is there, and nothing else is sent"
    assert "style=" not in page


def test_every_block_has_its_own_drawing() -> None:
    from bot.dashboard.page import _templates

    module: Any = _templates().get_template("live/thumb.html").module
    drawn = {block: str(module.drawing(block)).strip() for block in discover()}
    assert len(set(drawn.values())) == len(drawn)
    assert str(module.drawing("one more")).strip() == drawn["records"]


@pytest.mark.parametrize("count", [0, 1, 2, 45])
async def test_any_number_of_students(parts: Parts, count: int) -> None:
    browser, _, room = await at_class(parts)
    await a_full_class(parts, room, count, stuck=min(1, count))
    response = await browser.get(f"/teacher/class/{room.id}")
    assert response.status_code == 200 and len(names(response.text)) == count
    text = text_of_page(response)
    assert ("Nobody has come in yet" in text) == (count == 0)
    assert ("One student is here, at Build" in text) == (count == 1)
    assert ("Design: " in text) == (count > live_view.MOST_TOGETHER), "a big class stands by stage"


async def test_those_who_did_not_come_yet_are_named_apart(parts: Parts) -> None:
    browser, _, room = await at_class(parts)
    await a_full_class(parts, room, 2, stuck=0)
    waits = await parts.store.find_or_create_learner("roster", "late")
    await parts.store.classes.sit(room.id, waits.id, "Late <One>", joined=False)
    response = await browser.get(f"/teacher/class/{room.id}")
    assert len(names(response.text)) == 2 and "Not here yet: 1 Late <One>" in text_of_page(response)


@pytest.mark.parametrize("asks", [False, True])
async def test_numbers_are_shown_where_the_class_asks_for_them(parts: Parts, asks: bool) -> None:
    browser, _, room = await at_class(parts, asks_number=asks)
    await a_full_class(parts, room, 3, stuck=0)
    page = (await browser.get(f"/teacher/class/{room.id}?sort=seat")).text
    assert names(page) == (["1 Wong Ka-ho", "2 Priya Thapa", "3 Lo Tsz-yin"] if asks else ["Wong Ka-ho", "Priya Thapa", "Lo Tsz-yin"])


async def test_what_students_typed_is_text(parts: Parts) -> None:
    browser, _, room = await at_class(parts)
    learner = await parts.store.find_or_create_learner("test", "x")
    seat = await parts.store.classes.sit(room.id, learner.id, "<b>Ann</b>")
    standing = replace(a_standing(datetime.now(UTC), "build", "<i>App</i>", "records"), look={"colour": '"><script>', "blocks": ["<x>", "map"]})
    await parts.store.write(standings.keep, ClassNews(seat, standing, False, None, False))
    page = (await browser.get(f"/teacher/class/{room.id}")).text
    assert "<b>Ann" not in page and "<i>App" not in page and "<script>" not in page.split("</head>")[1] and "#b-map" in page


async def test_a_paused_class_says_so_and_can_go_on(parts: Parts) -> None:
    browser, _teacher, room = await at_class(parts)
    await a_full_class(parts, room, 3, stuck=0)
    assert 'name="on" value="1"' in (await browser.get(f"/teacher/class/{room.id}")).text
    answer = await browser.post(f"/teacher/class/{room.id}/pause", {"switch": "paused", "on": "1", "back": f"/teacher/class/{room.id}"})
    assert answer.status_code == 303 and answer.headers["location"] == f"/teacher/class/{room.id}"
    page = await browser.get(f"/teacher/class/{room.id}")
    assert "Eyes up for a minute" in text_of_page(page) and 'name="on" value="0"' in page.text and "Let all go on" in page.text


async def test_an_archived_class_can_be_read(parts: Parts) -> None:
    browser, _, room = await at_class(parts, archived=datetime.now(UTC))
    await a_full_class(parts, room, 3, stuck=0)
    page = await browser.get(f"/teacher/class/{room.id}")
    assert "This class is archived" in text_of_page(page) and "/pause" not in page.text and "KBCD" not in page.text and len(names(page.text)) == 3


async def test_one_who_is_paused_alone_is_marked(parts: Parts) -> None:
    browser, teacher, room = await at_class(parts)
    ids = await a_full_class(parts, room, 3, stuck=0)
    await pause(parts, teacher, room, "paused", True, ids[:1])
    await pause(parts, teacher, room, "unaided", True, ids[1:2])
    text = text_of_page(await browser.get(f"/teacher/class/{room.id}"))
    assert text.count("paused") == 1 and text.count("no model") == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_in_three_languages(parts: Parts, language: Language) -> None:
    teacher = await a_teacher(parts, language=language)
    room = await a_class(parts, teacher, language=language)
    await a_full_class(parts, room)
    browser = await signed(parts, teacher, {"en": "en", "zh-Hant": "zh-HK", "zh-Hans": "zh-CN"}[language])
    for path in ("", "/live", "/wall"):
        text = text_of_page(await browser.get(f"/teacher/class/{room.id}{path}"))
        assert locale(language)("live.most_decide") in text and "{" not in text


# Filters and sorting


@pytest.mark.parametrize(("show", "count"), [("all", 24), ("help", 4), ("deciding", 15), ("building", 7), ("ready", 2), ("nonsense", 24)])
async def test_filters_are_links(parts: Parts, show: str, count: int) -> None:
    browser, _, room = await at_class(parts)
    await a_full_class(parts, room)
    page = (await browser.get(f"/teacher/class/{room.id}?show={show}&sort=seat")).text
    assert len(names(page)) == count
    assert re.search(r'show=help&amp;sort=seat"[^>]*>Needs help <b>4</b>', page)
    assert f"/live?show={show if show != 'nonsense' else 'all'}&amp;sort=seat" in page, "what is fetched again is the same choice"


async def test_sorting(parts: Parts) -> None:
    browser, _, room = await at_class(parts)
    await a_full_class(parts, room, stuck=0)

    async def by(sort: str) -> list[str]:
        page = (await browser.get(f"/teacher/class/{room.id}?sort={sort}")).text
        return names(page)[1:]  # the first is the silent one, on top always

    seats = [name for name, *_ in WORKS if name != "Chow Hoi-ki"]
    assert await by("seat") == seats
    assert await by("name") == sorted(seats, key=str.casefold)
    stages = {name: STAGES.index(stage) for name, _, stage, *_ in WORKS}
    assert await by("stage") == sorted(seats, key=lambda name: stages[name])
    silent = {name: minutes for name, _, stage, minutes, _ in WORKS if stage != "share"}
    order = [silent[name] for name in (await by("help"))[:-2]]
    assert order == sorted(order, reverse=True) and set((await by("help"))[-2:]) == {"Sunita Gurung", "Yip Wing-sze"}


async def test_a_filter_without_anybody_says_so(parts: Parts) -> None:
    browser, _, room = await at_class(parts)
    await a_full_class(parts, room, 3, stuck=0)
    assert "Nobody is at the last stage yet." in text_of_page(await browser.get(f"/teacher/class/{room.id}?show=ready"))


# The wall


async def test_the_wall_names_nobody(parts: Parts) -> None:
    browser, _, room = await at_class(parts, asks_number=True, pinned="p1")
    ids = await a_full_class(parts, room)
    await troubled(parts, room, ids[:6])
    seat = await parts.store.classes.seat(ids[7])
    assert seat is not None
    standing = replace(a_standing(datetime.now(UTC), "share", "Shown to all", "map"), project="p1")
    await parts.store.write(standings.keep, ClassNews(seat, standing, False, None, False))
    for path in ("/wall", "/wall/parts", "?wall=1"):
        page = await browser.get(f"/teacher/class/{room.id}{path}")
        assert page.status_code == 200 and "Shown to all" in page.text and page.text.count("<use") >= 24
        for name, title, *_ in WORKS:
            assert name not in page.text and (not title or title not in page.text)
        assert not any(learner in page.text for learner in ids) and "stuck" not in page.text and "alarm" not in page.text.lower()
        assert "KBCD 3476" in page.text


# For whom


async def test_students_strangers_and_other_teachers_see_nothing(parts: Parts) -> None:
    _, _, room = await at_class(parts)
    stranger, other = visit(web(parts)), await signed(parts, await a_teacher(parts, "Mr Ho"))
    await stranger.get("/")
    for path in ("", "/live", "/wall", "/wall/parts", "/ask?learner=x", "/lesson?trouble=x", "/wire"):
        refused = await stranger.get(f"/teacher/class/{room.id}{path}")
        assert refused.status_code == 303 and refused.headers["location"].startswith("/teacher/login")
        assert (await other.get(f"/teacher/class/{room.id}{path}")).status_code == 404
    assert {entry.what for entry in await parts.store.care.entries(room.id)} == {"refused"}


# Words and drawings


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "now"), (59, "now"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"), (47 * 3600, "47 h"), (48 * 3600, "2 d")]
)
def test_how_long_ago(seconds: int, words: str) -> None:
    at = datetime.now(UTC)
    assert ago(at - timedelta(seconds=seconds), locale("en"), at) == words


@pytest.mark.parametrize(
    ("reached", "key"),
    [
        ([0, 0, 0, 0, 0, 0], "nobody"),
        ([9, 3, 0, 0, 0, 0], "most_begin"),
        ([9, 8, 7, 2, 0, 0], "most_decide"),
        ([9, 8, 7, 5, 2, 0], "most_built"),
        ([9, 9, 9, 9, 4, 0], "all_built"),
        ([9, 9, 9, 8, 7, 6], "most_done"),
        ([9, 9, 9, 9, 9, 9], "all_done"),
    ],
)
def test_the_headline_says_what_the_class_is_doing(reached: list[int], key: str) -> None:
    cards: list[Any] = [Watched] * reached[0]
    here = [type("Card", (), {"last": None})() for _ in cards]
    assert live_view.headline(reached, here, locale("en"), datetime.now(UTC)) == locale("en")(f"live.{key}")


async def test_a_class_that_went_home_rests(parts: Parts) -> None:
    browser, _, room = await at_class(parts)
    learner = await parts.store.find_or_create_learner("test", "x")
    seat = await parts.store.classes.sit(room.id, learner.id, "Ann")
    standing = a_standing(datetime.now(UTC) - timedelta(hours=3), "define", turns=9)
    await parts.store.write(standings.keep, ClassNews(seat, standing, False, None, False))
    text = text_of_page(await browser.get(f"/teacher/class/{room.id}"))
    assert "The class is resting. Last message: 3 h" in text and "Nobody seems stuck" in text


def test_the_river_is_drawn_for_any_class() -> None:
    for reached in ([0] * 6, [1, 0, 0, 0, 0, 0], [45, 44, 30, 9, 9, 1]):
        path = band(reached)
        assert path.startswith("M0 ") and path.endswith("Z") and "nan" not in path
