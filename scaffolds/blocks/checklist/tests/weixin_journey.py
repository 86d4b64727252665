"""On a phone with WeChat: a thing is written down and ticked; a line of nothing is refused."""

from playwright.sync_api import Page, expect

from tests.platforms.phone import fill

THING = "陳太 <b>{{7*7}}"


def use(page: Page) -> None:
    page.locator("[data-action=add]").tap()
    fill(page, THING)
    page.locator("[data-action=add]").tap()
    page.locator("[data-item]", has_text=THING).tap()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]", has_text=THING)).to_have_attribute("aria-checked", "")


def refuse(page: Page) -> None:
    page.locator("[data-action=add]").tap()
    page.locator("[data-action=add]").tap()
