"""On a phone with WeChat: a reminder for just now is written and ticked; one of nothing is refused."""

from playwright.sync_api import Page, expect

from tests.platforms.phone import choose

THING = "陳太 <b>{{7*7}}"
_NOW = "load('clock.js').now().slice(11)"
"""By the app's own clock: it is where the app is used."""


def use(page: Page) -> None:
    page.locator("[data-action=add]").tap()
    page.locator("input").first.fill(THING)
    choose(page.locator(".time-picker"), page.evaluate(_NOW))
    page.locator("[data-action=save]").tap()
    page.locator("[data-item]", has_text=THING).locator("[data-action=done]").tap()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item][data-state=done]", has_text=THING)).to_be_visible()


def refuse(page: Page) -> None:
    page.locator("[data-action=add]").tap()
    page.locator("input").first.fill(" ")
    page.locator("[data-action=save]").tap()
