"""A poll as several people use it at once: bars that move, several choices, a choice that somebody adds, the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from scaffolds import generator
from scaffolds.wish import Facts, Wish
from tests.browser import App, browser, open_page, served, troubles
from tests.scaffolds.stage import app_of

__all__ = ["browser"]


@pytest.fixture(scope="module")
def app() -> Iterator[App]:
    spec = app_of("poll", Wish(facts=Facts(choices=("Sea", "Hill"))), options={"own_choices": True})
    with served(generator.build(spec, "web")) as running:
        yield running


def choice(page: Page, words: str) -> str:
    return page.locator(".poll-choice", has_text=words).inner_text()


def test_one_tap_votes_and_the_bars_move_for_those_who_voted(app: App, browser: Browser) -> None:
    a, b = open_page(browser, app.url), open_page(browser, app.url)
    a.locator("[data-action=vote]").first.click()
    expect(a.locator(".poll-choice", has_text="Sea")).to_contain_text("1 vote · 100%")
    expect(b.locator("[data-item]")).to_contain_text("1 person has voted")
    assert "%" not in choice(b, "Sea")
    b.locator("[data-action=vote]").nth(1).click()
    expect(a.locator(".poll-choice", has_text="Hill")).to_contain_text("1 vote · 50%")
    expect(a.locator("[data-item]")).to_contain_text("Level at the moment: Sea, Hill.")
    b.locator("[data-action=unvote]").click()
    expect(a.locator("[data-item]")).to_contain_text("“Sea” is ahead.")
    expect(b.locator(".poll-choice").first).to_be_focused()
    a.locator("[data-action=suggest]").click()
    a.locator("[name=words]").fill("Moon")
    a.locator("[name=words]").press("Enter")
    expect(b.locator(".poll-choice", has_text="Moon")).to_be_visible()
    assert troubles(a) + troubles(b) == []
    a.context.close()
    b.context.close()


def test_several_choices_are_gathered_and_sent_together_and_closing_ends_it(app: App, browser: Browser) -> None:
    owner, other = open_page(browser, app.owner_url), open_page(browser, app.url)
    owner.locator("[data-action=add]").first.click()
    for name, words in {"question": "Which two?", "choice_1": "A", "choice_2": "B"}.items():
        owner.locator(f"[name={name}]").fill(words)
    owner.locator("[data-action=one-more]").click()
    expect(owner.locator("[name=choice_3]")).to_be_focused()
    owner.locator("[name=choice_3]").fill("C")
    owner.locator("[name=many]").check()
    owner.locator("form [data-action=add]").click()
    card, seen = (page.locator("[data-item]", has_text="Which two?") for page in (owner, other))
    card.locator("[data-action=vote]").click()
    expect(owner.get_by_role("alert")).to_contain_text("at least one")
    for n in (0, 2):
        card.locator("[data-action=pick]").nth(n).click()
    card.locator("[data-action=vote]").click()
    expect(card).to_contain_text("Level at the moment: A, C.")
    card.locator("[data-action=close]").click()
    card.locator("[data-action=close-yes]").click()
    expect(seen).to_contain_text("A tie, with the same number of votes: A, C.")
    expect(seen.locator("button")).to_have_count(0)
    assert troubles(owner) + troubles(other) == []
    owner.context.close()
    other.context.close()
