"""Two students in browsers: in with a code, a team, its page moves by itself; every page well made in every language and size."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from bot.bootstrap import make_parts
from bot.dashboard.event.page import cookie_of
from bot.locales import locale
from bot.settings import Settings
from scaffolds.spec import Language
from storage.events.records import Event, Team
from tests.browser import DESKTOP, PHONE, browser
from tests.channels.test_web_browser import web_chat
from tests.classroom.browsers import teachers_browser
from tests.combinations import LANGUAGES
from tests.event.people import CODE, a_member, a_person, a_team, an_event

__all__ = ["browser"]
TABLET: ViewportSize = {"width": 834, "height": 1112}
PROBLEM = "families in our building queue for one shower"


@dataclass
class Hall:
    url: str
    event: Event
    team: Team
    desk: dict[str, str]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    store = Path(tmp_path_factory.mktemp("teams")) / "sampan.sqlite3"
    parts = make_parts(Settings(database_url=f"sqlite:///{store.as_posix()}"))

    async def fill() -> tuple[Event, Team, str]:
        event = await an_event(parts, roles=["curator", "designer", "technologist"], divisions=["Junior", "Senior"])
        team = await a_team(parts, event, seeking="somebody who can draw", division="Junior")
        ann = await a_member(parts, event, team, "Ann")
        await ann.to_zip(PROBLEM)
        await a_member(parts, event, await a_team(parts, event, "深水埗夜渡小組", division="Senior"), "林心悅")
        await a_member(parts, event, None, "Wong Ka-ho")
        return event, team, (await a_person(parts, event, "organiser"))[1]

    with ThreadPoolExecutor(1) as aside:  # Playwright has a loop of its own in this thread
        event, team, token = aside.submit(asyncio.run, fill()).result()
    with web_chat(parts) as url:
        yield Hall(url, event, team, {cookie_of(event.code, "organiser"): token})


def context(browser: Browser, hall: Hall, language: str, width: ViewportSize, dark: bool, script: bool = True) -> BrowserContext:
    return teachers_browser(browser, hall.url, hall.desk, language, width, dark=dark, script=script)


def join(page: Page, hall: Hall, name: str, team: str = "") -> None:
    page.goto(f"{hall.url}/event/{CODE}/join{f'?team={team}' if team else ''}")
    page.locator("#name").fill(name)
    page.locator("main .btn.hull").click()


def well_made(page: Page, where: str) -> None:
    found = Axe().run(page).response["violations"]
    assert found == [], (where, [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
    assert page.locator(".btn.hull:visible").count() <= 1, where


def test_two_students_one_team(browser: Browser, hall: Hall) -> None:
    ben, cat = (context(browser, hall, "en", width, False).new_page() for width in (PHONE, DESKTOP))
    for page, name in ((ben, "Ben"), (cat, "Cat")):
        join(page, hall, name)
        page.wait_for_url("**/teams")
    ben.get_by_label("Team name").fill("Harbour")
    ben.get_by_label("Group").select_option("Senior")
    ben.get_by_role("button", name="Make a team").click()
    ben.wait_for_url("**/team?done=made")
    expect(ben.get_by_text("Your team is there.")).to_be_visible()
    expect(cat.get_by_role("heading", name="Harbour")).to_be_visible()
    cat.get_by_role("button", name="Ask Harbour to let you join").click()
    expect(ben.get_by_text("Cat would like to join")).to_be_visible()
    ben.get_by_role("button", name="Let Cat in").click()
    expect(ben.get_by_role("heading", name="2 in the team")).to_be_visible()
    cat.goto(f"{hall.url}/event/{CODE}/team")
    cat.get_by_role("button", name="Take the card Business designer").click()
    expect(cat.get_by_role("button", name="Hand it back")).to_be_visible()
    expect(ben.locator(".members").get_by_text("Business designer")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_well_made(browser: Browser, hall: Hall, language: Language, dark: bool) -> None:
    width = {"en": PHONE, "zh-Hant": TABLET, "zh-Hans": DESKTOP}[language]
    seated = context(browser, hall, language, width, dark)
    page = seated.new_page()
    page.goto(f"{hall.url}/event/{CODE}/join?team={hall.team.code}")
    well_made(page, "join")
    name = f"Dan {language} {dark}"
    join(page, hall, name)
    page.wait_for_url("**/teams")
    well_made(page, "teams")
    page.locator("form[action$='/teams/new'] #name").fill(name[:12] + ("!" if dark else "?"))
    page.locator("#division").select_option(index=1)
    page.locator("form[action$='/teams/new'] .btn").click()
    page.wait_for_url("**/team?done=made")
    expect(page.get_by_text(locale(language)("ev_event_teams.done_made"))).to_be_visible()
    well_made(page, "team")
    for path in ("team/leave", "teams", "desk/teams", f"desk/teams/{hall.team.id}"):
        page.goto(f"{hall.url}/event/{CODE}/{path}")
        well_made(page, path)


def test_without_a_script_all_of_it_works(browser: Browser, hall: Hall) -> None:
    page = context(browser, hall, "en", PHONE, False, script=False).new_page()
    join(page, hall, "Eve", hall.team.code)
    page.wait_for_url("**/team")
    expect(page.get_by_role("heading", name="Shower Time")).to_be_visible()
    page.get_by_role("link", name="Leave the team").click()
    page.get_by_role("button", name="Leave", exact=True).click()
    expect(page.get_by_text("You left your team.")).to_be_visible()
