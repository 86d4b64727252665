"""On a phone with WeChat: a code that nobody knew is typed, named and kept; a code of 4,096 signs is refused."""

from playwright.sync_api import Page, expect

CODE, THING = "4891028164391", "陳太 <b>{{7*7}}"


def use(page: Page) -> None:
    typed(page, CODE)
    page.locator(".alert button").tap()
    page.locator("[data-name=name]").fill(THING)
    page.locator("[data-action=add]").tap()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]", has_text=THING).first).to_be_visible()


def refuse(page: Page) -> None:
    typed(page, "4" * 4096)


def typed(page: Page, code: str) -> None:
    """Give a code by hand."""
    if not page.locator("[data-name=code]").count():
        page.locator("[data-action=type]").tap()
    page.locator("[data-name=code]").fill(code)
    page.locator("[data-action=scan]").tap()
