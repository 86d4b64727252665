"""On a phone with WeChat: a time is taken and given a name; a name of spaces takes none."""

from playwright.sync_api import Page, expect

from tests.platforms.phone import fill

NAME = "陳太 <b>{{7*7}}"


def use(page: Page) -> None:
    page.locator(".slot").last.tap()  # the first may begin, and be over, before the name is typed
    fill(page, NAME)
    page.locator("[data-action=book]").tap()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]")).to_have_count(1)
    expect(page.locator("[data-item]")).to_contain_text(NAME)


def refuse(page: Page) -> None:
    page.locator(".slot:not(.mine)").first.tap()
    page.locator("input").first.fill("   ")
    page.locator("[data-action=book]").tap()
