"""On a phone with WeChat: its author adds a scene, anybody reads to an ending, a scene without a name is refused."""

from playwright.sync_api import Page, expect

NAME = "閣樓 <b>{{7*7}}"
MOST_STEPS = 12


def use(page: Page) -> None:
    page.locator("[data-action=write]").tap()
    page.locator("[data-action=add]").tap()
    page.locator("input").first.fill(NAME)
    page.locator("textarea").first.fill("Dust everywhere.")
    page.locator("[data-action=add]").tap()
    expect(page.locator("[data-item]", has_text=NAME)).to_be_visible()
    page.locator("[data-action=leave]").tap()
    read_on(page)
    page.locator("[data-action=leave]").tap()


def kept(page: Page) -> None:
    """The ending that was found is this reader's; the scene is in the author's list."""
    page.locator("[data-action=map]").tap()
    expect(page.locator("[data-ending=found]")).to_have_count(1)
    page.locator("[data-action=close]").tap()
    page.locator("[data-action=write]").tap()
    expect(page.locator("[data-item]", has_text=NAME)).to_be_visible()
    page.locator("[data-action=leave]").tap()


def refuse(page: Page) -> None:
    page.locator("[data-action=write]").tap()
    page.locator("[data-action=add]").tap()
    page.locator("[data-action=add]").tap()


def read_on(page: Page) -> None:
    """Takes the first open choice until an ending."""
    page.locator("[data-action=begin]").tap()
    for _ in range(MOST_STEPS):
        expect(page.locator("[data-open=yes], .end").first).to_be_visible()
        if page.locator(".end").count():
            break
        before = page.locator(".scene-name").inner_text()
        page.locator("[data-open=yes]").first.tap()
        expect(page.locator(".scene-name")).not_to_have_text(before)
    expect(page.locator(".end")).to_be_visible()
