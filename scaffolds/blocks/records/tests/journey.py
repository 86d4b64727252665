"""Something is written down; nothing at all is refused."""

from playwright.sync_api import Page, expect

NAME = "陳太 <b>"


def use(page: Page) -> None:
    page.locator("[data-action=add]").first.click()
    for field in page.locator("form input[type=text], form textarea").all():
        field.fill(NAME)
    page.locator("form [data-action=add]").click()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]").filter(has_text=NAME)).to_be_visible()


others = kept


def refuse(page: Page) -> None:
    page.locator("[data-action=add]").first.click()
    page.locator("form [data-action=add]").click()
