"""The queue in a browser: two who take at once, a call that reaches a visitor, the big screen, and axe on each of its views."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from scaffolds import generator
from scaffolds.spec import Brief, Language
from scaffolds.wish import Facts, Wish
from tests.browser import PHONE, browser, open_page, served, troubles, unpack
from tests.combinations import Scheme
from tests.scaffolds.apps import in_the_morning
from tests.scaffolds.stage import app_of

__all__ = ["browser"]


def clean(page: Page) -> None:
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def odd(page: Page) -> list[str]:
    """Who was second is told 409 and asks again; the browser writes that down, and it is as it should be."""
    return [one for one in troubles(page) if "409" not in one]


def test_two_take_at_once_and_a_call_reaches_who_is_called(browser: Browser) -> None:
    with served(generator.build(in_the_morning(app_of("queue")), "web")) as app:
        owner = open_page(browser, app.owner_url)
        pages = [open_page(browser, app.url) for _ in range(2)]
        for page in pages:
            page.evaluate("setTimeout(() => document.querySelector('[data-action=take]').click(), 300)")
        for page in pages:
            expect(page.locator(".queue-ticket .queue-number")).to_have_count(1)
        numbers = [page.locator(".queue-ticket .queue-number").inner_text() for page in pages]
        assert sorted(numbers) == ["1", "2"]
        first, second = pages if numbers[0] == "1" else reversed(pages)
        assert first.locator("[data-view=call]").count() == 0, "a visitor has no counter"
        expect(owner.locator("main")).to_contain_text("2 people are waiting")
        owner.locator("[data-view=call]").click()
        owner.locator("[data-action=next]").click()
        expect(first.locator(".queue-ticket.turn")).to_contain_text("It is your turn")
        expect(first).to_have_title("Your turn: 1")
        expect(second.locator(".queue-ticket.next")).to_contain_text("You are next")
        assert [odd(page) for page in (owner, *pages)] == [[], [], []]
        for page in (owner, *pages):
            page.context.close()


def test_where_nobody_sits_at_a_counter_people_call_each_other(browser: Browser) -> None:
    spec = app_of("queue", Wish(brief=Brief(who="six families share one shower at home")))
    with served(generator.build(in_the_morning(spec), "web")) as app:
        one, two = open_page(browser, app.url), open_page(browser, app.url)
        for page in (one, two):
            page.locator("[data-action=take]").click()
            expect(page.locator(".queue-ticket")).to_be_visible()
        one.locator(".dock [data-action=next]").click()
        expect(one.locator(".queue-ticket.turn")).to_be_visible()
        one.locator(".dock [data-action=next]").click()
        expect(two.locator(".queue-ticket.turn")).to_be_visible()
        expect(one.locator("[data-action=take]")).to_be_focused()
        for page in (one, two):
            assert odd(page) == []
            page.context.close()


@pytest.mark.parametrize(("language", "scheme"), [("en", "dark"), ("zh-Hans", "light")])
def test_each_view_can_be_read_and_the_big_screen_is_left_by_its_keys(language: Language, scheme: Scheme, browser: Browser, tmp_path: Path) -> None:
    spec = app_of("queue", Wish(language=language, facts=Facts(choices=("甲 <b>", "乙"))), options={"counters": 2})
    page = open_page(browser, (unpack(generator.build(in_the_morning(spec), "web"), tmp_path) / "OPEN-ME.html").as_uri(), PHONE, scheme)
    page.set_viewport_size({"width": 320, "height": 700})
    page.locator("[name=line]").first.click()
    page.locator("[data-action=take]").click()
    page.locator("[data-view=call]").click()
    clean(page)
    page.locator("[data-action=next]").click()
    expect(page.locator(".queue-current .queue-number")).to_have_text("A1")
    clean(page)
    page.locator("[data-action=wall]").click()
    expect(page.locator(".queue-wall b").first).to_have_text("A1")
    clean(page)
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.queue-wall') !== null")
    page.keyboard.press("Escape")
    expect(page.locator("[data-action=wall]")).to_be_focused()
    page.locator("[data-view=take]").click()
    clean(page)
    page.locator("[data-action=leave]").click()
    page.locator("[data-action=leave-yes]").click()
    expect(page.locator("[data-action=take]")).to_be_focused()
    assert troubles(page) == []
    page.context.close()
