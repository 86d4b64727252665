"""The chat page in a real browser: from a problem to an app that runs beside the talk."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.bootstrap import make_parts
from bot.channels.web.app import create_app
from bot.services import Parts
from bot.settings import Settings
from tests.browser import DESKTOP, PATIENCE, PHONE, browser
from tests.combinations import LANGUAGES, chosen

__all__ = ["browser"]
LOCALES = {"en": "en-GB", "zh-Hant": "zh-HK", "zh-Hans": "zh-CN"}
PROBLEM = "There is one shower for nine families on our floor, we want to book it"
BENIGN = ("favicon",)
SETTLED = """() => !document.querySelector(".htmx-request") && document.documentElement.lang === document.getElementById("turn")?.dataset.lang"""
"""All parts of an answer are on the page, and a page whose talk went over to another language has come anew."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = Path(tmp_path_factory.mktemp("web")) / "sampan.sqlite3"
    with web_chat(make_parts(Settings(database_url=f"sqlite:///{store.as_posix()}"))) as url:
        yield url


@contextlib.contextmanager
def web_chat(parts: Parts) -> Iterator[str]:
    """The web chat on a free port, in a thread of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(create_app(replace(parts, public_url=url)), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield url
        server.should_exit = True
        thread.join(10)


@contextlib.contextmanager
def visitor(browser: Browser, language: str = "en", phone: bool = False, dark: bool = False) -> Iterator[BrowserContext]:
    scheme = "dark" if dark else "light"
    context = browser.new_context(viewport=PHONE if phone else DESKTOP, locale=LOCALES[language], color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # a TypedDict
    context.set_default_timeout(PATIENCE)
    try:
        yield context
    finally:
        context.close()


def open_chat(context: BrowserContext, home: str) -> tuple[Page, list[str]]:
    page, troubles = context.new_page(), list[str]()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
    page.goto(home)
    return page, troubles


def say(page: Page, text: str) -> None:
    """Type and press Enter; done when the answer is there."""
    page.locator("#message").fill(text)
    answered(page, lambda: page.keyboard.press("Enter"))


def answered(page: Page, act: Callable[[], None]) -> None:
    """Done when nothing of the page before is left: what is looked at next is the answer's."""
    with page.expect_response(lambda response: response.url.endswith("/say")):
        act()
    page.wait_for_function(SETTLED)
    expect(page.locator("#waits")).to_have_count(0)


def to_app(page: Page) -> None:
    """Answer with buttons until the app is there."""
    for _ in range(8):
        if page.locator("#frame").count():
            return
        chips = page.locator(".chips .btn")
        build = page.locator('.chips [value="build"]')
        answered(page, (build if build.count() else chips).first.click)
    expect(page.locator("#frame")).to_have_count(1)


def test_from_a_problem_to_an_app_that_runs(browser: Browser, home: str) -> None:
    with visitor(browser) as context:
        page, troubles = open_chat(context, home)
        expect(page.locator('.chips [value^="problem:"]')).to_have_count(3)
        say(page, PROBLEM)
        expect(page.locator(".me")).to_contain_text(PROBLEM)
        to_app(page)
        expect(page.frame_locator("#frame").locator("[data-screen]").first).to_be_visible()
        expect(page.locator(".proof h2").first).to_be_visible()
        expect(page.locator("#keep .trio li")).to_have_count(3)
        assert page.evaluate("document.scrollingElement.scrollHeight <= innerHeight"), "the talk scrolls, the page does not"
        page.get_by_role("button", name="I wrote them down").click()
        expect(page.locator("#keep")).to_have_count(0)
        with page.expect_download() as download:
            page.locator(".zip a").first.click()
        assert download.value.suggested_filename.endswith(".zip")
        assert [one for one in troubles if not any(benign in one for benign in BENIGN)] == []


def test_an_edit_shows_at_once_and_can_be_undone(browser: Browser, home: str) -> None:
    with visitor(browser, phone=True) as context:
        page, _ = open_chat(context, home)
        say(page, PROBLEM)
        to_app(page)
        page.get_by_role("tab", name="App").click()
        page.get_by_role("tab", name="Chat").click()
        before = page.locator("#frame").get_attribute("src")
        say(page, "make it green")
        expect(page.locator("#tabs i")).to_be_visible()
        page.get_by_role("tab", name="App").click()
        expect(page.locator("#tabs i")).to_be_hidden()
        expect(page.locator(".pill .v")).to_contain_text("Version 2")
        answered(page, page.get_by_role("button", name="Undo").click)
        expect(page.locator("#frame")).to_have_attribute("src", before or "")


