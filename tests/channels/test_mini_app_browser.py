"""The window inside Telegram in a real browser: by itself as on a phone, and inside another page as in Telegram's web clients."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bot.bootstrap import make_parts
from bot.channels.web.app import create_app
from bot.settings import Settings
from scaffolds.theme import contrast
from tests.browser import PATIENCE, PHONE, browser
from tests.channels.visiting import SPEC
from tests.hosting.mini_apps import DAY, NIGHT, USER, opened_at, passed, tell, with_telegram

__all__ = ["browser"]
LOCALES = {"en": "en-GB", "zh-Hant": "zh-HK", "zh-Hans": "zh-CN"}
NATIVE = "window.told = []; window.TelegramWebviewProxy = { postEvent: (event, data) => told.push([event, JSON.parse(data)]) };"
"""What Telegram's apps for phones put into the window."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Sampan with Telegram as a door and one learner with an app."""
    store = Path(tmp_path_factory.mktemp("mini")) / "sampan.sqlite3"
    parts = with_telegram(make_parts(Settings(database_url=f"sqlite:///{store.as_posix()}")))
    with ThreadPoolExecutor(1) as beside:  # Playwright has a loop running in this thread
        beside.submit(lambda: asyncio.run(tell(parts, SPEC))).result()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(create_app(parts), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/telegram/app"
        server.should_exit = True
        thread.join(10)


@contextlib.contextmanager
def window(browser: Browser, address: str, language: str = "en") -> Iterator[Page]:
    """The page as Telegram's apps for phones show it."""
    context = browser.new_context(viewport=PHONE, locale=LOCALES[language], reduced_motion="reduce", color_scheme="null")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(NATIVE)
    page.goto(address)
    try:
        yield page
    finally:
        context.close()


def test_the_app_runs_and_keeps_a_row(browser: Browser, home: str) -> None:
    with window(browser, home + opened_at(passed(), json.dumps(DAY))) as page:
        app = page.frame_locator("iframe")
        app.get_by_role("textbox", name="Family name").first.or_(app.locator('[data-action="add"]')).first.wait_for()
        if not app.get_by_role("textbox", name="Family name").is_visible():
            app.locator('[data-action="add"]').first.click()
        app.get_by_role("textbox", name="Family name").fill("Chan")
        app.locator('[data-action="add"]').last.click()
        expect(app.locator("[data-item]")).to_contain_text("Chan")
        expect(page.get_by_role("heading", level=1)).to_have_text("Shower Time")
        page.reload()
        expect(page.get_by_role("heading", level=2)).to_have_text("Open it from the chat again")


def test_the_frame_is_nobody_and_the_pass_is_gone_from_the_address(browser: Browser, home: str) -> None:
    with window(browser, home + opened_at(passed())) as page:
        expect(page.locator("iframe")).to_have_attribute("sandbox", "allow-scripts")
        page.frame_locator("iframe").locator("[data-screen]").first.wait_for()
        assert page.url == home
        frame = page.locator("iframe").element_handle().content_frame()
        assert frame is not None and frame.evaluate("self.origin") == "null"


@pytest.mark.parametrize(("theme", "dark"), [(DAY, False), (NIGHT, True)])
def test_the_app_has_the_day_or_night_of_telegram(browser: Browser, home: str, theme: dict[str, str], dark: bool) -> None:
    with window(browser, home + opened_at(passed(), json.dumps(theme))) as page:
        page.frame_locator("iframe").locator("[data-screen]").first.wait_for()
        assert [frame.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") for frame in page.frames[1:]] == [dark]


def test_it_speaks_with_telegram(browser: Browser, home: str) -> None:
    with window(browser, home + opened_at(passed())) as page:
        page.locator("iframe").wait_for()
        page.get_by_role("button", name="Back to the chat").click()
        told = page.evaluate("told")
        assert [event for event, _ in told] == ["web_app_ready", "web_app_expand", "web_app_setup_swipe_behavior", "web_app_close"]


def test_inside_another_page_it_speaks_with_that(browser: Browser, home: str) -> None:
    """Telegram's web clients hold the page in a frame; here a page of the same host does."""
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    address = home + opened_at(passed(), json.dumps(NIGHT))
    around = f"<title>Client</title><script>told = []; onmessage = (m) => told.push(JSON.parse(m.data))</script><iframe src='{address}'></iframe>"
    page.route("**/client", lambda route: route.fulfill(body=around, content_type="text/html"))
    page.goto(home.removesuffix("/telegram/app") + "/client")
    inside = page.frame_locator("iframe")
    inside.frame_locator("iframe").locator("[data-screen]").first.wait_for()
    inside.get_by_role("button", name="Back to the chat").click()
    page.wait_for_function("told.some((one) => one.eventType === 'web_app_close')")
    page.evaluate(
        """frames[0].postMessage(JSON.stringify({ eventType: "theme_changed", eventData: { theme_params: { bg_color: "#123456" } } }), "*")"""
    )
    expect(inside.locator("body")).to_have_css("background-color", "rgb(18, 52, 86)")
    context.close()


@pytest.mark.parametrize("pass_", ["", passed(age=90_000), passed(USER + 1).replace(str(USER + 1), str(USER))], ids=["none", "old", "forged"])
def test_a_pass_that_is_not_believed_is_refused_kindly(browser: Browser, home: str, pass_: str) -> None:
    with window(browser, home + opened_at(pass_), "zh-Hans") as page:
        expect(page.get_by_role("heading", level=2)).to_have_text("请从对话里再打开一次")
        assert page.locator("iframe").count() == 0
        page.get_by_role("button", name="返回对话").click()
        assert page.evaluate("told.at(-1)[0]") == "web_app_close"


def test_without_an_app_it_says_where_to_begin(browser: Browser, home: str) -> None:
    with window(browser, home + opened_at(passed(USER + 9, "zh-hant"))) as page:
        expect(page.get_by_role("heading", level=2)).to_have_text("還沒有小程式")
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hant-HK")


def test_without_signal_one_tap_tries_again(browser: Browser, home: str) -> None:
    context = browser.new_context(viewport=PHONE, locale="zh-HK")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.route("**/open", lambda route: route.abort())
    page.goto(home + opened_at(passed()))
    expect(page.get_by_role("heading", level=2)).to_have_text("沒有網絡")
    page.unroute("**/open")
    page.get_by_role("button", name="再試一次").click()
    expect(page.locator("iframe")).to_be_visible()
    context.close()


def test_colours_that_are_none_or_cannot_be_read_are_not_taken(browser: Browser, home: str) -> None:
    theme = {"bg_color": "#777777", "text_color": "#787878", "button_color": "red;} * { display: none", "button_text_color": "url(//x)"}
    with window(browser, home + opened_at("", json.dumps(theme))) as page:
        page.get_by_role("heading", level=2).wait_for()
        style = page.locator("html").get_attribute("style") or ""
        assert "red" not in style and "url" not in style
        assert _contrast_of(page) >= 4.5
        _clean(page)


@pytest.mark.parametrize(
    ("language", "theme", "user"), [("en", DAY, USER), ("zh-Hant", NIGHT, USER), ("zh-Hans", DAY, USER + 9), ("en", NIGHT, USER + 9)]
)
def test_axe_finds_nothing(browser: Browser, home: str, language: str, theme: dict[str, str], user: int) -> None:
    with window(browser, home + opened_at(passed(user, language), json.dumps(theme)), language) as page:
        page.locator("iframe").or_(page.get_by_role("heading", level=2)).first.wait_for()
        _clean(page)


def _contrast_of(page: Page) -> float:
    """Of the words on the page's ground, computed here once more."""
    found = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    text, ground = ("#" + "".join(f"{int(one):02X}" for one in re.findall(r"\d+", colour)[:3]) for colour in found)
    return contrast(text, ground)


def _clean(page: Page) -> None:
    found = Axe().run(page, options={"exclude": [["iframe"]]} if page.locator("iframe").count() else None)
    rules = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found.response["violations"]]
    assert rules == [], rules
