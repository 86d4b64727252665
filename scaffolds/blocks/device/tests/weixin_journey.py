"""On a phone with WeChat: the pretend device says something (or moves), it is kept; a number off the scale, or a move with nothing connected, is refused."""

from playwright.sync_api import Page, expect


def use(page: Page) -> None:
    page.locator("[data-action=pretend]").tap()
    expect(page.locator(".place.pretend")).to_be_visible()
    if page.locator("[data-action=log]").count():
        expect(page.locator(".big-value")).not_to_have_text("––")
        page.locator("[data-action=log]").tap()
    else:
        move(page)
    kept(page)


def move(page: Page) -> None:
    """A switch is turned, a servo goes to 45 degrees, a sound beeps."""
    first = page.locator("[data-action=command]").first
    kind = first.evaluate("(one) => one.tagName")
    if kind == "BUTTON":
        first.tap()
    else:
        value = "true" if "SWITCH" in kind else "45"
        first.evaluate(f"(one) => one.dispatchEvent(new CustomEvent('change', {{ bubbles: true, detail: {{ value: {value} }} }}))")


def kept(page: Page) -> None:
    expect(page.locator("[data-item]").first).to_be_visible()
    expect(page.locator("[data-item] [data-action=hands]").first).to_be_visible()


def refuse(page: Page) -> None:
    if page.locator("[data-action=by-hand]").count():
        page.locator("[data-action=by-hand]").tap()
        page.locator("input[inputmode=digit]").first.fill("999999")
        page.locator("[data-action=save]").tap()
        return
    if page.locator("[data-action=disconnect]").count():
        page.locator("[data-action=disconnect]").tap()
    move(page)
