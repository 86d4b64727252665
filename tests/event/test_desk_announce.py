"""The desk: an announcement from the form to the chats, and checkpoints from their name to their tick."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.web.desk import LANGUAGE_COOKIE
from bot.core.event import phases
from bot.dashboard.event.page import cookie_of
from bot.locales import LANGUAGES, locale
from bot.services import Parts
from bot.services.event import checkpoints
from scaffolds.spec import Language
from storage.events.records import Event
from tests.channels.visiting import Visit, text_of_page, visit, web
from tests.event.people import CODE, a_member, a_person, a_team, an_event
from tests.event.test_announcing import heard

ANNOUNCE, CHECKPOINTS = f"/event/{CODE}/desk/announce", f"/event/{CODE}/desk/checkpoints"


async def at_desk(parts: Parts, event: Event, language: Language = "en") -> Visit:
    """An organiser's browser, by their link."""
    _, token = await a_person(parts, event, "organiser")
    browser = visit(web(parts), language)
    browser.http.cookies.set(cookie_of(event.code, "organiser"), token)
    browser.http.cookies.set(LANGUAGE_COOKIE, language)
    return browser


@pytest.mark.parametrize("language", LANGUAGES)
async def test_from_the_form_to_the_chat_and_back(parts: Parts, language: Language) -> None:
    event, t = await an_event(parts), locale(language)
    team = await a_team(parts, event)
    ann = await a_member(parts, event, team, "Ann")
    browser = await at_desk(parts, event, language)
    assert t("ev_announce.none") in text_of_page(await browser.get(ANNOUNCE))
    looked = await browser.post(f"{ANNOUNCE}/preview", {"text": "Dinner *now*", "whom": "all"})
    assert looked.status_code == 200
    assert t("ev_announce.chat") in text_of_page(looked)
    assert await heard(parts, ann) == [], "looking says nothing"
    sent = await browser.post(ANNOUNCE, {"text": "Dinner *now*", "whom": "all"})
    page = await browser.get(sent.headers["location"])
    assert t("ev_announce.sent", reach=t("ev_announce.chat")) in text_of_page(page)
    assert "Dinner *now*" in text_of_page(page)
    assert len(await heard(parts, ann)) == 1
    id = re.findall(r'name="id" value="(\w+)"', page.text)[0]
    back = await browser.post(f"{ANNOUNCE}/take-back", {"id": id})
    assert t("ev_announce.taken_back") in text_of_page(await browser.get(back.headers["location"]))
    again = await browser.post(f"{ANNOUNCE}/take-back", {"id": "no-such"})
    assert t("ev_announce.gone") in text_of_page(await browser.get(again.headers["location"]))


@pytest.mark.parametrize(("text", "whom", "says"), [
    ("", "all", "Write what to say"), ("x" * 301, "all", "too long"), ("call 9123 4567", "all", ""), ("Room 3", "some", "choose at least one team"),
])  # fmt: skip
async def test_what_will_not_do_comes_back_with_the_words(parts: Parts, text: str, whom: str, says: str) -> None:
    event = await an_event(parts)
    browser = await at_desk(parts, event)
    for path in ("/preview", ""):
        page = await browser.post(f"{ANNOUNCE}{path}", {"text": text, "whom": whom})
        assert page.status_code == 422
        assert says in text_of_page(page)
        assert text in page.text
    assert await parts.store.announcing.count(event.id) == 0


async def test_teams_of_another_event_are_not_reached(parts: Parts) -> None:
    event = await an_event(parts)
    other = await an_event(parts, code=f"{CODE[:-1]}4")
    theirs = await a_team(parts, other)
    bob = await a_member(parts, other, theirs, "Bob")
    browser = await at_desk(parts, event)
    assert (await browser.post(ANNOUNCE, {"text": "Room 3", "whom": "some", "team": theirs.id})).status_code == 422
    assert await heard(parts, bob) == []


async def test_too_many_are_told_plainly(parts: Parts) -> None:
    event = await an_event(parts)
    browser = await at_desk(parts, event)
    for n in range(6):
        await browser.post(ANNOUNCE, {"text": f"Number {n}"})
    looked = await browser.post(f"{ANNOUNCE}/preview", {"text": "Number 7"})
    assert "6 in 10 minutes have gone into the chats" in text_of_page(looked)
    sent = await browser.post(ANNOUNCE, {"text": "Number 7"})
    assert "screens only" in text_of_page(await browser.get(sent.headers["location"]))
    insisted = await browser.post(ANNOUNCE, {"text": "Number 8", "insist": "1"})
    assert "Said in 0 chats" in text_of_page(await browser.get(insisted.headers["location"]))


async def test_two_hundred_stand_on_pages_of_fifty(parts: Parts) -> None:
    event = await an_event(parts)
    browser = await at_desk(parts, event)
    for n in range(120):
        await browser.post(ANNOUNCE, {"text": f"Number {n}."})
    first = text_of_page(await browser.get(ANNOUNCE))
    assert "Number 119." in first
    assert "Number 69." not in first
    last = text_of_page(await browser.get(f"{ANNOUNCE}?skip=100"))
    assert "Number 0." in last
    assert (await browser.get(f"{ANNOUNCE}?skip=-3")).status_code == 200


