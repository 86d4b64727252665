"""Somebody writes their name and takes points for a deed; a name of nothing is refused."""

from playwright.sync_api import Page, expect

NAME = "陳太 <b>"


def use(page: Page) -> None:
    page.locator("form [name=name]").fill(NAME)
    page.locator("form [data-action=join]").click()
    expect(page.locator("form [data-action=join]")).to_have_count(0)
    page.locator("[data-action=give]").first.click()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator(".points-log [data-item]", has_text=NAME)).to_have_count(1)


others = kept


def refuse(page: Page) -> None:
    if page.locator("[data-action=join-open]").is_visible():
        page.locator("[data-action=join-open]").click()
    page.locator("form [name=name]").fill("   ")
    page.locator("form [data-action=join]").click()
