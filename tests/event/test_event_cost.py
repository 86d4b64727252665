"""What pages of an event cost: as many queries however many ideas, calls for a mentor, entries or words of judges there are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlalchemy import event as events

from bot.channels.web.session import COOKIE, seal
from bot.dashboard.event.page import cookie_of
from bot.services import Parts
from storage.events.helping import HelpRequest
from storage.events.ideas import Idea
from storage.events.records import Event, Role, Seat, Team
from storage.ids import new_id
from tests.channels.visiting import Visit, visit, web
from tests.event.finished import a_finished, says
from tests.event.people import a_person, a_team, a_web_member, an_event

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
MOST = 16
"""Who asks, whether codes were guessed from there, and what the page shows."""
Crowd = Callable[[Parts, Event, Team, range], Awaitable[None]]


async def asked(browser: Visit, path: str) -> list[str]:
    """What a page asks the store for."""
    found: list[str] = []

    def note(*args: object) -> None:
        found.append(str(args[2]))

    events.listen(Engine, "before_cursor_execute", note)
    try:
        page = await browser.get(path)
    finally:
        events.remove(Engine, "before_cursor_execute", note)
    assert page.status_code == 200
    return [one for one in found if one.startswith("SELECT")]


async def a_student(parts: Parts, event: Event, team: Team, name: str) -> str:
    learner = (await parts.store.find_or_create_learner("roster", new_id())).id
    await parts.store.teams.sit(Seat(event.id, learner, team.id, name, "", "", "", AT))
    return learner


async def ideas(parts: Parts, event: Event, team: Team, numbers: range) -> None:
    for n in numbers:
        learner, id = await a_student(parts, event, team, f"Student {n}"), new_id()
        await parts.store.ideas.add(Idea(id, team.id, learner, f"The lift stands still on day {n}", {"who": "us"}, AT), 99)
        await parts.store.ideas.vote(team.id, learner, id)


async def calls(parts: Parts, event: Event, team: Team, numbers: range) -> None:
    """Some wait, some are with a mentor, some were helped."""
    for n in numbers:
        other = await a_team(parts, event, f"Team {n}") if n else team
        mentor, _ = await a_person(parts, event, "mentor", f"Mentor {n}")
        learner = await a_student(parts, event, other, f"Student {n}")
        request = HelpRequest(new_id(), event.id, other.id, learner, f"web:{n}", "data", "How?", [], datetime.now(UTC))
        await parts.store.helping.ask(request)
        if n % 3:
            await parts.store.crew.change(event.id, mentor.id, seen=datetime.now(UTC))
            assert await parts.store.helping.claim(event.id, request.id, mentor.id)
        if n % 3 == 2:
            assert await parts.store.helping.resolve(event.id, request.id, mentor.id)
            assert await parts.store.helping.rate(other.id, request.id, 3, "Thanks")


async def key_of(parts: Parts, event: Event, role: Role) -> Visit:
    _, token = await a_person(parts, event, role, "Mr Ng")
    browser = visit(web(parts))
    browser.http.cookies.set(cookie_of(event.code, role), token)
    return browser


async def member(parts: Parts, event: Event, team: Team) -> Visit:
    browser = visit(web(parts))
    browser.http.cookies.set(COOKIE, seal(parts.secret, await a_web_member(parts, event, team, "Ann")))
    return browser


@pytest.mark.parametrize(
    ("crowd", "role", "path"),
    [
        (ideas, None, "ideas"), (ideas, None, "ideas?part=board"), (calls, None, "help"), (calls, "mentor", "mentor"),
        (calls, "mentor", "mentor?part=queue"), (calls, "organiser", "desk/queue"), (calls, "organiser", "desk/queue?part=queue"),
    ],
)  # fmt: skip
async def test_so_many_queries_and_no_more(parts: Parts, crowd: Crowd, role: Role | None, path: str) -> None:
    event = await an_event(parts, "ideas" if crowd is ideas else "build", largest=99)
    team = await a_team(parts, event)
    browser = await (key_of(parts, event, role) if role else member(parts, event, team))
    await crowd(parts, event, team, range(1))
    few = await asked(browser, f"/event/{event.code}/{path}")
    await crowd(parts, event, team, range(1, 25))
    many = await asked(browser, f"/event/{event.code}/{path}")
    assert len(few) == len(many) <= MOST, many


@pytest.mark.parametrize("path", ["desk/entries", "desk/after/feedback", "desk/after"])
async def test_entries_and_words_are_read_at_once(parts: Parts, path: str) -> None:
    counts = []
    for code, count in (("HJKM4673", 1), ("HJKM4674", 30)):
        of = await a_finished(parts, [f"Team {n}" for n in range(count)], code=code)
        for n in range(count):
            await says(parts, of, n, "It is clear.", {"problem": 3})
        browser = await key_of(parts, of.event, "organiser")
        counts.append(len(await asked(browser, f"/event/{code}/{path}")))
    assert counts[0] == counts[1] <= MOST, counts
