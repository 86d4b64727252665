"""The pages of joining, the pause strip and the way out, in a real browser."""

from __future__ import annotations

import asyncio
import re
import threading
import zipfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bot.bootstrap import make_parts
from bot.services import Parts, shift
from bot.settings import Settings
from scaffolds.spec import Language
from tests.browser import browser
from tests.channels.test_web_browser import open_chat, visitor, web_chat
from tests.classroom.people import a_class, a_teacher

__all__ = ["browser"]
CODES: dict[Language, str] = {"en": "KBCD3476", "zh-Hant": "ZZZZ2222", "zh-Hans": "YYYY2222"}
NAMES: dict[Language, str] = {"en": "2B", "zh-Hant": "小四甲", "zh-Hans": "四年级二班"}


@dataclass
class School:
    """A running Sampan with a class for each language, and a way to do something in it."""

    url: str
    parts: Parts

    def do(self, work: Callable[[Parts], Awaitable[Any]]) -> Any:
        """In a thread of its own: the browser's own loop runs in this one."""
        found: list[Any] = []
        thread = threading.Thread(target=lambda: found.append(asyncio.run(work(self.parts))))  # type: ignore[arg-type]  # an async function
        thread.start()
        thread.join()
        return found[0]

    def pause(self, code: str, on: bool) -> None:
        async def turn(parts: Parts) -> None:
            room = await parts.store.classes.by_code(code)
            assert room is not None
            for chat in await parts.store.classes.turn_switch(room.id, "paused", on):
                parts.news.tell(chat)
            await shift.take_up(parts)
            await parts.lanes.drained(60)

        self.do(turn)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    store = Path(tmp_path_factory.mktemp("school")) / "sampan.sqlite3"
    parts = make_parts(Settings(database_url=f"sqlite:///{store.as_posix()}"))

    async def classes(parts: Parts) -> None:
        teacher = await a_teacher(parts)
        for language, code in CODES.items():
            await a_class(
                parts, teacher, code=code, name=NAMES[language], language=language, tier="primary" if language != "en" else "senior", asks_number=True
            )

    with web_chat(parts) as url:
        here = School(url, parts)
        here.do(classes)
        yield here


def come_in(page: Page, school: School, language: Language, name: str) -> None:
    page.goto(f"{school.url}/join/{CODES[language]}")
    page.locator("#join-name").fill(name)
    page.locator("#join-number").fill("7")
    page.locator("button.hull").click()
    expect(page.locator("#top p")).to_have_text(f"{NAMES[language]} · {name}")


def axe_finds_nothing(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("language", CODES)
def test_from_the_empty_chat_into_the_class(browser: Browser, school: School, language: Language) -> None:
    with visitor(browser, language, phone=True) as context:
        page, troubles = open_chat(context, school.url)
        axe_finds_nothing(page)
        page.locator("#class-code").fill(CODES[language].lower())
        page.locator("#class-code").press("Enter")
        expect(page.locator("h1")).to_contain_text(NAMES[language])
        axe_finds_nothing(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator("#join-name").fill(f"Ka-ho {language}")
        page.locator("#join-number").fill("12")
        page.keyboard.press("Enter")
        expect(page.locator(".said").first).to_contain_text(NAMES[language])
        expect(page.locator("#class-code")).to_have_count(0)
        axe_finds_nothing(page)
        assert troubles == []


@pytest.mark.parametrize(("language", "dark"), [("en", True), ("zh-Hant", False), ("zh-Hans", True)])
def test_the_other_pages_have_nothing_for_axe(browser: Browser, school: School, language: Language, dark: bool) -> None:
    with visitor(browser, language, phone=True, dark=dark) as context:
        page = context.new_page()
        come_in(page, school, language, f"A{dark}")
        for path in ("/join", "/join/NOPE2222", "/forget/all", "/menu", f"/join/{CODES[language]}"):
            page.goto(school.url + path)
            axe_finds_nothing(page)
    with visitor(browser, language, phone=True, dark=dark) as context:
        page = context.new_page()
        page.goto(f"{school.url}/join/{CODES[language]}")
        page.locator("#join-name").fill(f"A{dark}")
        page.locator("#join-number").fill("7")
        page.locator("button.hull").click()
        expect(page.locator("form[action='/back']")).to_have_count(2)
        axe_finds_nothing(page)


def test_a_pause_shows_and_goes_by_itself_and_keeps_what_was_typed(browser: Browser, school: School) -> None:
    with visitor(browser, "en", phone=True) as context:
        page = context.new_page()
        come_in(page, school, "en", "Paused")
        page.wait_for_timeout(500)
        page.locator("#message").fill("there's one shower for 9 families")
        school.pause(CODES["en"], True)
        expect(page.locator("#pause .strip")).to_have_text("Eyes up for a minute. Your work is safe.")
        expect(page.locator("button[name=send]")).to_be_disabled()
        expect(page.locator(".chips .btn").first).to_be_disabled()
        page.locator("#message").press("Enter")
        page.wait_for_timeout(300)
        expect(page.locator("#message")).to_have_value("there's one shower for 9 families")
        expect(page.locator(".me")).to_have_count(0)
        axe_finds_nothing(page)
        school.pause(CODES["en"], False)
        expect(page.locator("#pause .strip")).to_have_count(0)
        expect(page.locator("button[name=send]")).to_be_enabled()
        page.locator("button[name=send]").click()
        expect(page.locator(".me")).to_have_count(1)


def test_a_form_that_was_sent_all_the_same_is_held(browser: Browser, school: School) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    come_in(page, school, "en", "Plain")
    school.pause(CODES["en"], True)
    page.locator("#message").fill("one shower for nine families")
    page.locator("button[name=send]").click()
    expect(page.locator("#waits")).to_contain_text("waits until your class goes on")
    expect(page.locator(".strip")).to_be_visible()
    school.pause(CODES["en"], False)
    page.reload()
    expect(page.locator(".strip")).to_have_count(0)
    expect(page.locator("#waits")).to_have_count(0)
    context.close()


def test_a_copy_and_then_nothing(browser: Browser, school: School, tmp_path: Path) -> None:
    with visitor(browser, "en", phone=True) as context:
        page, troubles = open_chat(context, school.url)
        page.locator("#message").fill("one shower for nine families")
        page.locator("button[name=send]").click()
        expect(page.locator("#turn")).to_be_attached()
        page.goto(f"{school.url}/menu")
        with page.expect_download() as download:
            page.get_by_text(re.compile("Everything kept about me")).click()
        saved = tmp_path / "data.zip"
        download.value.save_as(saved)
        with zipfile.ZipFile(saved) as packed:
            packed.extractall(tmp_path)
        inside = context.new_page()
        inside.goto((tmp_path / "sampan-my-data" / "README.html").as_uri())
        expect(inside.locator("h1")).to_have_text("What Sampan keeps about you")
        axe_finds_nothing(inside)
        inside.get_by_role("link", name="talk-1.html").click()
        expect(inside.locator("body")).to_contain_text("one shower for nine families")
        axe_finds_nothing(inside)
        page.goto(f"{school.url}/forget/all")
        page.get_by_role("button", name="Yes, remove all").click()
        expect(page.locator("h1")).to_have_text("Everything of yours is removed")
        page.goto(school.url)
        expect(page.locator(".me")).to_have_count(0)
        assert troubles == []
