"""On a phone with WeChat: a question is written and a round played to its end; a question without words is refused."""

from playwright.sync_api import Page, expect

from tests.platforms.phone import fill

WORDS = "陳太 <b>{{7*7}}"


def use(page: Page) -> None:
    page.locator("button.quiet").last.tap()
    fill(page, WORDS)
    page.locator("[data-action=add]").tap()
    page.locator("[data-action=play]").tap()
    while page.locator(".choice").count():
        page.locator(".choice").first.tap()
        page.locator("[data-action=next]").tap()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]", has_text=WORDS).or_(page.locator(".title")).first).to_be_visible()


def refuse(page: Page) -> None:
    page.locator("button.quiet").last.tap()
    page.locator("[data-action=add]").tap()
