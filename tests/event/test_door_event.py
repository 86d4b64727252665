"""The door of those who run an event: a link opens it, a judge types a PIN too, and nobody comes in beside it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from bot.dashboard.event.page import cookie_of
from bot.services import Parts
from bot.services.event.invite import WRONG_OF_A_LINK, Invited, end, invite, invite_again, try_pin
from storage.errors import StoreError
from storage.events.records import Event
from tests.channels.visiting import Visit, visit, web
from tests.classroom.people import a_teacher, signed_in
from tests.event.people import a_person, an_event


async def a_judge(parts: Parts) -> tuple[Event, Invited]:
    event = await an_event(parts)
    return event, await invite(parts, event, "judge", "Priya Thapa", school="Sunrise")


async def opens(browser: Visit, event: Event, path: str) -> int:
    return (await browser.get(f"/event/{event.code}/{path}")).status_code


async def test_an_organisers_link_leads_to_the_desk(parts: Parts) -> None:
    event = await an_event(parts)
    _, token = await a_person(parts, event, "organiser")
    browser = visit(web(parts))
    assert await opens(browser, event, "desk") == 403
    came = await browser.get(f"/event/{event.code}/in/{token}")
    assert (came.status_code, came.headers["location"]) == (303, f"/event/{event.code}/desk")
    assert "httponly" in came.headers["set-cookie"].lower()
    assert await opens(browser, event, "desk") == 200
    for role in ("judge", "mentor"):
        browser.http.cookies.set(cookie_of(event.code, role), token)
    assert await opens(browser, event, "judge") == 403, "a link is for one role"


async def test_a_judge_types_their_pin(parts: Parts) -> None:
    event, judge = await a_judge(parts)
    browser, door = visit(web(parts)), f"/event/{event.code}/in/{judge.token}"
    asked = await browser.get(door)
    assert asked.status_code == 200 and "Priya Thapa" in asked.text and "set-cookie" not in asked.headers
    wrong = await browser.post(door, {"pin": "000000" if judge.pin != "000000" else "111111"})
    assert wrong.status_code == 403 and "not the PIN" in wrong.text
    came = await browser.post(door, {"pin": f"{judge.pin[:3]} {judge.pin[3:]}"})
    assert (came.status_code, came.headers["location"]) == (303, f"/event/{event.code}/judge")
    assert await opens(browser, event, "judge") == 200


async def test_a_link_without_its_pin_opens_nothing_though_a_cookie_is_made_of_it(parts: Parts) -> None:
    event, judge = await a_judge(parts)
    browser = visit(web(parts))
    for made_up in (judge.token, f"{judge.token}.", f"{judge.token}.{'0' * 40}"):
        browser.http.cookies.set(cookie_of(event.code, "judge"), made_up)
        assert await opens(browser, event, "judge") == 403


async def test_wrong_pins_are_counted_and_the_right_one_does_not_help_then(parts: Parts) -> None:
    event, judge = await a_judge(parts)
    browser, door = visit(web(parts)), f"/event/{event.code}/in/{judge.token}"
    for number in range(WRONG_OF_A_LINK):
        assert (await browser.post(door, {"pin": f"{number:07}"})).status_code == 403
    locked = await visit(web(parts), address="10.0.0.9").post(door, {"pin": judge.pin})
    assert locked.status_code == 429 and "too often" in locked.text
    other = await invite(parts, event, "judge", "Marco Santos")
    came = await browser.post(f"/event/{event.code}/in/{other.token}", {"pin": other.pin})
    assert came.status_code == 303, "another judge behind the same address is not shut out"


@pytest.mark.parametrize("gone", ["unknown", "ended", "renewed", "other"])
async def test_a_link_that_opens_nothing_says_so(parts: Parts, gone: str) -> None:
    event = await an_event(parts)
    person, token = await a_person(parts, event, "mentor")
    code = event.code
    if gone == "unknown":
        token = "x" * 43
    if gone == "ended":
        assert await end(parts, event, person)
    if gone == "renewed":
        assert await invite_again(parts, event, person)
    if gone == "other":
        code = (await an_event(parts, code="KKKK3333")).code
    answer = await visit(web(parts)).get(f"/event/{code}/in/{token}")
    assert answer.status_code == 404 and "opens nothing" in answer.text


async def test_the_last_organiser_stays(parts: Parts) -> None:
    event = await an_event(parts)
    first, _ = await a_person(parts, event, "organiser")
    assert not await end(parts, event, first)
    await a_person(parts, event, "organiser", "Mr Ho")
    assert await end(parts, event, first)


async def test_a_teacher_comes_to_their_event_by_their_account(parts: Parts) -> None:
    event, teacher, other = await an_event(parts), await a_teacher(parts), await a_teacher(parts, "Mr Ho")
    person, _ = await parts.store.crew.invite(event.id, "organiser", teacher.name, teacher=teacher.id)
    app = web(parts)
    for who, status in ((teacher, 200), (other, 403)):
        browser = visit(app)
        browser.http.cookies.update(await signed_in(parts, who))
        assert await opens(browser, event, "desk") == status
    await parts.store.crew.change(event.id, person.id, ended=datetime.now(UTC))
    browser = visit(app)
    browser.http.cookies.update(await signed_in(parts, teacher))
    assert await opens(browser, event, "desk") == 403


async def test_of_two_organisers_who_end_one_another_one_stays(parts: Parts) -> None:
    event = await an_event(parts)
    people = [(await a_person(parts, event, "organiser", name))[0] for name in ("Ms Chan", "Mr Ho")]
    assert sorted(await asyncio.gather(*(end(parts, event, person) for person in people))) == [False, True]


async def test_a_new_link_and_its_pin_are_kept_together(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the store is away in between, the judge still comes in by the old ones."""
    event, judge = await a_judge(parts)

    async def away(*_: object, **__: object) -> None:
        raise StoreError("the store is away")

    monkeypatch.setattr(parts.store.crew, "renew", away)
    with pytest.raises(StoreError):
        await invite_again(parts, event, judge.person)
    assert (await try_pin(parts, judge.person, judge.pin, "10.0.0.1")).right
