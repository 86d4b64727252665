"""The ideas of a team and the mentors' queue in a real browser: with and without script, live, and axe finds nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.bootstrap import make_parts
from bot.channels.web.session import COOKIE, seal
from bot.core.event.helping import TOPICS
from bot.dashboard.event.page import cookie_of
from bot.services.event import help_queue, mentors
from bot.settings import Settings
from storage.events.records import InTeam
from tests.browser import PATIENCE, browser
from tests.channels.test_web_browser import web_chat
from tests.event.people import a_member, a_person, a_team, a_web_member, an_event
from tests.event.test_ideas import PILLS, SHOWER, UMBRELLAS, WAIT

__all__ = ["browser"]
CODES = {"ideas": "HJKM4673", "build": "HJKM4674"}
Cookies = dict[str, str]


@dataclass
class Day:
    """Two events, one in its ideas phase and one that builds, with those who come to them."""

    url: str
    ann: Cookies
    bob: Cookies
    alone: Cookies
    asks: Cookies
    mentor: Cookies
    organiser: Cookies
    request: str


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    url = f"sqlite:///{(Path(tmp_path_factory.mktemp('ideas')) / 'sampan.sqlite3').as_posix()}"
    with ThreadPoolExecutor(1) as aside:  # the browser's own loop runs in this thread
        made = aside.submit(asyncio.run, _made(url)).result()
    with web_chat(make_parts(Settings(database_url=url))) as home:
        yield Day(home, **made)


async def _made(url: str) -> dict[str, Any]:
    parts = make_parts(Settings(database_url=url))
    thinking, building = await an_event(parts, "ideas", code=CODES["ideas"]), await an_event(parts, "build", code=CODES["build"])
    team, solo = await a_team(parts, thinking), await a_team(parts, thinking, "Solo")
    found: dict[str, Any] = {}
    for name, of in (("ann", team), ("bob", team), ("alone", solo)):
        found[name] = {COOKIE: seal(parts.secret, await a_web_member(parts, thinking, of, name.title()))}
    app, asking = await a_team(parts, building, "App Team"), await a_team(parts, building, "Asking Team")
    await (await a_member(parts, building, app, "Cat")).to_zip(SHOWER)
    session = await a_web_member(parts, building, asking, "Dan")
    mentor, token = await a_person(parts, building, "mentor")
    _, desk = await a_person(parts, building, "organiser", "Club")
    request, _ = await help_queue.ask(parts, InTeam(building, app), "", "", TOPICS[3], "<b>it forgets</b> the list", ())
    await mentors.claim(parts, building, mentor, request.id)
    found |= {"asks": {COOKIE: seal(parts.secret, session)}, "request": f"/mentor/{request.id}"}
    found |= {"mentor": {cookie_of(building.code, "mentor"): token}, "organiser": {cookie_of(building.code, "organiser"): desk}}
    await parts.store.close()
    return found


def opened(
    browser: Browser, day: Day, cookies: Cookies, path: str, *, width: int = 1280, dark: bool = False, language: str = "en", script: bool = True
) -> tuple[BrowserContext, Page]:  # fmt: skip
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", reduced_motion="reduce", java_script_enabled=script
    )
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": name, "value": value, "url": day.url} for name, value in {**cookies, "language": language}.items()])
    page = context.new_page()
    page.goto(day.url + path)
    return context, page


def tell(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.locator("#tell .form button").click()


def test_ideas_without_script_from_the_first_to_the_chat(browser: Browser, day: Day) -> None:
    context, page = opened(browser, day, day.alone, f"/event/{CODES['ideas']}/ideas", width=390, script=False)
    tell(page, SHOWER)
    expect(page.locator("#board h2")).to_have_text("Problem 1 is there: two different ones to go")
    tell(page, WAIT)
    expect(page.locator("#why")).to_contain_text("close to problem 1")
    expect(page.locator("#text")).to_have_value(WAIT)
    tell(page, PILLS)
    tell(page, "i want to kill myself")
    expect(page.locator("#why")).to_be_visible()
    tell(page, UMBRELLAS)
    expect(page.locator(".problem-card")).to_have_count(3)
    page.locator("#ask-2").select_option("today")
    page.locator(".problem-card").nth(1).get_by_role("button", name="Keep answers").click()
    expect(page.locator("#ask-2")).to_have_value("today")
    page.locator(".problem-card").nth(1).get_by_role("button", name="Begin with this one").click()
    expect(page.locator("body")).to_contain_text("Who would use the app?")
    context.close()


def test_a_team_sees_each_others_problems_and_votes_as_they_come(browser: Browser, day: Day) -> None:
    path = f"/event/{CODES['ideas']}/ideas"
    (first, ann), (second, bob) = opened(browser, day, day.ann, path), opened(browser, day, day.bob, path, width=390)
    for text in (SHOWER, PILLS, UMBRELLAS):
        tell(ann, text)
    expect(bob.locator(".problem-card .words")).to_have_count(3)
    bob.locator(".problem-card").nth(0).get_by_role("button", name="Vote").click()
    expect(ann.locator(".problem-card").nth(0)).to_contain_text("Votes: Bob")
    ann.locator("#often-1").select_option("daily")
    expect(bob.locator("#often-1")).to_have_value("daily")
    expect(bob.locator("#board h2")).to_have_text("Problem 1 has most votes")
    first.close()
    second.close()


def test_a_team_asks_and_a_mentor_comes_and_it_is_rated(browser: Browser, day: Day) -> None:
    home = f"/event/{CODES['build']}"
    (asks, team), (helps, mentor) = (
        opened(browser, day, day.asks, f"{home}/help", width=390),
        opened(browser, day, day.mentor, f"{home}/mentor", width=390),
    )
    team.get_by_text("Trying it with people").click()
    team.locator("#text").fill("nobody finds the button")
    team.get_by_role("button", name="Ask for a mentor").click()
    expect(team.locator("#h-asked")).to_have_text("You are number 1 in the queue")
    mentor.get_by_role("button", name="Go to Asking Team").click()
    expect(team.locator("#h-asked")).to_have_text("Ms Chan comes to you")
    mentor.locator("#text").fill("I see you by the window")
    mentor.get_by_role("button", name="Say it").click()
    expect(mentor.locator(".tried")).to_contain_text("I see you by the window")
    mentor.get_by_role("button", name="Solved").click()
    team.get_by_text("It helped").click()
    team.locator("#word").fill("=she found it")
    team.get_by_role("button", name="Keep it").click()
    expect(team.locator("main")).to_contain_text("Kept.")
    desk, page = opened(browser, day, day.organiser, f"{home}/desk/queue")
    expect(page.locator("main")).to_contain_text("=she found it")
    for context in (asks, helps, desk):
        context.close()


def test_a_mentor_runs_the_teams_app(browser: Browser, day: Day) -> None:
    context, page = opened(browser, day, day.mentor, f"/event/{CODES['build']}{day.request}", width=834)
    expect(page.locator("q").first).to_have_text("<b>it forgets</b> the list")
    expect(page.frame_locator("iframe").locator("main").first).to_be_visible()
    context.close()


WHERE = [
    ("ann", "ideas", "/ideas"),
    ("asks", "build", "/help"),
    ("mentor", "build", "/mentor"),
    ("organiser", "build", "/desk/queue"),
    ("mentor", "build", "request"),
]


@pytest.mark.parametrize(("width", "dark", "language"), [(390, False, "zh-Hant"), (834, True, "en"), (1280, False, "zh-Hans")])
@pytest.mark.parametrize(("who", "event", "path"), WHERE)
def test_axe_finds_nothing(browser: Browser, day: Day, who: str, event: str, path: str, width: int, dark: bool, language: str) -> None:
    where = f"/event/{CODES[event]}{day.request if path == 'request' else path}"
    context, page = opened(browser, day, getattr(day, who), where, width=width, dark=dark, language=language)
    found = list(Axe().run(page).response["violations"])
    assert not found, json.dumps([(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found], indent=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
