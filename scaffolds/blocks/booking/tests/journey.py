"""A time is taken; a name of spaces takes none."""

from playwright.sync_api import Page, expect

NAME = "陳太 <b>"


def use(page: Page) -> None:
    page.locator(".slot.free, .slot.pick").last.click()  # the first may begin, and be over, before the name is typed
    page.locator("[name=name]").fill(NAME)
    page.locator("[data-action=book]").click()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]")).to_have_count(1)


others = kept


def refuse(page: Page) -> None:
    page.locator("[name=name]").fill("   ")
    page.locator("[data-action=book]").click()
