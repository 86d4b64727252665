"""The booking page on the web stays on what it showed, whoever books meanwhile and however long it lies open."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from scaffolds import generator
from scaffolds.wish import Facts, Wish
from tests.browser import App, browser, open_page, served, troubles
from tests.scaffolds.stage import app_of

__all__ = ["browser"]
HOURS = {"opens": "21:00", "closes": "23:00", "slot_minutes": 60}
SPEC = app_of("booking", Wish(facts=Facts(resources=("Shower",))), options=HOURS, rules=())
FILES = generator.build(SPEC, "web")
EVENING = "2026-03-02T18:10:00+08:00"
TUESDAY = "Tue,? 3 Mar"  # some browsers put a comma


@pytest.fixture
def app() -> Iterator[App]:
    with served(FILES) as found:
        yield found


def taken_by(page: Page, name: str, start: str) -> None:
    """A neighbour, on a page of their own, books a time of this Monday."""
    for field, value in (("day", "2026-03-02"), ("start", start), ("name", name)):
        page.locator(f"[name={field}]").fill(value)
    page.locator("[data-action=book]").click()
    expect(page.get_by_role("status").filter(has_text=f"{start}–")).to_be_visible()


def shows(page: Page, date: str, start: str) -> None:
    """The day that is open, and the time that stands in the form."""
    expect(page.locator(".week [aria-pressed=true] b")).to_have_text(date)
    expect(page.locator("[name=start]")).to_have_value(start)


def test_the_day_stays_when_its_last_time_is_taken_and_the_next_is_a_tap_away(browser: Browser, app: App) -> None:
    ann, bob = open_page(browser, app.url, clock=EVENING), open_page(browser, app.url, clock=EVENING)
    shows(ann, "2", "21:00")
    taken_by(bob, "Bob", "21:00")
    expect(ann.locator(".instead")).to_contain_text("Bob has 21:00–22:00. 22:00 is free. Take it?")
    shows(ann, "2", "21:00")
    taken_by(bob, "Bob", "22:00")
    expect(ann.locator(".instead")).to_contain_text(re.compile(f"Bob has 21:00–22:00. {TUESDAY} at 21:00 is free. Take it"))
    shows(ann, "2", "21:00")
    ann.get_by_role("button", name=re.compile(f"Take {TUESDAY}, 21:00")).click()
    shows(ann, "3", "21:00")
    expect(ann.locator("[data-action=book]")).to_have_text("Book Shower, 21:00–22:00")
    expect(ann.locator("[data-item]")).to_have_count(0)
    assert troubles(ann) == []


def test_a_tap_on_a_taken_time_does_not_turn_the_page_to_another_day(browser: Browser, app: App) -> None:
    ann, bob = open_page(browser, app.url, clock=EVENING), open_page(browser, app.url, clock=EVENING)
    taken_by(bob, "Bob", "22:00")
    ann.locator(".slot.taken").click()
    expect(ann.get_by_role("alert")).to_have_text(re.compile(f"Bob has 22:00–23:00. {TUESDAY} at 21:00 is free. Take it"))
    shows(ann, "2", "22:00")
    ann.get_by_role("button", name=re.compile(f"Take {TUESDAY}, 21:00")).click()
    shows(ann, "3", "21:00")


def test_whoever_comes_back_is_offered_what_is_free_now(browser: Browser, app: App) -> None:
    """The page first shows the rows that it remembers, in which Bob's booking is not."""
    ann, bob = open_page(browser, app.url, clock=EVENING), open_page(browser, app.url, clock=EVENING)
    shows(ann, "2", "21:00")
    ann.goto("about:blank")
    taken_by(bob, "Bob", "21:00")
    ann.goto(app.url)
    shows(ann, "2", "22:00")
    expect(ann.locator(".instead")).to_have_count(0)


def test_an_untouched_page_goes_on_with_the_hours_and_not_with_the_days(browser: Browser, app: App) -> None:
    page = open_page(browser, app.url, clock="2026-03-02T20:50:00+08:00")
    shows(page, "2", "21:00")
    page.clock.fast_forward("30:00")
    shows(page, "2", "22:00")
    page.clock.fast_forward("01:00:00")
    shows(page, "2", "")
    expect(page.locator("p.none")).to_have_text("No time is left on this day.")
    expect(page.locator(".instead")).to_contain_text(re.compile(f"Shower is free next on {TUESDAY} at 21:00."))


def test_after_midnight_a_page_that_was_left_open_is_on_the_new_day_with_what_was_typed(browser: Browser, app: App) -> None:
    page = open_page(browser, app.url, clock="2026-03-02T21:30:00+08:00")
    page.locator("[name=name]").fill("Ann")
    page.clock.fast_forward("02:00:00")
    expect(page.locator(".week [aria-pressed=true]")).to_contain_text("Today")
    shows(page, "2", "22:00")
    page.clock.fast_forward("02:00:00")
    expect(page.locator(".week [aria-pressed=true]")).to_contain_text("Today")
    shows(page, "3", "21:00")
    expect(page.locator("[name=name]")).to_have_value("Ann")


def test_a_day_that_is_still_being_typed_is_left_alone(browser: Browser, app: App) -> None:
    """A browser gives the year 0002, and 12026, while one types 2026; the first is past, and the other is no day that rules know."""
    page = open_page(browser, app.url, clock=EVENING)
    for typed in ("0002-03-04", "12026-03-04"):
        page.locator("[name=day]").evaluate(
            "(field, typed) => { field.value = typed; field.dispatchEvent(new Event('input', {bubbles: true})); }", typed
        )
        expect(page.locator("[name=day]")).to_have_value(typed)
        page.locator("[name=name]").fill(typed)
        expect(page.locator("[name=name]")).to_have_value(typed)
        page.locator("[data-action=book]").click()
        expect(page.get_by_role("alert")).not_to_be_empty()
    assert troubles(page) == []
