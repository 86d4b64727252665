"""On a phone with WeChat: something is put on the board; a message of spaces is refused."""

from playwright.sync_api import Page, expect

WORDS = "陳太 <b>{{7*7}}: the lift is back"


def use(page: Page) -> None:
    page.locator("[data-action=add]").tap()
    page.locator("textarea").first.fill(WORDS)
    for line in page.locator("input[data-name]").all():
        line.fill("陳太")
    page.locator("[data-action=save]").tap()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]", has_text=WORDS)).to_be_visible()


def refuse(page: Page) -> None:
    page.locator("[data-action=add]").tap()
    page.locator("textarea").first.fill("   ")
    page.locator("[data-action=save]").tap()