def test_a_second_page_follows(browser: Browser, home: str) -> None:
    with visitor(browser) as context:
        first, _ = open_chat(context, home)
        second, _ = open_chat(context, home)
        say(first, PROBLEM)
        expect(second.locator(".me")).to_contain_text(PROBLEM)


def test_what_was_said_while_a_page_was_on_its_way_is_seen(browser: Browser, home: str) -> None:
    with visitor(browser) as context:
        first, _ = open_chat(context, home)
        second = context.new_page()
        second.route("**/wire*", lambda route: route.abort())
        second.goto(home)
        say(first, PROBLEM)
        second.unroute("**/wire*")
        second.evaluate("dispatchEvent(new Event('pageshow'))")
        expect(second.locator(".me")).to_contain_text(PROBLEM)


def test_the_frame_is_nobody(browser: Browser, home: str) -> None:
    with visitor(browser) as context:
        page, _ = open_chat(context, home)
        say(page, PROBLEM)
        to_app(page)
        frame = page.locator("#frame").element_handle().content_frame()
        assert frame is not None
        assert frame.evaluate("self.origin") == "null"
        for reach in ("document.cookie", "localStorage", "parent.document"):
            assert frame.evaluate(f"(() => {{ try {{ {reach}; return true }} catch {{ return false }} }})()") is False
        alone = context.new_page()
        alone.goto(home + (page.locator("#frame").get_attribute("src") or ""))
        assert "Sampan" in alone.inner_text("body") and not alone.locator("[data-screen]").count()


def test_a_neighbour_tries_it(browser: Browser, home: str) -> None:
    with visitor(browser) as context:
        page, _ = open_chat(context, home)
        say(page, PROBLEM)
        to_app(page)
        page.get_by_role("button", name="Let someone try").click()
        address = page.locator("#link").input_value()
        expect(page.get_by_role("dialog")).to_be_visible()
        with visitor(browser, "zh-Hant", phone=True) as theirs:
            neighbour = theirs.new_page()
            neighbour.goto(address)
            expect(neighbour.frame_locator("iframe").locator("[data-screen]").first).to_be_visible()
            page.get_by_role("button", name="End this link").click()
            expect(page.locator("#sheet").get_by_role("status")).to_contain_text("closed")
            neighbour.reload()
            expect(neighbour.get_by_role("heading")).to_have_text("這個小程式不再開放試用")


def test_words_come_back_when_there_is_no_signal(browser: Browser, home: str) -> None:
    with visitor(browser, "zh-Hans", phone=True) as context:
        page, _ = open_chat(context, home)
        context.set_offline(True)
        page.locator("#message").fill("没有网络的话")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.locator("#message")).to_have_value("没有网络的话")
        expect(page.locator(".me")).to_have_count(0)


def test_without_scripts(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home)
    page.locator("#message").fill(PROBLEM)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".me")).to_contain_text(PROBLEM)
    page.get_by_role("link", name="Menu").click()
    expect(page.get_by_role("heading", name="Menu")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("language", "phone", "dark"), chosen(LANGUAGES, (True, False), (False, True)))
def test_axe_finds_nothing_in_the_chat(browser: Browser, home: str, language: str, phone: bool, dark: bool) -> None:
    with visitor(browser, language, phone, dark) as context:
        page, _ = open_chat(context, home)
        _clean(page)
        say(page, PROBLEM)
        to_app(page)
        _clean(page)


@pytest.mark.parametrize(("way", "language", "dark"), chosen(("/menu", "/versions", "/words", "/back", "/forget"), LANGUAGES, (True, False)))
def test_axe_finds_nothing_on_a_sheet(browser: Browser, home: str, way: str, language: str, dark: bool) -> None:
    with visitor(browser, language, dark=dark) as context:
        page, _ = open_chat(context, home)
        page.goto(home + way)
        _clean(page)


def _clean(page: Page) -> None:
    found = Axe().run(page, options={"exclude": [["iframe"]]} if page.locator("iframe").count() else None)
    rules = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found.response["violations"]]
    assert rules == [], re.sub(r"\s+", " ", str(rules))
