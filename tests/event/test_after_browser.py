"""The ceremony, the showcase and the desk's last pages in a real browser: with keys, without JavaScript, in three languages, for everybody."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect

from bot.bootstrap import make_parts
from bot.dashboard.event.page import cookie_of
from bot.services import Parts
from bot.services.event import awards
from bot.settings import Settings
from tests.browser import DESKTOP, PHONE, browser
from tests.channels.test_web_browser import web_chat
from tests.classroom.browsers import teachers_browser
from tests.combinations import LANGUAGES, chosen
from tests.event.finished import AT, a_finished, says, sits
from tests.event.people import a_person

__all__ = ["browser"]
PROJECTOR: ViewportSize = {"width": 1920, "height": 1080}
SIZES: dict[str, ViewportSize] = {"phone": PHONE, "tablet": {"width": 834, "height": 1112}, "desktop": DESKTOP, "projector": PROJECTOR}
PAGES = ("ceremony", "showcase", "desk/awards", "desk/after", "desk/after/feedback")


@dataclass
class Hall:
    url: str
    code: str
    token: str

    def organiser(self, browser: Browser, language: str = "en", size: str = "tablet", *, dark: bool = False, script: bool = True) -> BrowserContext:
        return teachers_browser(browser, self.url, {cookie_of(self.code, "organiser"): self.token}, language, SIZES[size], dark=dark, script=script)

    def at(self, path: str) -> str:
        return f"{self.url}/event/{self.code}/{path}"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    store = Path(tmp_path_factory.mktemp("after")) / "sampan.sqlite3"
    parts = make_parts(Settings(database_url=f"sqlite:///{store.as_posix()}"))
    with ThreadPoolExecutor(1) as aside:  # Playwright has a loop of its own in this thread
        code, token = aside.submit(asyncio.run, _fill(parts)).result()
    with web_chat(parts) as url:
        yield Hall(url.rstrip("/"), code, token)


async def _fill(parts: Parts) -> tuple[str, str]:
    of = await a_finished(parts, showcase=AT)
    await sits(parts, of.event, of.teams[0], "Ann Wong")
    await says(parts, of, 0, "You asked three neighbours.", {"problem": 3})
    await says(parts, of, 1, "Call me on 9123 4567")
    await awards.give_suggested(parts, of.event, "Mr Ng")
    _, token = await a_person(parts, of.event, "organiser", "Mr Ng")
    return of.event.code, token


def test_a_press_at_the_desk_is_seen_on_the_projector(hall: Hall, browser: Browser) -> None:
    with hall.organiser(browser, size="projector") as screen, hall.organiser(browser, script=False) as tablet:
        projector, desk = screen.new_page(), tablet.new_page()
        projector.goto(hall.at("ceremony"))
        expect(projector.locator("h1")).to_have_text("The ceremony")
        desk.goto(hall.at("desk/awards"))
        for name in ("二樓後座", "Lantern", "Night Ferry"):
            desk.locator("button.hull").press("Enter")
            expect(projector.locator("h1")).to_have_text(name)
            assert projector.evaluate("document.documentElement.scrollHeight <= innerHeight"), "a moment fits the wall"
        expect(projector.locator(".members")).to_have_text("Ann Wong")
        desk.locator("button.hull").press("Enter")
        expect(projector.locator(".teams > li")).to_have_count(3)
        smallest = projector.evaluate(
            "Math.min(...[...document.querySelectorAll('main *')].filter((one) => one.innerText).map((one) => parseFloat(getComputedStyle(one).fontSize)))"
        )
        assert smallest >= 40 - 0.1, "nothing is below 2rem"
        desk.get_by_role("button", name="From the beginning").click()
        expect(projector.locator("h1")).to_have_text("The ceremony")


@pytest.mark.parametrize(("language", "size", "dark"), chosen(LANGUAGES, tuple(SIZES), (False, True)))
def test_every_page_is_well_made(hall: Hall, browser: Browser, language: str, size: str, dark: bool) -> None:
    with hall.organiser(browser, language, size, dark=dark) as context:
        page, troubles = context.new_page(), list[str]()
        page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
        for path in PAGES:
            page.goto(hall.at(path))
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
            assert page.locator(".btn.hull:visible").count() <= 1, path
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
        assert troubles == []


def test_the_frozen_app_runs_on_the_showcase_for_anybody(hall: Hall, browser: Browser) -> None:
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(hall.at("showcase"))
        page.get_by_role("link", name="Shower Time, by Night Ferry").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Shower Time")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download as a zip").click()
        assert download.value.suggested_filename == "Shower Time.zip"
