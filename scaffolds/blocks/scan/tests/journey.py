"""A code that nobody knew is typed, named and kept; a code of 4,096 signs is refused."""

from playwright.sync_api import Page, expect

CODE, THING = "4891028164391", "陳太 <b>"


def use(page: Page) -> None:
    typed(page, CODE)
    page.locator("[data-next]").click()
    page.locator("form [name=name]").fill(THING)
    page.locator("form [data-action=add]").click()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]", has_text=THING).first).to_be_visible()


def others(page: Page) -> None:
    kept(page)


def refuse(page: Page) -> None:
    typed(page, "4" * 4096)


def typed(page: Page, code: str) -> None:
    """Give a code by hand."""
    if not page.locator("[name=code]").is_visible():
        page.locator("[data-action=type]").click()
    page.locator("[name=code]").fill(code)
    page.locator("[data-action=scan]").click()
