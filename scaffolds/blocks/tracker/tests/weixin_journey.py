"""On a phone with WeChat: a value of today is kept; one for a day that is still to come is refused."""

from playwright.sync_api import Page, expect

from tests.platforms.phone import choose


def use(page: Page) -> None:
    give(page)
    page.locator(".dock [data-action=save]").tap()
    kept(page)


def give(page: Page) -> None:
    for step in page.locator(".step.more").all():
        step.tap()
    for choices in page.locator(".choices").all():
        choices.locator(".choice").first.tap()


def kept(page: Page) -> None:
    expect(page.locator("[data-item]")).to_have_count(1)
    expect(page.locator("[data-item] [data-action=hands]")).to_be_visible()


def refuse(page: Page) -> None:
    choose(page.locator("taro-picker-core").first, "2999-01-01")
    give(page)
    page.locator(".dock [data-action=save]").tap()
