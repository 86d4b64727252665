"""On a phone with WeChat: a number is taken and stands there; where nobody waits, nobody can be called."""

import re

from playwright.sync_api import Page, expect

NAME = "陳太 <b>{{7*7}}"


def use(page: Page) -> None:
    if page.locator(".chip[data-line]").count():
        page.locator(".chip[data-line]").first.tap()
    for field in page.locator("input").all():
        field.fill(NAME)
    page.locator("[data-action=take]").tap()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator(".ticket[data-item] .own-code")).to_have_text(re.compile("1$"))


def refuse(page: Page) -> None:
    """The number is called and finished; then there is no other to call."""
    page.locator("[data-view=call]").tap()
    for there in (1, 0):
        page.locator("[data-action=next]").tap()
        expect(page.locator(".current")).to_have_count(there)
    page.locator("[data-action=next]").tap()
