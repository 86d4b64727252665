"""On a phone with WeChat: something is asked and answered, and taught with a tap; asking nothing is refused."""

from playwright.sync_api import Page, expect

TEXT = "A lighthouse keeper's lantern {{7*7}} 燈塔守望人的燈籠"


def use(page: Page) -> None:
    page.locator("textarea").fill(TEXT)
    page.locator("[data-action=ask]").tap()
    expect(page.locator(".answer")).to_contain_text(TEXT)
    teach(page)
    kept(page)


def teach(page: Page) -> None:
    """With a tap where there are kinds; else the answer is written."""
    if page.locator("[data-action=better]").count():
        page.locator("[data-action=better]").tap()
        page.locator("textarea, input").first.fill("Somebody who looks after a light")
        page.locator("[data-action=teach]").tap()
    else:
        page.locator("[data-action=teach-this]").first.tap()


def kept(page: Page) -> None:
    expect(page.locator("[data-item]").first).to_contain_text(TEXT)


def refuse(page: Page) -> None:
    page.locator("textarea").fill("")
    page.locator("[data-action=ask]").tap()
