"""A judge with a phone, in a real browser: a batch is run, put in order and handed in; axe finds nothing on any page of judging."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.bootstrap import make_parts
from bot.dashboard.event.page import cookie_of
from bot.services.event import judging
from bot.settings import Settings
from tests.browser import PATIENCE, browser
from tests.channels.test_web_browser import web_chat
from tests.channels.visiting import SPEC, give_app, visit, web
from tests.event.hall import Hall, a_hall
from tests.event.people import a_person

__all__ = ["browser"]


@dataclass
class Day:
    url: str
    code: str
    judge: str
    organiser: str
    entry: str


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """An event at its judging: one judge is through, another has just come."""
    url = f"sqlite:///{(Path(tmp_path_factory.mktemp('judging')) / 'sampan.sqlite3').as_posix()}"
    with ThreadPoolExecutor(1) as aside:  # the browser's own loop runs in this thread
        made = aside.submit(asyncio.run, _made(url)).result()
    with web_chat(make_parts(Settings(database_url=url))) as home:
        yield Day(home, **made)


async def _made(url: str) -> dict[str, str]:
    parts = make_parts(Settings(database_url=url))
    hall = await a_hall(parts, teams=6, judges=2)
    await _with_projects(hall)
    _, organiser = await a_person(parts, hall.event, "organiser")
    await judging.open_round(parts, hall.event)
    await hall.judge(hall.judges[1])
    await parts.store.close()
    return {"code": hall.event.code, "judge": hall.tokens[0], "organiser": organiser, "entry": hall.entries[0]}


async def _with_projects(hall: Hall) -> None:
    """A frame of an app wants the project that it was made in."""
    here = visit(web(hall.parts))
    await here.get("/")
    project = await give_app(here, SPEC)
    await hall.parts.store.write(lambda db: db.exec_driver_sql("UPDATE entry SET project = ?", (project,)).rowcount)


def opened(
    browser: Browser, day: Day, path: str, width: int = 390, dark: bool = False, language: str = "en", script: bool = True
) -> tuple[BrowserContext, Page]:
    size, scheme = {"width": width, "height": 844}, "dark" if dark else "light"
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce", java_script_enabled=script)  # type: ignore[arg-type]  # TypedDicts
    context.set_default_timeout(PATIENCE)
    cookies = {cookie_of(day.code, "judge"): day.judge, cookie_of(day.code, "organiser"): day.organiser, "language": language}
    context.add_cookies([{"name": name, "value": value, "url": day.url} for name, value in cookies.items()])
    page = context.new_page()
    page.goto(f"{day.url}/event/{day.code}{path}")
    return context, page


def titles(page: Page) -> list[str]:
    return page.locator(".one .who b").all_inner_texts()


def to_sheet(page: Page) -> None:
    """The judge's first batch, handed in or not, or not even given."""
    earlier = page.locator(".earlier a")
    (earlier if earlier.count() else page.locator(".btn.hull")).first.click()
    expect(page.locator(".one").first).to_be_visible()


def test_a_judge_ranks_a_batch_on_a_phone(browser: Browser, day: Day) -> None:
    context, page = opened(browser, day, "/judge")
    page.get_by_role("button", name="Give me my first batch").click()
    expect(page.locator(".one .who b")).to_have_count(6)
    before = titles(page)
    page.get_by_role("button", name=f"Move up: {before[2]}").click()
    expect(page.locator(".one .who b").nth(1)).to_have_text(before[2])
    expect(page.locator("#up-2")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".one .who b").nth(1)).to_have_text(before[1])
    page.locator(".grip").nth(5).scroll_into_view_if_needed()
    grip, target = page.locator(".grip").nth(5).bounding_box(), page.locator(".place").nth(3).bounding_box()
    assert grip is not None and target is not None
    page.mouse.move(grip["x"] + 10, grip["y"] + 30)
    page.mouse.down()
    page.mouse.move(target["x"] + 100, target["y"] + 5, steps=8)
    page.mouse.up()
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    expect(page.locator(".one .who b").nth(3)).to_have_text(before[5])
    page.locator(".one .who").first.click()
    page.get_by_role("link", name="Run it").click()
    expect(page.frame_locator("iframe.frozen").locator("[data-screen]").first).to_be_visible()
    assert page.locator("iframe.frozen").get_attribute("sandbox") == "allow-scripts"
    page.get_by_role("link", name="To the order").click()
    expect(page.locator(".marks .done")).to_have_count(1)
    page.get_by_role("button", name="Hand in this order").click()
    expect(page.locator("#main")).to_contain_text("Your batch counts")
    context.close()


@pytest.mark.parametrize(("width", "dark", "language"), [(390, False, "zh-Hant"), (834, True, "en"), (1280, False, "zh-Hans")])
def test_axe_finds_nothing(browser: Browser, day: Day, width: int, dark: bool, language: str) -> None:
    context, page = opened(browser, day, "/judge", width, dark, language)
    to_sheet(page)
    sheet = page.url.removeprefix(f"{day.url}/event/{day.code}")
    for path in ("/judge", sheet, f"/judge/entry/{day.entry}", "/desk/judges", "/desk/results"):
        page.goto(f"{day.url}/event/{day.code}{path}")
        found = Axe().run(page, context={"exclude": [[".phase-strip"]]}).response["violations"]
        assert not found, json.dumps([path, [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]], indent=1)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()


def test_without_a_script_the_buttons_do_it_all(browser: Browser, day: Day) -> None:
    context, page = opened(browser, day, "/judge", script=False)
    to_sheet(page)
    before = titles(page)
    page.get_by_role("button", name=f"Move down: {before[0]}").click()
    expect(page.locator(".one .who b")).to_have_text([before[1], before[0], *before[2:]])
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".one .who b")).to_have_text(before)
    context.close()
