"""On a phone with WeChat: somebody writes their name and takes points for a deed; a name of nothing is refused."""

from playwright.sync_api import Page, expect

NAME = "陳太 <b>{{7*7}}"


def use(page: Page) -> None:
    page.locator("input").first.fill(NAME)
    page.locator("[data-action=join]").tap()
    expect(page.locator("[data-action=join]")).to_have_count(0)
    page.locator("[data-action=give]").first.tap()
    expect(page.locator(".dock [data-action=undo]")).to_be_visible()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator(".happened[data-item]", has_text=NAME)).to_have_count(1)


def refuse(page: Page) -> None:
    page.locator("[data-action=join-open]").tap()
    page.locator("input").first.fill("   ")
    page.locator("[data-action=join]").tap()
