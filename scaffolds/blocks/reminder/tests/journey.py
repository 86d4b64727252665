"""A reminder for just now is written and ticked; one of nothing is refused."""

from playwright.sync_api import Page, expect

THING = "陳太 <b>"
_NOW = "() => new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })"
"""By the browser's clock: it is where the app is."""


def use(page: Page) -> None:
    page.locator("[data-action=add]").first.click()
    page.locator("form [name=what]").fill(THING)
    page.locator("form [name=times]").fill(page.evaluate(_NOW))
    page.locator("form [data-action=add]").click()
    page.locator("[data-item]", has_text=THING).locator("[data-action=done]").click()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item][data-state=done]", has_text=THING)).to_be_visible()


def others(page: Page) -> None:
    """The list is everybody's, and so is what was done."""
    kept(page)


def refuse(page: Page) -> None:
    if not page.locator("form [name=what]").is_visible():
        page.locator("[data-action=add]").first.click()
    page.locator("form [name=what]").fill(" ")
    page.locator("form [data-action=add]").click()
