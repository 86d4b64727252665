"""The first guide is followed by one step, which stays ticked; a guide with steps left out is not finished without a word."""

from playwright.sync_api import Page, expect


def use(page: Page) -> None:
    open_steps(page)
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
    open_steps(page)
    while page.locator("[data-action=skip]").count():
        page.locator("[data-action=skip]").click()
    page.locator("[data-action=finish]").click()


def open_steps(page: Page) -> None:
    """Opens the first guide that is done step by step; one that asks questions has nothing to tick."""
    for guide in page.locator("[data-action=open]").all():
        guide.click()
        expect(page.locator("[data-action=next], [data-action=answer]").first).to_be_visible()
        if page.locator("[data-action=next]").count():
            return
        page.locator("[data-action=home]").click()
