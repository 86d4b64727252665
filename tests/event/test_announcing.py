"""Announcements: in every chat once and on every screen, as typed or in the language of whoever reads; not too many; and taken back."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.event import phases
from bot.core.event.phases import Phase
from bot.services import Parts
from bot.services.classroom.nudge import unread
from bot.services.event import announcing, checkpoints
from bot.services.event.announcing import LOUD, announce, words_of
from bot.services.event.say import trimmed
from tests.channels.visiting import text_of_page, visit, web
from tests.chatting import Chatter
from tests.event.people import a_member, a_person, a_team, an_event

DINNER = "Dinner at 6:30 by the lift."


async def heard(parts: Parts, member: Chatter) -> list[str]:
    """What somebody was told that waits in their terminal."""
    return [message.text for message in await unread(parts, f"terminal:{member.chat}")]


async def test_it_is_in_every_chat_once_and_on_every_screen(parts: Parts) -> None:
    event = await an_event(parts)
    team = await a_team(parts, event)
    ann, ben = await a_member(parts, event, team, "Ann"), await a_member(parts, event, None, "Ben")
    done = await announce(parts, event, "Ms Chan", DINNER)
    assert done.reach is not None
    assert (done.reach.people, done.reach.groups, done.reach.loud) == (2, 0, True)
    for member in (ann, ben):
        (told,) = await heard(parts, member)
        assert DINNER in told and "Ms Chan" in told
    browser = visit(web(parts))
    for path in ("", "/kiosk", "/kiosk/parts"):
        assert DINNER in text_of_page(await browser.get(f"/event/{event.code}{path}"))


async def test_to_some_teams_is_to_them_alone(parts: Parts) -> None:
    event = await an_event(parts)
    ours, theirs = await a_team(parts, event), await a_team(parts, event, "Lantern")
    ann, ben = await a_member(parts, event, ours, "Ann"), await a_member(parts, event, theirs, "Ben")
    await announce(parts, event, "Ms Chan", "Room 3 for you", [ours.id])
    assert len(await heard(parts, ann)) == 1
    assert await heard(parts, ben) == []
    browser = visit(web(parts))
    for path in ("", "/kiosk"):
        assert "Room 3" not in (await browser.get(f"/event/{event.code}{path}")).text, "what is for some is not on the wall"
    assert [one.text for one in await parts.store.announcing.to_team(event.id, ours.id, 9)] == ["Room 3 for you"]
    assert await parts.store.announcing.to_team(event.id, theirs.id, 9) == []


@pytest.mark.parametrize(("language", "says"), [("en", "Pens down"), ("zh-Hant", "停筆"), ("zh-Hans", "停笔")])
async def test_the_clock_speaks_the_language_of_whoever_hears_it(parts: Parts, language: str, says: str) -> None:
    event = await an_event(parts, "freeze", language=language, languages=[language])
    ann = await a_member(parts, event, None, "Ann")
    begun = phases.at(phases.read(event.phases), datetime.now(UTC))
    assert begun is not None
    for _ in range(3):
        await announcing.phase_began(parts, event, begun)
    (told,) = await heard(parts, ann)
    assert says in told, "said once, however often the clock asks"
    for other in ("en", "zh-Hant", "zh-Hans"):
        (one,) = await parts.store.announcing.shown(event.id, 9)
        assert words_of(one, other, event.zone)
    page = await visit(web(parts), language).get(f"/event/{event.code}")
    assert says in text_of_page(page)


@pytest.mark.parametrize("kind", phases.KINDS)
async def test_every_phase_has_words(parts: Parts, kind: phases.Kind) -> None:
    event = await an_event(parts)
    ann = await a_member(parts, event, None, "Ann")
    await announcing.phase_began(parts, event, Phase(kind=kind, at=phases.begins(phases.read(event.phases), kind) or datetime.now(UTC)))
    assert len(await heard(parts, ann)) == 1


async def test_soon_and_a_moved_clock_are_told_and_checkpoints_move_with_it(parts: Parts) -> None:
    event = await an_event(parts, minutes=30)
    ann = await a_member(parts, event, None, "Ann")
    soon = datetime.now(UTC) + timedelta(minutes=10)
    wall = checkpoints.clock_time(event, (soon + timedelta(hours=8)).strftime("%H:%M"))
    assert wall is not None
    assert await checkpoints.add(parts, event, "First demo", (soon + timedelta(hours=8)).strftime("%H:%M")) == ""
    await announcing.soon(parts, event, 5)
    await announcing.soon(parts, event, 5)
    await announcing.shifted(parts, event, 15)
    first, second = await heard(parts, ann)
    assert "Pens down in 5 minutes" in first
    assert "15 minutes later" in second
    moved = await parts.store.events.get(event.id)
    assert moved is not None
    (there,) = checkpoints.of_event_in_order(moved)
    assert there.at == wall + timedelta(minutes=15)


async def test_two_hundred_are_all_kept_few_buzz_and_none_breaks_a_page(parts: Parts) -> None:
    event = await an_event(parts)
    ann = await a_member(parts, event, None, "Ann")
    said = [await announce(parts, event, "Ms Chan", f"Number {n}") for n in range(200)]
    assert [one.reach.loud for one in said if one.reach] == [True] * LOUD + [False] * (200 - LOUD)
    assert len(await heard(parts, ann)) == LOUD
    assert await parts.store.announcing.count(event.id) == 200
    browser = visit(web(parts))
    kiosk = text_of_page(await browser.get(f"/event/{event.code}/kiosk"))
    assert "Number 199" in kiosk
    assert "Number 190" not in kiosk
    assert "Number 199" in text_of_page(await browser.get(f"/event/{event.code}"))
    insisted = await announce(parts, event, "Ms Chan", "Fire drill now", insist=True)
    assert insisted.reach is not None
    assert insisted.reach.loud


async def test_taken_back_it_is_on_no_screen(parts: Parts) -> None:
    event = await an_event(parts)
    done = await announce(parts, event, "Ms Chan", DINNER)
    assert await announcing.take_back(parts, event, done.id)
    assert not await announcing.take_back(parts, event, done.id)
    browser = visit(web(parts))
    for path in ("", "/kiosk"):
        assert DINNER not in (await browser.get(f"/event/{event.code}{path}")).text


@pytest.mark.parametrize(("text", "problem"), [
    ("", "empty"), (" \n ", "empty"), ("x" * 301, "long"), ("call me on 9123 4567", "personal"), ("write to ann.lee@example.com", "personal"),
    ("••• is my number", "personal"),
])  # fmt: skip
async def test_what_will_not_do_is_told_and_not_said(parts: Parts, text: str, problem: str) -> None:
    event = await an_event(parts)
    ann = await a_member(parts, event, None, "Ann")
    assert (await announce(parts, event, "Ms Chan", text)).problem == problem
    assert await heard(parts, ann) == []
    assert await parts.store.announcing.count(event.id) == 0


async def test_an_organiser_may_give_their_own_number(parts: Parts) -> None:
    event = await an_event(parts)
    assert (await announce(parts, event, "Ms Chan", "The desk is at 9123 4567", known=True)).problem == ""


async def test_an_event_that_was_put_away_says_nothing_more(parts: Parts) -> None:
    event = await an_event(parts, ended=datetime.now(UTC))
    assert (await announce(parts, event, "Ms Chan", DINNER)).problem == "over"


async def test_who_runs_it_and_chats_hears_it_too(parts: Parts) -> None:
    event = await an_event(parts)
    mentor, (person, _) = Chatter(parts), await a_person(parts, event, "mentor")
    await mentor.say("/start")
    await parts.store.crew.change(event.id, person.id, chat=f"terminal:{mentor.chat}")
    await announce(parts, event, "Ms Chan", DINNER)
    assert len(await heard(parts, mentor)) == 1


async def test_who_is_offline_reads_it_when_they_come_back(parts: Parts) -> None:
    """It waits in the chat itself: nothing is lost though nobody sent it anywhere."""
    event = await an_event(parts)
    ann = await a_member(parts, event, None, "Ann")
    await announce(parts, event, "Ms Chan", DINNER)
    await asyncio.sleep(0)
    assert DINNER in (await heard(parts, ann))[0]
    assert await heard(parts, ann) == [], "and once"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=300))
async def test_any_words_are_shown_as_typed(parts: Parts, text: str) -> None:
    event = await parts.store.events.by_code("HJKM4673") or await an_event(parts)
    done = await announce(parts, event, "Ms Chan", text, known=True)
    if done.problem:
        assert not trimmed(text) or len(text.strip()) > 300
        return
    (kept, *_) = await parts.store.announcing.shown(event.id, 1)
    assert kept.text == trimmed(text)
    page = await visit(web(parts)).get(f"/event/{event.code}/kiosk")
    assert page.status_code == 200
