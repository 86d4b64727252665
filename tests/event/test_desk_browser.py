"""A club's afternoon as its organiser lives it: a new event, a judge's card, the doors, fifteen minutes more; and a judge's PIN on a phone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.bootstrap import make_parts
from bot.services import Parts
from bot.settings import Settings
from tests.browser import DESKTOP, PHONE, browser
from tests.channels.test_web_browser import web_chat
from tests.classroom.browsers import teachers_browser
from tests.classroom.people import a_teacher, signed_in
from tests.classroom.test_door_browser import REFUSED, clean

__all__ = ["browser"]


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Parts]]:
    store = Path(tmp_path_factory.mktemp("club")) / "sampan.sqlite3"
    parts = make_parts(Settings(database_url=f"sqlite:///{store.as_posix()}"))
    with web_chat(parts) as url:
        yield url, parts


@pytest.mark.parametrize(("language", "phone", "dark"), [("en", False, False), ("zh-Hant", True, True), ("zh-Hans", True, False)])
def test_from_a_new_event_to_a_judge_inside(browser: Browser, club: tuple[str, Parts], language: str, phone: bool, dark: bool) -> None:
    url, parts = club

    async def cookies() -> dict[str, str]:
        return await signed_in(parts, await a_teacher(parts, f"Ms Lee {language}"))

    with ThreadPoolExecutor(1) as beside:  # the browser's own loop runs in this thread
        known = beside.submit(asyncio.run, cookies()).result()
    context = teachers_browser(browser, url, known, language, PHONE if phone else DESKTOP, dark=dark, script=True)
    page, troubles = context.new_page(), list[str]()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" and REFUSED not in line.text else None)
    page.goto(f"{url}/event/new")
    page.locator("#name").fill("Build for a Neighbour")
    page.locator("#begins").fill(f"{datetime.now() + timedelta(days=2):%Y-%m-%dT10:00}")
    clean(page)
    page.locator("main .btn.hull").click()
    page.wait_for_url("**/desk")
    clean(page)
    page.locator("[name=now]").click()
    page.wait_for_url("**/desk?note=opened")
    page.locator("[name=minutes]").first.click()
    page.wait_for_url("**/desk?note=moved")
    page.locator("a.btn.hull").click()
    expect(page.locator("#sheet[open]")).to_be_visible()
    clean(page)
    page.keyboard.press("Escape")
    desk = page.url.partition("?")[0]
    page.goto(f"{desk}/settings")
    clean(page)
    page.goto(f"{desk}/people")
    clean(page)
    page.locator("#names").fill("Chan Siu-ming, Sunrise School")
    page.locator("main .btn.hull").click()
    pin, link = page.locator(".pin").inner_text(), page.locator(".key input").input_value()
    clean(page)
    judge = browser.new_context(viewport=PHONE, reduced_motion="reduce").new_page()
    judge.goto(link)
    clean(judge)
    judge.locator("#pin").fill(pin)
    judge.locator(".btn.hull").click()
    judge.wait_for_url("**/judge**")
    assert troubles == []
    judge.context.close()
    context.close()
