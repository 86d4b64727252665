"""A write whose answer gets lost on the way: it is done once, and the page says what became of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from scaffolds import generator
from tests.browser import PHONE, App, browser, open_page, served
from tests.scaffolds.apps import drafted, in_the_morning, plain_wish
from tests.scaffolds.test_web_server import Visitor

__all__ = ["browser"]
FILES = generator.build(in_the_morning(drafted(plain_wish("en"), "records", "booking", "queue")))
LOST = "this page tells you what became of it"
NOT_KEPT = "Please try again"


@dataclass
class Line:
    """The line between a page and app.py: while it is `cut`, nothing comes back; what is sent arrives all the same where `one_way`.

    Where `hears`, rows come, and only what became of a write does not.
    """

    page: Page
    cut: bool = False
    one_way: bool = False
    hears: bool = False

    def __post_init__(self) -> None:
        self.page.context.route("**/api/**", self._carry)

    def _carry(self, route: Route) -> None:
        with contextlib.suppress(Exception):  # a page that was left asks no more
            asks = route.request.method == "GET"
            if not self.cut or (asks and self.hears):
                route.continue_()
                return
            if self.one_way and not asks:
                route.fetch()
            route.abort()

    def lose_answers(self) -> None:
        self.cut = self.one_way = True

    def mend(self) -> None:
        self.cut = False


@pytest.fixture
def app() -> Iterator[App]:
    with served(FILES) as found:
        yield found


@pytest.fixture
def page(browser: Browser, app: App) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce", service_workers="block")
    yield open_page(browser, app.url, context=context)
    context.close()


def write_down(page: Page, title: str) -> None:
    page.locator("[data-action=add]").first.click()
    page.locator("form input").first.fill(title)
    page.locator("form [data-action=add]").click()


def asks_twice_more(page: Page) -> None:
    """The page has asked for rows two times more, as it does each second by its own clock: whatever it still had to say would have been said."""
    for _ in range(2):
        with page.expect_response("**/api/rows*"):
            pass


def write_on_a_cut_line(page: Page, *, arrives: bool) -> Line:
    """A book is written down, which arrives or does not, and no answer comes."""
    line = Line(page, cut=True, one_way=arrives)
    write_down(page, "Emma")
    expect(page.get_by_role("alert")).to_contain_text(LOST)
    return line


def test_a_lost_answer_is_told_when_the_network_is_back_and_two_taps_are_one_wish(page: Page) -> None:
    line = write_on_a_cut_line(page, arrives=True)
    page.locator("form [data-action=add]").click()
    line.mend()
    expect(page.locator("[data-item]")).to_have_count(1)
    expect(page.locator("form [data-action=add]")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_text("")
    asks_twice_more(page)
    expect(page.locator("[data-item]")).to_have_count(1)


def test_what_did_not_arrive_is_said_so_and_sent_again_by_the_same_tap(page: Page) -> None:
    line = write_on_a_cut_line(page, arrives=False)
    line.mend()
    expect(page.get_by_role("alert")).to_contain_text(NOT_KEPT)
    expect(page.locator("form input").first).to_have_value("Emma")
    page.locator("form [data-action=add]").click()
    expect(page.locator("[data-item]")).to_have_count(1)


def test_a_line_that_hangs_is_as_good_as_cut(browser: Browser, app: App) -> None:
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce", service_workers="block")
    context.route("**/api/changes", lambda route: None)  # neither an answer nor a fault
    page = open_page(browser, app.url, context=context, clock="2026-03-02T08:00:00+08:00")
    page.clock.pause_at("2026-03-02T08:10:00+08:00")
    with page.expect_request("**/api/changes"):
        write_down(page, "Emma")
    page.clock.run_for(50_000)
    expect(page.get_by_role("alert")).to_have_text("")
    page.clock.run_for(20_000)
    expect(page.get_by_role("alert")).to_contain_text(LOST)
    context.close()


def test_words_that_were_changed_meanwhile_stay(page: Page) -> None:
    line = write_on_a_cut_line(page, arrives=True)
    page.locator("form input").first.fill("Emma and Ulysses")
    line.mend()
    expect(page.get_by_role("alert")).to_have_text("")
    expect(page.locator("form input").first).to_have_value("Emma and Ulysses")


def test_nobody_is_told_that_somebody_was_faster_who_was_it_themselves(page: Page) -> None:
    line = Line(page)
    page.locator("[data-goto=book]").click()
    page.locator(".slot.free").last.click()
    page.locator("[name=name]").fill("Chan")
    line.lose_answers()
    page.locator("[data-action=book]").click()
    expect(page.get_by_role("alert")).to_contain_text(LOST)
    line.mend()
    page.locator("[data-action=book]").click()
    expect(page.get_by_role("status").filter(has_text="it is yours")).to_be_visible()
    expect(page.locator(".slot.mine")).to_have_count(1)


def test_the_next_in_a_queue_is_called_once(browser: Browser, app: App, page: Page) -> None:
    for visitor in (browser.new_context(), browser.new_context()):
        waiting = open_page(browser, app.url + "#queue", context=visitor)
        waiting.locator("[data-action=take]").click()
        expect(waiting.locator(".queue-ticket[data-item]")).to_have_count(1)
        visitor.close()
    page.goto(app.owner_url)
    page.locator("[data-goto=queue]").click()
    page.locator("[data-view=call]").click()
    line = Line(page)
    line.lose_answers()
    page.locator("[data-action=next]").click()
    expect(page.get_by_role("alert")).to_contain_text(LOST)
    page.locator("[data-action=next]").click()
    line.mend()
    expect(page.get_by_role("status").filter(has_text="1")).to_be_visible()
    states = [row["state"] for row in Visitor(app).rows()["rows"]["ticket"]]
    assert states == ["called", "waiting"]


@pytest.mark.parametrize("arrives", [True, False])
def test_a_page_that_is_loaded_again_says_what_became_of_it(page: Page, arrives: bool) -> None:
    line = write_on_a_cut_line(page, arrives=arrives)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text(LOST)
    line.mend()
    if arrives:
        expect(page.locator("[data-item]")).to_have_count(1)
        expect(page.get_by_role("alert")).to_have_text("")
    else:
        expect(page.get_by_role("alert")).to_contain_text(NOT_KEPT)
        expect(page.locator("form input").first).to_have_value("Emma")
    page.reload()
    asks_twice_more(page)
    expect(page.get_by_role("alert")).to_have_text("")


def lose(page: Page, *titles: str) -> None:
    """One book after another, typed over the one before: of none comes an answer."""
    write_down(page, titles[0])
    expect(page.get_by_role("alert")).to_contain_text(LOST)
    for number, title in enumerate(titles[1:], 2):
        page.locator("form input").first.fill(title)
        page.locator("form [data-action=add]").click()
        expect(page.get_by_role("alert")).to_contain_text(f"No answer came for {number} things")


@pytest.mark.parametrize("again", [True, False])
def test_of_several_lost_answers_each_is_told_once(page: Page, again: bool) -> None:
    """The first arrives, so that the page decided the others on rows that had moved: they did not."""
    line = Line(page, cut=True, one_way=True)
    lose(page, "Emma", "Ulysses", "Persuasion")
    if again:
        page.reload()
        expect(page.get_by_role("alert")).to_contain_text("No answer came for 3 things")
    line.mend()
    expect(page.get_by_role("alert")).to_have_text("Saved: “Emma”. Not saved: “Ulysses”, “Persuasion”. Please do that again.")
    expect(page.locator("form input").first).to_have_value("Persuasion")
    page.locator("form [data-action=add]").click()
    expect(page.locator("[data-item]")).to_have_count(2)
    page.reload()
    asks_twice_more(page)
    expect(page.get_by_role("alert")).to_have_text("")


@pytest.mark.parametrize("arrives", [True, False])
def test_several_that_went_the_same_way_are_told_in_one_sentence(page: Page, arrives: bool) -> None:
    line = Line(page, cut=True, one_way=arrives, hears=True)
    lose(page, "Emma")
    if arrives:
        page.wait_for_function("() => Object.values(localStorage).some((kept) => kept.includes('Emma') && kept.includes('rev'))")
    page.locator("form input").first.fill("Ulysses")
    page.locator("form [data-action=add]").click()
    expect(page.get_by_role("alert")).to_contain_text("No answer came for 2 things")
    page.reload()
    line.mend()
    if arrives:
        expect(page.get_by_role("status").filter(has_text="All 2 are saved: “Emma”, “Ulysses”.")).to_be_visible()
    else:
        expect(page.get_by_role("alert")).to_have_text("Not saved: “Emma”, “Ulysses”. Please do that again.")


def test_no_more_than_the_last_twenty_are_held(page: Page) -> None:
    Line(page, cut=True)
    lose(page, *(f"Book {n}" for n in range(1, 23)))
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("No answer came for 20 things")


def test_what_is_typed_after_the_page_was_loaded_again_stays(page: Page) -> None:
    line = write_on_a_cut_line(page, arrives=False)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text(LOST)
    page.locator("[data-action=add]").first.click()
    page.locator("form input").first.fill("Ulysses")
    line.mend()
    expect(page.get_by_role("alert")).to_contain_text(NOT_KEPT)
    expect(page.locator("form input").first).to_have_value("Ulysses")
