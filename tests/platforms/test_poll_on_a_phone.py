"""A poll in WeChat: choices that are gathered, an end that comes by the clock, words that try to be code, and many votes."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from scaffolds.blocks.poll.tests.weixin_journey import write
from scaffolds.spec import AppSpec
from scaffolds.wish import Facts, Wish
from tests.browser import browser
from tests.platforms.phone import HOSTILE, MOST_READINGS, Open, asked, choose, in_storage, open_app, readings
from tests.scaffolds.stage import app_of

__all__ = ["browser", "open_app"]


def poll(**options: Any) -> AppSpec:
    return app_of("poll", Wish(facts=Facts(choices=("Sea", "Hill", "Moon"))), options=options)


def question(page: Page, words: str) -> Locator:
    return page.locator("[data-item]", has_text=words)


def a_visitor(page: Page) -> None:
    """What somebody sees who does not own the app, as where it is shared."""
    page.evaluate("load('store.js').owner = () => false; away(); back()")


def test_several_choices_are_gathered_and_sent_together_and_closing_ends_it(open_app: Open) -> None:
    page = open_app(poll(many=True), "poll")
    write(page, "Which two?", "A", "B")
    card = question(page, "Which two?")
    card.locator("[data-action=vote]").tap()
    expect(page.locator(".alert")).to_contain_text("at least one")
    card.locator(".choice").nth(0).tap()
    card.locator(".choice").nth(1).tap()
    assert page.locator(".share").count() == 0, "nothing is known before the vote is sent"
    card.locator("[data-action=vote]").tap()
    expect(card).to_contain_text("Level at the moment: A, B.")
    card.locator(".choice").nth(1).tap()
    card.locator("[data-action=vote]").last.tap()
    expect(card).to_contain_text("“A” is ahead.")
    page.evaluate("answers.confirm = false")
    card.locator("[data-action=close]").tap()
    expect(card).to_contain_text("is ahead")
    page.evaluate("answers.confirm = true")
    card.locator("[data-action=close]").tap()
    expect(card).to_contain_text("“A” has the most votes.")
    expect(card.locator("button")).to_have_count(1)
    assert len(asked(page, "modal")) == 2


def test_it_closes_by_the_clock_and_a_closing_time_can_be_taken_back(open_app: Open) -> None:
    page = open_app(poll(), "poll")
    page.locator(".dock [data-action=add]").tap()
    choose(page.locator("[data-name=closes_on]"), "2026-03-02")
    page.locator("[data-action=never]").tap()
    expect(page.locator("[data-action=never]")).to_have_count(0)
    choose(page.locator("[data-name=closes_on]"), "2026-03-02")
    choose(page.locator("[data-name=closes_at]"), "09:00")
    page.locator("textarea").first.fill("Before nine?")
    for n, words in enumerate(("Yes", "No")):
        page.locator("input[data-n]").nth(n).fill(words)
    page.locator("[data-action=save]").tap()
    card = question(page, "Before nine?")
    expect(card).to_contain_text("Open until 09:00 today")
    page.clock.set_fixed_time("2026-03-02T09:00:00+08:00")
    card.locator(".choice").first.tap()
    expect(card).to_contain_text("Closed Mon 2 Mar, 09:00")
    expect(card).to_contain_text("Nobody voted.")
    assert asked(page, "toast") == ["Your question is there. Everybody can vote."], "no vote is sent any more"


def test_what_is_typed_is_shown_as_it_was_typed_and_can_be_voted_for(open_app: Open) -> None:
    page = open_app(poll(own_choices=True, results="always"), "poll")
    write(page, HOSTILE, "A " + HOSTILE, "B")
    card = page.locator("[data-item]").first
    expect(card.locator(".question")).to_have_text(HOSTILE)
    card.locator("[data-action=suggest]").tap()
    card.locator("input").fill("C " + HOSTILE)
    card.locator("[data-action=suggest]").tap()
    expect(card.locator(".choice-words")).to_have_text(["A " + HOSTILE, "B", "C " + HOSTILE])
    card.locator(".choice").last.tap()
    expect(card.locator(".choice").last).to_contain_text("1 vote · 100%")
    assert page.locator("img, script[src]").count() == 0


def test_a_full_phone_says_so_and_no_vote_is_lost_or_made(open_app: Open) -> None:
    page = open_app(poll(), "poll")
    page.locator(".choice").nth(0).tap()
    expect(page.locator(".choice").nth(0)).to_contain_text("100%")
    page.evaluate("answers.noRoom = true")
    page.locator(".choice").nth(1).tap()
    expect(page.locator(".alert")).to_contain_text("no room")
    expect(page.locator(".choice").nth(0)).to_contain_text("your choice")


def test_many_questions_and_votes_are_paged_and_quick(open_app: Open) -> None:
    polls = [{"id": f"poll{n:08}", "question": f"Question {n}", "choices": "Yes\nNo", "many": False, "mine": False} for n in range(500)]
    votes = [{"id": f"vote{n:08}", "poll": f"poll{n % 500:08}", "choices": "Yes", "mine": False} for n in range(1000)]
    page = open_app(poll(results="always"), "poll", keep=in_storage({"poll": polls, "vote": votes, "suggestion": []}))
    expect(page.locator("[data-item]")).to_have_count(20)
    page.locator("[data-action=more]").tap()
    expect(page.locator("[data-item]")).to_have_count(40)
    assert readings(page, "page.data.open[0] && page.onShow()") < MOST_READINGS


def test_where_only_the_owner_asks_a_visitor_votes(open_app: Open) -> None:
    spec = poll()
    asks = {"poll": "owner"}
    things = tuple(thing.model_copy(update={"written_by": asks.get(thing.id, "everyone")}) for thing in spec.things)
    page = open_app(spec.model_copy(update={"things": things}), "poll")
    a_visitor(page)
    expect(page.locator(".dock")).to_have_count(0)
    page.locator(".choice").first.tap()
    expect(page.locator(".choice").first).to_contain_text("100%")
    assert page.locator("[data-action=close], [data-action=remove]").count() == 0
