"""A question is asked and voted on; a second person reads it; a question with one choice is refused."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

QUESTION = "Where to, 陳太 <b>?"


def use(page: Page) -> None:
    page.locator("[data-action=add]").first.click()
    for name, words in {"question": QUESTION, "choice_1": "The sea", "choice_2": "山上"}.items():
        page.locator(f"form [name={name}]").fill(words)
    many = page.locator("form [name=many]")
    if many.count():
        many.uncheck()
    page.locator("form [data-action=add]").click()
    asked(page).locator("[data-action=vote]").first.click()
    kept(page)


def asked(page: Page) -> Locator:
    return page.locator("[data-item]", has_text=QUESTION)


def kept(page: Page) -> None:
    expect(asked(page).locator("[data-action=vote]").first).to_have_attribute("aria-pressed", "true")


def others(page: Page) -> None:
    """The vote counts for everybody, and nobody is told whose it is."""
    expect(asked(page).locator("[data-action=vote]").first).to_have_attribute("aria-pressed", "false")


def refuse(page: Page) -> None:
    page.locator("[data-action=add]").first.click()
    page.locator("form [name=question]").fill(QUESTION + "?")
    page.locator("form [name=choice_1]").fill("The sea")
    page.locator("form [data-action=add]").click()