async def test_a_checkpoint_is_set_ticked_seen_and_removed(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    browser = await at_desk(parts, event)
    soon = (datetime.now(UTC) + timedelta(hours=8, minutes=20)).strftime("%H:%M")
    assert (await browser.post(f"{CHECKPOINTS}/add", {"name": " First  demo ", "time": soon})).status_code == 303
    (made,) = checkpoints.of_event_in_order((await parts.store.events.get(event.id)) or event)
    assert made.name == "First demo"
    assert f"{soon} First demo" in text_of_page(await browser.get(f"/event/{CODE}/kiosk"))
    assert "First demo" in text_of_page(await browser.get(f"/event/{CODE}"))
    await browser.post(f"{CHECKPOINTS}/tick", {"mark": f"{team.id}.{made.id}.1"})
    page = await browser.get(CHECKPOINTS)
    assert 'aria-pressed="true"' in page.text
    assert "1 of 1" in text_of_page(page)
    fresh = await parts.store.events.get(event.id)
    assert fresh is not None
    (passing,) = await checkpoints.of_team(parts, fresh, team.id)
    assert passing.passed is not None
    await browser.post(f"{CHECKPOINTS}/tick", {"mark": f"{team.id}.{made.id}.0"})
    assert await parts.store.checkpoints.passed(event.id) == []
    await browser.post(f"{CHECKPOINTS}/tick", {"mark": f"{team.id}.{made.id}.1"})
    asked = await browser.get(f"{CHECKPOINTS}/remove?id={made.id}")
    assert "Teams that have passed it: 1" in text_of_page(asked)
    await browser.post(f"{CHECKPOINTS}/remove", {"id": made.id})
    assert await parts.store.checkpoints.passed(event.id) == []
    assert (await browser.get(f"{CHECKPOINTS}/remove?id={made.id}")).status_code == 404


async def test_a_mentor_may_tick_and_nonsense_ticks_nothing(parts: Parts) -> None:
    event = await an_event(parts, checkpoints=[{"id": "a", "name": "First demo", "at": ""}])
    team = await a_team(parts, event)
    other = await a_team(parts, await an_event(parts, code=f"{CODE[:-1]}4"))
    assert await checkpoints.tick(parts, event, team.id, "a", "Mr Lee")
    assert not await checkpoints.tick(parts, event, team.id, "a", "Mr Lee"), "once"
    assert not await checkpoints.tick(parts, event, other.id, "a", "Mr Lee")
    assert not await checkpoints.tick(parts, event, team.id, "b", "Mr Lee")
    browser = await at_desk(parts, event)
    for mark in ("", ".", "x.y.z", f"{other.id}.a.1"):
        assert (await browser.post(f"{CHECKPOINTS}/tick", {"mark": mark})).status_code == 303
    assert len(await parts.store.checkpoints.passed(event.id)) == 1


async def test_a_mentor_ticks_from_their_phone_and_removes_nothing(parts: Parts) -> None:
    event = await an_event(parts, checkpoints=[{"id": "a", "name": "First demo", "at": ""}])
    team = await a_team(parts, event)
    _, token = await a_person(parts, event, "mentor", "Mr Lee")
    browser, here = visit(web(parts)), f"/event/{CODE}/checkpoints"
    browser.http.cookies.set(cookie_of(event.code, "mentor"), token)
    assert here in (await browser.get(f"/event/{CODE}/mentor")).text
    page = await browser.get(here)
    assert "First demo" in page.text and "remove" not in page.text
    assert (await browser.post(f"{here}/tick", {"mark": f"{team.id}.a.1"})).headers["location"] == here
    (passed,) = await parts.store.checkpoints.passed(event.id)
    assert (passed.team, passed.by) == (team.id, "Mr Lee")
    assert 'aria-pressed="true"' in (await browser.get(f"{here}/table")).text
    assert (await browser.post(f"{CHECKPOINTS}/remove", {"id": "a"})).status_code == 403


@pytest.mark.parametrize(("name", "time", "says"), [
    ("", "", "Give it a name"), ("x" * 61, "", "too long"), ("Demo", "25:99", "no time"), ("Demo", "soon", "no time"),
])  # fmt: skip
async def test_a_checkpoint_that_will_not_do(parts: Parts, name: str, time: str, says: str) -> None:
    event = await an_event(parts)
    page = await (await at_desk(parts, event)).post(f"{CHECKPOINTS}/add", {"name": name, "time": time})
    assert page.status_code == 422
    assert says in text_of_page(page)


async def test_a_time_is_the_next_such_moment_of_the_day(parts: Parts) -> None:
    begins = datetime(2026, 11, 28, 14, 30, tzinfo=UTC)  # 22:30 in Hong Kong
    event = await an_event(parts, phases=phases.kept(phases.planned("day", begins)))
    assert checkpoints.clock_time(event, "23:00") == datetime(2026, 11, 28, 15, tzinfo=UTC)
    assert checkpoints.clock_time(event, "01:00") == datetime(2026, 11, 28, 17, tzinfo=UTC), "past midnight"
    assert checkpoints.clock_time(event, "22:30") == begins
    assert checkpoints.clock_time(event, "") is None


async def test_there_are_at_most_twelve(parts: Parts) -> None:
    event = await an_event(parts, checkpoints=[{"id": str(n), "name": f"C{n}", "at": ""} for n in range(12)])
    assert await checkpoints.add(parts, event, "One more") == "many"


async def test_a_second_press_on_send_says_nothing_twice(parts: Parts) -> None:
    event = await an_event(parts)
    ann = await a_member(parts, event, await a_team(parts, event), "Ann")
    browser = await at_desk(parts, event)
    looked = await browser.post(f"{ANNOUNCE}/preview", {"text": "Dinner now"})
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', looked.text.split("<blockquote")[1]))
    for _ in range(2):
        assert (await browser.post(ANNOUNCE, form)).status_code == 303
    assert len(await heard(parts, ann)) == 1 and await parts.store.announcing.count(event.id) == 1
    again = await browser.post(f"{ANNOUNCE}/preview", {"text": "Dinner now"})
    assert form["once"] not in again.text, "the same words may be said again"
