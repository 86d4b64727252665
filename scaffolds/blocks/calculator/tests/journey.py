"""An answer is kept under a name; three question marks are no number."""

from playwright.sync_api import Page, expect

NAME = "陳太 <b>"


def use(page: Page) -> None:
    page.locator("[data-action=keep-open]").click()
    page.locator("form [name=title]").fill(NAME)
    page.locator("form [data-action=keep]").click()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]", has_text=NAME)).to_be_visible()


others = kept


def refuse(page: Page) -> None:
    page.locator(".calc-inputs input[name]").first.fill("???")
    page.locator("[data-action=keep-open]").click()
