"""A place is added where a pin was put by hand; a place without a name is refused."""

from playwright.sync_api import Page, expect

NAME = "陳太 <b>"


def use(page: Page) -> None:
    page.locator("[data-action=add]").first.click()
    page.locator("[data-action=middle]").click()
    page.locator("[data-action=nudge]").first.click()
    page.locator("form [name=name]").fill(NAME)
    page.locator("form [data-action=add]").click()
    kept(page)


def kept(page: Page) -> None:
    """On the map and in the list."""
    expect(page.locator("[data-item]", has_text=NAME)).to_be_visible()
    expect(page.locator(f'.map-icon[aria-label*="{NAME}"]')).to_have_count(1)


others = kept


def refuse(page: Page) -> None:
    page.locator("[data-action=add]").first.click()
    page.locator("form [name=name]").fill("   ")
    page.locator("form [data-action=add]").click()
