"""The pretend device says something (or moves), it is kept; a number off the scale, or a move with nothing connected, is refused."""

from playwright.sync_api import Page, expect


def use(page: Page) -> None:
    page.locator("[data-action=pretend]").click()
    expect(page.locator(".device-place.pretend")).to_be_visible()
    if page.locator("[data-action=log]").count():
        expect(page.locator(".device-value b")).to_be_visible()
        page.locator("[data-action=log]").click()
    else:
        move(page)
    kept(page)


def move(page: Page) -> None:
    first = page.locator("[data-action=command]").first
    if first.get_attribute("type") == "range":
        first.fill("45")
    else:
        first.click()


def kept(page: Page) -> None:
    expect(page.locator("[data-item]").first).to_be_visible()
    expect(page.locator("[data-item] [data-action=remove]").first).to_be_visible()


def others(page: Page) -> None:
    """What somebody kept is theirs: all may see it, nobody else takes it away."""
    expect(page.locator("[data-block=device]")).to_be_visible()
    expect(page.locator("[data-item] [data-action=remove]")).to_have_count(0)


def refuse(page: Page) -> None:
    if page.locator("[data-action=by-hand]").count():
        page.locator("[data-action=by-hand]").click()
        page.locator("form [inputmode=decimal]").first.fill("999999")
        page.locator("form [data-action=add]").click()
        return
    if page.locator("[data-action=disconnect]").count():
        page.locator("[data-action=disconnect]").click()
    move(page)
