"""On a phone with WeChat: a place is added where a pin was put by hand; a place without a name is refused."""

from playwright.sync_api import Page, expect

NAME = "陳太 <b>{{7*7}}"


def use(page: Page) -> None:
    page.locator("[data-action=add]").tap()
    page.locator("[data-action=middle]").tap()
    page.locator("[data-action=nudge]").first.tap()
    page.locator("input[data-name=name]").fill(NAME)
    page.locator("[data-action=save]").tap()
    kept(page)


def kept(page: Page) -> None:
    """On the map and in the list."""
    expect(page.locator("[data-item]", has_text=NAME)).to_be_visible()
    expect(page.locator(f'.pin[aria-label*="{NAME}"]')).to_be_visible()


def refuse(page: Page) -> None:
    page.locator("[data-action=add]").tap()
    page.locator("input[data-name=name]").fill("   ")
    page.locator("[data-action=save]").tap()
