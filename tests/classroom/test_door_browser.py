"""The first minute as a teacher lives it: from the one-time link to a class with its QR on the screen, and a list with its cards."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from bot.bootstrap import make_parts
from bot.services import Parts
from bot.settings import Settings
from tests.browser import browser
from tests.channels.test_web_browser import visitor, web_chat

__all__ = ["browser"]
NAMES = {"en": "Chan Tai-man\nPriya Thapa", "zh-Hant": "1,陳大文\n2,李嘉欣", "zh-Hans": "1,陈大文\n2,李嘉欣"}
REFUSED = "status of 4"
"""A browser notes in its console that a form came back with its problem."""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Parts]]:
    store = Path(tmp_path_factory.mktemp("school")) / "sampan.sqlite3"
    parts = make_parts(Settings(database_url=f"sqlite:///{store.as_posix()}"))
    with web_chat(parts) as url:
        yield url, parts


def one_time_link(school: tuple[str, Parts]) -> str:
    url, parts = school

    async def made() -> str:
        kind = "teacher" if await parts.store.teachers.count() else "first"
        return await parts.store.teachers.invite(kind, timedelta(days=1))

    with ThreadPoolExecutor(1) as beside:  # the browser's own loop runs in this thread
        return f"{url}/teacher/in/{beside.submit(asyncio.run, made()).result()}"


def clean(page: Page) -> None:
    """Nobody is shut out of this page, and nothing of it is off the screen."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"
    assert page.locator("main .btn.hull:visible, .bar-top .btn.hull:visible").count() <= 1, "one boat a screen"


@pytest.mark.parametrize(("language", "phone", "dark"), [("en", False, False), ("zh-Hant", True, False), ("zh-Hans", True, True)])
def test_from_the_link_to_a_class_with_its_qr(browser: Browser, school: tuple[str, Parts], language: str, phone: bool, dark: bool) -> None:
    with visitor(browser, language, phone, dark) as context:
        page, troubles = context.new_page(), list[str]()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text) if line.type == "error" and REFUSED not in line.text else None)
        page.goto(one_time_link(school))
        clean(page)
        page.locator("#name").fill(f"Ms Lee {language}")
        page.locator("#password").fill("ferry lantern plum")
        page.locator(".btn.hull").click()
        page.wait_for_url("**/teacher**")
        if not page.url.endswith("/new"):  # who is not the first comes to an empty list
            clean(page)
            page.locator(".btn.hull").click()
        page.locator("#name").fill("2B")
        clean(page)
        page.locator("main .btn.hull").click()
        page.wait_for_url("**/code")
        expect(page.locator(".big-code")).to_be_visible()
        qr = page.locator(".entrance .qr").bounding_box()
        assert qr is not None and qr["width"] > (240 if phone else 300), "large enough for the last row"
        assert page.locator("#address").input_value().startswith(f"{school[0]}/join/")
        clean(page)
        _list_and_cards(page, NAMES[language])
        assert troubles == []


def _list_and_cards(page: Page, names: str) -> None:
    """A list that is looked at, kept and printed; then words that are made new, in the sheet."""
    at = page.url.removesuffix("/code")
    page.goto(f"{at}/roster")
    clean(page)
    page.locator("#text").fill(names)
    page.locator("main .btn.hull").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    clean(page)
    page.locator("main .btn.hull").click()
    page.wait_for_url("**/roster?added=2*")
    clean(page)
    page.locator("td.deeds a").nth(1).click()
    expect(page.locator("dialog[open] #sheet-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.goto(f"{at}/roster/cards")
    expect(page.locator(".slip")).to_have_count(2)
    clean(page)
    page.goto(f"{at}/settings")
    clean(page)


def test_eight_cards_fit_a_page(browser: Browser, school: tuple[str, Parts]) -> None:
    with visitor(browser) as context:
        page = context.new_page()
        page.goto(one_time_link(school))
        page.locator("#name").fill("Mr Print")
        page.locator("#password").fill("ferry lantern plum")
        page.locator(".btn.hull").click()
        page.goto(f"{school[0]}/teacher/new")
        page.locator("#name").fill("1A")
        page.locator("[name=tier][value=primary]").check()
        page.locator("main .btn.hull").click()
        page.wait_for_url("**/code")
        at = page.url.removesuffix("/code")
        page.goto(f"{at}/roster")
        page.locator("#text").fill("\n".join(f"{n},Student {n}" for n in range(1, 17)))
        page.locator("main .btn.hull").click()
        page.locator("main .btn.hull").click()
        page.wait_for_url("**/roster?added=16*")
        page.goto(f"{at}/roster/cards")
        pdf = page.pdf(prefer_css_page_size=True)
        assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 2, "16 cards with pictures on two pages"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_co_teacher_is_invited_and_comes(browser: Browser, school: tuple[str, Parts], javascript: bool) -> None:
    """With a sheet, or without any script."""
    context = browser.new_context(java_script_enabled=javascript, locale="en-GB")
    page = context.new_page()
    page.goto(one_time_link(school))
    page.locator("#name").fill(f"Lead {javascript}")
    page.locator("#password").fill("ferry lantern plum")
    page.locator(".btn.hull").click()
    page.goto(f"{school[0]}/teacher/new")
    page.locator("#name").fill("3C")
    page.locator("main .btn.hull").click()
    page.wait_for_url("**/code")
    page.goto(page.url.removesuffix("/code") + "/settings")
    page.get_by_role("button", name="Invite a co-teacher").click()
    link = page.locator("#link").input_value()
    guest = browser.new_context(locale="en-GB").new_page()
    guest.goto(link)
    guest.locator("#name").fill(f"Guest {javascript}")
    guest.locator("#password").fill("ferry lantern plum")
    guest.locator(".btn.hull").click()
    guest.wait_for_url("**/teacher/class/*")
    page.reload()
    if not javascript:
        page.goto(page.url.removesuffix("/invite"))
    expect(page.get_by_text(f"Guest {javascript}")).to_be_visible()
    context.close()
    guest.context.close()


_PRESS = "document.querySelector('.btn.hull').click()"


def test_what_is_pressed_twice_is_done_once(browser: Browser, school: tuple[str, Parts]) -> None:
    """On a slow line one presses again before the next page is there: there were two classes then."""
    with visitor(browser, "en", False, False) as context:
        page, sent = context.new_page(), list[Route]()

        def hold(route: Route) -> None:
            sent.append(route)

        page.goto(one_time_link(school))
        page.locator("#name").fill("Ms Twice")
        page.locator("#password").fill("ferry lantern plum")
        page.locator(".btn.hull").click()
        page.wait_for_url("**/teacher**")
        page.goto(f"{school[0]}/teacher/new")
        page.locator("#name").fill("3D")
        page.route("**/teacher/new", hold)
        page.evaluate(f"() => {{ {_PRESS}; return new Promise((over) => setTimeout(() => {{ {_PRESS}; setTimeout(over, 300); }}, 300)); }}")
        assert len(sent) == 1
        sent[0].continue_()
        page.wait_for_url("**/code")
