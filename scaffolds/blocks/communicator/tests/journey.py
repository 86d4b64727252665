"""What a person does on a communicator: a picture of their own, a tap that says it, the same words on another's board."""

from __future__ import annotations

from playwright.sync_api import Page, expect

WORDS = "Umbrella 傘 <b>"


def use(page: Page) -> None:
    to_the_board(page)
    page.locator("[data-action=add]").click()
    page.locator("[name=text]").fill(WORDS)
    page.locator("[data-action=add]").click()
    page.locator("[data-item]").filter(has_text=WORDS).locator("[data-action=tap]").click()
    expect(page.locator(".talk-strip")).to_contain_text(WORDS)


def kept(page: Page) -> None:
    to_the_board(page)
    expect(page.locator("[data-item]").filter(has_text=WORDS)).to_be_visible()


def others(page: Page) -> None:
    """What one person adds, another can say."""
    kept(page)


def refuse(page: Page) -> None:
    to_the_board(page)
    while page.locator("[data-action=back-one]").count():
        page.locator("[data-action=back-one]").click()
    page.locator("[data-action=say]").click()


def to_the_board(page: Page) -> None:
    if page.locator("[data-action=mode-board]").get_attribute("aria-pressed") != "true":
        page.locator("[data-action=mode-board]").click()
