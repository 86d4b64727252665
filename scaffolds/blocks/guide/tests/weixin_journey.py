"""On a phone with WeChat: the first guide is followed by one step, which stays ticked; a guide with steps left out is not finished without a word."""

from playwright.sync_api import Page, expect


def use(page: Page) -> None:
    open_steps(page)
    page.locator("[data-action=next]").tap()
    page.locator("[data-action=home]").tap()
    kept(page)


def kept(page: Page) -> None:
    """The guide goes on where it was left."""
    open_steps(page)
    expect(page.locator(".bar-part.done")).to_have_count(1)
    page.locator("[data-action=home]").tap()


def refuse(page: Page) -> None:
    open_steps(page)
    while page.locator("[data-action=skip]").count():
        page.locator("[data-action=skip]").tap()
    page.locator("[data-action=finish]").tap()


def open_steps(page: Page) -> None:
    """Opens the first guide that is done step by step; one that asks questions has nothing to tick."""
    for guide in page.locator("[data-action=open]").all():
        guide.tap()
        expect(page.locator("[data-action=next], [data-action=answer]").first).to_be_visible()
        if page.locator("[data-action=next]").count():
            return
        page.locator("[data-action=home]").tap()
