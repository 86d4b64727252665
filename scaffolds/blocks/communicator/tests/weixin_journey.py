"""On a phone with WeChat: a picture of one's own, a tap that says it; saying nothing is refused."""

from playwright.sync_api import Page, expect

WORDS = "陳太 <b>{{7*7}}"


def use(page: Page) -> None:
    to_the_board(page)
    page.locator("[data-action=add]").tap()
    page.locator("input").first.fill(WORDS)
    page.locator("[data-action=save]").tap()
    page.locator("[data-item]", has_text=WORDS).tap()
    expect(page.locator(".strip")).to_contain_text(WORDS)


def kept(page: Page) -> None:
    to_the_board(page)
    expect(page.locator("[data-item]", has_text=WORDS)).to_be_visible()


def refuse(page: Page) -> None:
    to_the_board(page)
    while page.locator("[data-action=back-one]").count():
        page.locator("[data-action=back-one]").tap()
    page.locator("[data-action=say]").tap()


def to_the_board(page: Page) -> None:
    page.locator("[data-action=mode-board]").tap()
