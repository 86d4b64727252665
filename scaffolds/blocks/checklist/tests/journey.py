"""The first thing on the list is ticked; a line of nothing is refused."""

from playwright.sync_api import Page, expect

THING = "陳太 <b>"


def use(page: Page) -> None:
    page.locator("[data-action=add]").first.click()
    page.locator("form [name]").first.fill(THING)
    page.locator("form [data-action=add]").click()
    page.locator("[data-item]", has_text=THING).locator("[data-action=tick]").click()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]", has_text=THING).locator("[data-action=untick]")).to_be_visible()


def others(page: Page) -> None:
    """What is on the list is everybody's; ticks may be one's own."""
    expect(page.locator("[data-item]", has_text=THING)).to_be_visible()


def refuse(page: Page) -> None:
    if not page.locator("form [data-action=add]").is_visible():
        page.locator("[data-action=add]").first.click()
    page.locator("form [name]").first.fill("")
    page.locator("form [data-action=add]").click()
