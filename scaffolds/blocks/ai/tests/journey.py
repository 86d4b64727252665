"""Something is asked and answered, and taught with a tap; asking nothing is refused."""

from playwright.sync_api import Page, expect

TEXT = "A lighthouse keeper's lantern 燈塔守望人的燈籠"


def use(page: Page) -> None:
    page.locator(".ai-form [name=text]").fill(TEXT)
    page.locator("[data-action=ask]").click()
    expect(page.locator(".ai-answer")).to_contain_text(TEXT)
    teach(page)
    kept(page)


def teach(page: Page) -> None:
    """With a tap where there are kinds; else the answer is written."""
    if page.locator("[data-action=teach-this]").count():
        page.locator("[data-action=teach-this]").first.click()
        return
    page.locator("[data-action=better], [data-action=other]").first.click()
    page.locator(".ai-answer form [name=label]").fill("Somebody who looks after a light")
    page.locator(".ai-answer form [data-action=teach]").click()


def kept(page: Page) -> None:
    expect(page.locator("[data-item]").first).to_contain_text(TEXT)


def others(page: Page) -> None:
    """All learn from what one taught; nobody else takes it away."""
    kept(page)
    page.locator("[data-action=known]").click()
    expect(page.locator("[data-item]").first).to_contain_text(TEXT)
    expect(page.locator("[data-item] [data-action=remove]")).to_have_count(0)


def refuse(page: Page) -> None:
    page.locator(".ai-form [name=text]").fill("")
    page.locator("[data-action=ask]").click()
