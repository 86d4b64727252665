"""The board as several people use it at once: new marks, replies, a report that the owner looks at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from scaffolds import generator
from tests.browser import App, browser, open_page, served, troubles
from tests.scaffolds.stage import app_of

__all__ = ["browser"]


@pytest.fixture(scope="module")
def app() -> Iterator[App]:
    with served(generator.build(app_of("board", options={"hide_after": 1}), "web")) as running:
        yield running


def write(page: Page, words: str) -> None:
    page.locator("[data-action=add]").first.click()
    page.locator("form [name=words]").fill(words)
    page.locator("form [data-action=add]").click()
    expect(page.locator("[data-item]", has_text=words)).to_be_visible()


def test_what_came_since_the_last_visit_is_marked_new_on_this_device(app: App, browser: Browser) -> None:
    a, b = open_page(browser, app.url), open_page(browser, app.url)
    write(a, "First thing")
    expect(b.locator("[data-item]", has_text="First thing")).to_be_visible()
    b.goto("about:blank")
    write(a, "Second thing")
    b.goto(app.url)
    expect(b.locator("[data-item]", has_text="Second thing").locator(".board-new")).to_have_text("New")
    expect(b.locator("[data-item]", has_text="First thing").locator(".board-new")).to_have_count(0)
    expect(a.locator(".board-new")).to_have_count(0)
    assert troubles(a) + troubles(b) == []
    a.context.close()
    b.context.close()


def test_a_reported_post_is_gone_for_others_until_the_owner_shows_it(app: App, browser: Browser) -> None:
    owner, writer, other = (open_page(browser, url) for url in (app.owner_url, app.url, app.url))
    write(writer, "Something rude")
    rude = [page.locator("[data-item]", has_text="Something rude") for page in (owner, writer, other)]
    rude[2].locator("[data-action=report]").click()
    other.locator("[name=why]").fill("It hurts")
    other.locator("[name=why]").press("Enter")
    expect(rude[2]).to_have_count(0)
    expect(rude[1]).to_contain_text("owner is looking")
    expect(rude[0]).to_contain_text("It hurts")
    rude[0].locator("[data-action=show]").click()
    expect(rude[2]).to_be_visible()
    assert [trouble for page in (owner, writer, other) for trouble in troubles(page)] == []
    for page in (owner, writer, other):
        page.context.close()


def test_a_question_is_answered_with_the_keyboard_alone_and_the_focus_is_never_lost(app: App, browser: Browser) -> None:
    page = open_page(browser, app.url)
    page.locator("[data-action=add]").first.press("Enter")
    page.get_by_role("button", name="To ask").press("Enter")
    page.locator("form [name=words]").fill("Who has a ladder?")
    page.locator("form [data-action=add]").press("Enter")
    asked = page.locator("[data-item]", has_text="Who has a ladder?")
    expect(page.locator("[data-action=add]")).to_be_focused()
    asked.locator("[data-action=open]").press("Enter")
    expect(page.locator("form [name=words]")).to_be_focused()
    page.locator("form [name=words]").fill("I have")
    page.locator("form [data-action=reply]").press("Enter")
    expect(page.locator("[data-item]", has_text="I have")).to_be_visible()
    expect(page.locator("[data-action=reply]")).to_be_focused()
    page.locator("[data-action=back]").press("Enter")
    expect(asked.locator("[data-action=open]")).to_be_focused()
    expect(asked).to_contain_text("1 answer")
    page.context.close()
