"""The page as it opens inside Telegram: its colours and edges, the main button and the back button, what it says to somebody who is not let in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from scaffolds import generator
from tests.browser import App, browser, open_page, served, troubles
from tests.combinations import LANGUAGES, Scheme
from tests.platforms.inside_telegram import DAY, MOCK, NIGHT, asked, in_telegram, launch, open_inside, owners_word, passed, tell
from tests.scaffolds.apps import drafted, in_the_morning, plain_wish

__all__ = ["browser"]
SPEC = in_the_morning(drafted(plain_wish("en"), "booking", "records"))
FILES = generator.build(SPEC, "telegram")
PEOPLE = count(9001)
AGAIN = {
    "en": "Open this again from the bot in Telegram.",
    "zh-Hant": "請回到 Telegram，從 bot 再打開一次。",
    "zh-Hans": "请回到 Telegram，从 bot 再打开一次。",
}
PINK = {
    **DAY,
    "bg_color": "#e79ab0",
    "secondary_bg_color": "#d88098",
    "section_bg_color": "#f3c3d0",
    "text_color": "#c06078",
    "hint_color": "#dd90a4",
}
MUD = {
    **NIGHT,
    "bg_color": "#5b5346",
    "secondary_bg_color": "#4f483d",
    "section_bg_color": "#fdf6e3",
    "text_color": "#7d7466",
    "hint_color": "#6a6256",
}
THEMES = {"day": (DAY, "dark"), "night": (NIGHT, "light"), "pink": (PINK, "light"), "mud": (MUD, "dark")}
"""Telegram's theme, and the phone's own, which is the other one."""


@pytest.fixture(scope="module")
def app() -> Iterator[App]:
    with in_telegram(FILES) as found:
        yield found


@pytest.fixture
def page(app: App, browser: Browser) -> Iterator[Page]:
    """A page of a person who has not been here yet."""
    found = open_inside(browser, app.url, passed(next(PEOPLE)), zone=SPEC.zone)
    yield found
    found.context.close()


def colour(page: Page, selector: str, what: str = "background-color") -> Any:
    return page.locator(selector).first.evaluate("(element, what) => getComputedStyle(element)[what]", what)


def rgb(hex: str) -> str:
    return f"rgb({', '.join(str(int(hex[at : at + 2], 16)) for at in (1, 3, 5))})"


@pytest.mark.parametrize("name", THEMES)
def test_it_wears_telegrams_theme_and_can_be_read(name: str, app: App, browser: Browser) -> None:
    theme, phone = THEMES[name]
    page = open_inside(browser, app.url, passed(), theme, scheme="light" if phone == "light" else "dark", zone=SPEC.zone)
    assert colour(page, "body") == rgb(theme["secondary_bg_color"])
    assert page.evaluate("document.documentElement.style.colorScheme") == ("dark" if theme in (NIGHT, MUD) else "light")
    for screen in SPEC.screens:
        page.locator(f"[data-goto={screen.id}]").click()
        expect(page.locator(f"[data-screen={screen.id}]")).to_be_visible()
        clean(page)
    page.locator("[data-goto=about-app]").click()
    clean(page)
    for event in ("web_app_set_header_color", "web_app_set_background_color"):
        assert asked(page, event)[-1] == {"color": theme["secondary_bg_color"]}
    assert troubles(page) == []
    page.context.close()


def clean(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:100] for node in one["nodes"]]) for one in found] == []


def test_it_changes_with_the_theme_while_it_is_open(page: Page) -> None:
    ink, button = colour(page, "h1", "color"), asked(page, "web_app_setup_main_button")[-1]
    tell(page, "theme_changed", {"theme_params": NIGHT})
    assert asked(page, "web_app_setup_main_button")[-1]["color"] != button["color"]
    assert colour(page, "body") == rgb(NIGHT["secondary_bg_color"]) and colour(page, "h1", "color") == rgb(NIGHT["text_color"])
    clean(page)
    tell(page, "theme_changed", {"theme_params": DAY})
    assert colour(page, "h1", "color") == ink and asked(page, "web_app_setup_main_button")[-1] == button
    tell(page, "theme_changed", {"theme_params": {**DAY, "bg_color": "red;}"}})
    tell(page, "theme_changed")
    assert colour(page, "body") == rgb(DAY["secondary_bg_color"]), "what is no colour changes nothing"


def test_nothing_stands_below_what_the_phone_and_telegram_draw(page: Page) -> None:
    above, tab = page.locator("h1").bounding_box(), page.locator("[data-goto]").first.bounding_box()
    tell(page, "safe_area_changed", {"top": 47, "right": 0, "bottom": 34, "left": 0})
    tell(page, "content_safe_area_changed", {"top": 46, "right": 0, "bottom": 0, "left": 0})
    moved, raised = page.locator("h1").bounding_box(), page.locator("[data-goto]").first.bounding_box()
    assert above and tab and moved and raised
    assert moved["y"] == above["y"] + 93 and raised["y"] == tab["y"] - 34
    tell(page, "safe_area_changed", {"top": "javascript:", "bottom": -5})
    assert page.locator("[data-goto]").first.bounding_box() == tab


def test_the_main_button_does_what_the_screens_own_does(page: Page) -> None:
    own = page.locator("[data-action=book]")
    expect(own).to_be_hidden()
    said = asked(page, "web_app_setup_main_button")[-1]
    assert said["is_visible"] and said["is_active"] and said["text"].startswith("Book ") and said["text"] == own.text_content().strip()  # type: ignore[union-attr]  # it is there
    page.locator(".slot.free").last.click()
    tell(page, "main_button_pressed")
    expect(page.get_by_role("alert").filter(has_text="Name is still empty")).to_be_visible()
    page.locator("[name=name]").fill("Chan")
    tell(page, "main_button_pressed")
    expect(page.locator(".done")).to_be_visible()
    assert [one["notification_type"] for one in asked(page, "web_app_trigger_haptic_feedback")] == ["error", "success"]
    assert troubles(page) == []


def test_a_screen_without_one_main_action_has_no_main_button(page: Page) -> None:
    page.locator("[data-goto=about-app]").click()
    expect(page.locator(".about")).to_be_visible()
    assert asked(page, "web_app_setup_main_button")[-1] == {"is_visible": False}
    before = page.locator("main").inner_text()
    tell(page, "main_button_pressed")
    assert page.locator("main").inner_text() == before


def test_the_back_button_leads_to_the_first_screen(page: Page) -> None:
    assert asked(page, "web_app_setup_back_button")[-1] == {"is_visible": False}
    page.locator("[data-goto=about-app]").click()
    expect(page.locator(".about")).to_be_visible()
    assert asked(page, "web_app_setup_back_button")[-1] == {"is_visible": True}
    tell(page, "back_button_pressed")
    expect(page.locator(f"[data-screen={SPEC.screens[0].id}]")).to_be_visible()
    assert asked(page, "web_app_setup_back_button")[-1] == {"is_visible": False}


def test_the_mocks_lock_file_names_no_host_to_fetch_from() -> None:
    packages = json.loads((MOCK / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert len(packages) > 1 and not [name for name, package in packages.items() if "resolved" in package]


def test_all_that_it_asks_is_known_to_telegram_and_nothing_comes_from_elsewhere(app: App, browser: Browser) -> None:
    page = open_inside(browser, app.url, passed(), zone=SPEC.zone)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.reload()
    expect(page.locator(f"[data-screen={SPEC.screens[0].id}]")).to_be_visible()
    assert page.evaluate("window.asked.map(([name]) => name).filter((name) => !tapps.bridge.supports(name, '9.1'))") == []
    assert {"web_app_ready", "web_app_expand"} <= set(page.evaluate("window.asked.map(([name]) => name)"))
    assert requests and all(one.startswith(app.url) for one in requests)
    assert "tgWebAppData" not in page.url and troubles(page) == [], "and after a reload it is still known who looks"
    page.context.close()


@pytest.mark.parametrize(
    "odd", ["tgWebAppVersion=9.1", "tgWebAppVersion=9.1&tgWebAppData=%ff&tgWebAppThemeParams=[", "tgWebAppVersion=9.1&tgWebAppData=user%3D🚿"]
)
def test_whatever_stands_behind_the_hash_the_page_opens_and_lets_nobody_in(odd: str, app: App, browser: Browser) -> None:
    page = open_page(browser, f"{app.url}#{odd}", zone=SPEC.zone)
    expect(page.get_by_role("alert")).to_have_text(AGAIN["en"])
    assert [one for one in troubles(page) if "status of 401" not in one] == []
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_not_let_in_is_told_so_in_one_sentence(language: Any, browser: Browser) -> None:
    spec = drafted(plain_wish(language), "records")
    with in_telegram(generator.build(spec, "telegram")) as app:
        page = open_inside(browser, app.url, passed(age=90_000))
        expect(page.get_by_role("alert")).to_have_text(AGAIN[spec.language])
        expect(page.locator("main [data-screen], .skeleton")).to_have_count(0)
        clean(page)
        page.context.close()


def test_a_page_left_open_for_too_long_says_so_and_keeps_what_was_typed(page: Page) -> None:
    page.locator("[name=name]").fill("Chan")
    page.route("**/api/**", lambda route: route.fulfill(status=401, json={"error": "open_again"}))
    expect(page.get_by_role("alert").filter(has_text=AGAIN["en"])).to_be_visible()
    expect(page.locator("[name=name]")).to_have_value("Chan")
    clean(page)


def test_the_owners_word_makes_its_sender_the_owner_and_leaves_the_address(browser: Browser) -> None:
    with in_telegram(generator.build(drafted(plain_wish("en"), "story"), "telegram")) as app:
        key = owners_word(app)
        page = open_inside(browser, f"{app.url}?owner={key}", passed(8001))
        expect(page.locator("[data-action=write]")).to_be_visible()
        assert key not in page.url and troubles(page) == []
        page.context.close()
        page = open_inside(browser, app.url, passed(8002))
        expect(page.locator("[data-action=map]")).to_be_visible()
        expect(page.locator("[data-action=write]")).to_have_count(0)
        page.context.close()


def test_two_people_on_one_device_do_not_see_each_others_memory(app: App, browser: Browser) -> None:
    """Nor does the memory tell their numbers."""
    found = []
    for number in (987654321, 987654322):
        page = open_inside(browser, app.url, passed(number), zone=SPEC.zone)
        kept = "Object.keys(localStorage).filter((key) => key.includes(':last'))"
        page.wait_for_function(f"{kept}.length > 0")
        found += page.evaluate(kept)
        assert str(number) not in page.evaluate("JSON.stringify(localStorage)")
        page.context.close()
    assert len(set(found)) == 2


PUBLIC = "https://app.example.org/"
PARENT = """<!doctype html><title>Telegram</title><iframe src="%s" style="width:380px;height:780px;border:0"></iframe>
<script>window.asked = []; addEventListener("message", (message) => window.asked.push(JSON.parse(message.data)));</script>"""


def test_in_a_browsers_telegram_it_works_inside_another_sites_frame_and_behind_a_tunnel(app: App, browser: Browser) -> None:
    """Telegram for browsers frames the app from another site, where no cookie of ours arrives."""
    context = browser.new_context(reduced_motion="reduce", timezone_id=SPEC.zone)
    body = PARENT % f"{PUBLIC}#{launch(passed(8201))}"
    context.route("https://web.telegram.org/**", lambda route: route.fulfill(body=body, content_type="text/html"))
    context.route(f"{PUBLIC}**", lambda route: through_the_tunnel(route, app.url))
    parent = context.new_page()
    parent.goto("https://web.telegram.org/a/")
    frame = parent.frame_locator("iframe")
    frame.locator(".slot.free").last.click()
    frame.locator("[name=name]").fill("Chan")
    press(parent, "main_button_pressed")
    expect(frame.locator(".done")).to_be_visible()
    assert {"web_app_ready", "web_app_setup_main_button"} <= {one["eventType"] for one in parent.evaluate("window.asked")}
    assert context.cookies() == []
    context.close()


def through_the_tunnel(route: Route, home: str) -> None:
    """A public name leads to app.py on its own computer; what people ask for arrives as it was asked."""
    request = route.request
    answer = route.fetch(url=request.url.replace(PUBLIC, home), headers={**request.headers, "host": urlsplit(PUBLIC).netloc}, max_redirects=0)
    route.fulfill(response=answer)


def press(parent: Page, event: str, data: Mapping[str, Any] | None = None) -> None:
    said = json.dumps({"eventType": event, "eventData": data})
    parent.evaluate("(said) => document.querySelector('iframe').contentWindow.postMessage(said, '*')", said)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_outside_telegram_it_is_the_web_app(scheme: Scheme, browser: Browser) -> None:
    with served(FILES) as app:
        page = open_page(browser, app.url, scheme=scheme, zone=SPEC.zone)
        page.locator(".slot.free").last.click()
        page.locator("[name=name]").fill("Chan")
        page.locator("[data-action=book]").click()
        expect(page.locator(".done")).to_be_visible()
        assert page.locator("html.telegram, [data-mirrored]").count() == 0 and troubles(page) == []
        page.context.close()
