"""On a phone with WeChat: an answer is kept under a name; three question marks are no number."""

from playwright.sync_api import Page, expect

NAME = "陳太 <b>{{7*7}}"


def use(page: Page) -> None:
    page.locator("[data-action=keep-open]").tap()
    page.locator("input").first.fill(NAME)
    page.locator("[data-action=keep]").tap()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]", has_text=NAME)).to_be_visible()


def refuse(page: Page) -> None:
    page.locator("input").first.fill("???")
    page.locator("[data-action=keep-open]").tap()
