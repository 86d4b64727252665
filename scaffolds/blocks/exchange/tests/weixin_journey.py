"""On a phone with WeChat: something is offered, looked at, and stands on the list; an offer without a word is refused."""

from playwright.sync_api import Page, expect

THING = "陳太 <b>{{7*7}}"


def use(page: Page) -> None:
    page.locator("[data-action=offer]").tap()
    page.locator("input[data-name=what]").fill(THING)
    page.locator("input[data-name=name]").fill("小明 & co")
    page.locator("[data-action=save]").tap()
    page.locator("[data-item]", has_text=THING).tap()
    expect(page.locator("[data-action=finish]")).to_be_visible()
    page.locator("[data-action=back]").tap()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]", has_text=THING)).to_be_visible()


def refuse(page: Page) -> None:
    page.locator("[data-action=offer]").tap()
    page.locator("input[data-name=what]").fill("  ")
    page.locator("[data-action=save]").tap()
