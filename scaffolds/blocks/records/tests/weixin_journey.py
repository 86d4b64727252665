"""On a phone with WeChat: a row is written; one without its name is refused."""

from playwright.sync_api import Page, expect

from tests.platforms.phone import fill

NAME = "陳太 <b>{{7*7}}"


def use(page: Page) -> None:
    page.locator("[data-action=add]").tap()
    fill(page, NAME)
    page.locator("[data-action=save]").tap()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]", has_text=NAME).first).to_be_visible()


def refuse(page: Page) -> None:
    page.locator("[data-action=add]").tap()
    page.locator("[data-action=save]").tap()
