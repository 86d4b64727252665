"""The first guide is followed by one step, which stays ticked; a guide with steps left out is not finished without a word."""

from playwright.sync_api import Page, expect


def use(page: Page) -> None:
    page.locator("[data-action=open]").first.click()
    page.locator("[data-action=next]").click()
    page.locator("[data-action=home]").click()
    kept(page)


def kept(page: Page) -> None:
    """The guide goes on where it was left."""
    expect(page.locator("[data-action=open]").first).to_be_visible()
    expect(page.locator("[data-action=start]")).to_be_visible()


def others(page: Page) -> None:
    """The guide is there for everybody, at its beginning."""
    page.locator("[data-action=open]").first.click()
    expect(page.locator("[data-action=next], [data-action=answer]").first).to_be_visible()
    expect(page.locator(".guide-bar .done")).to_have_count(0)


def refuse(page: Page) -> None:
    page.locator("[data-action=open]").first.click()
    while page.locator("[data-action=skip]").count():
        page.locator("[data-action=skip]").click()
    page.locator("[data-action=finish]").click()
