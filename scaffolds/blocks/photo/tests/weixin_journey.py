"""On a phone with WeChat: a picture is taken, given words and kept; nine tags are too many."""

from playwright.sync_api import Page, expect

WORDS = "陳太 <b>{{7*7}}"


def use(page: Page) -> None:
    written(page, "")
    kept(page)


def written(page: Page, tags: str) -> None:
    """A picture with words and the yes of whoever is on it."""
    page.locator("[data-action=add]").tap()
    page.locator("[data-name=caption]").fill(WORDS)
    page.locator("[data-name=tags]").fill(tags)
    agreed = page.locator("[data-name=agreed]")
    if agreed.count():
        agreed.tap()
    expect(page.locator("[data-action=save]")).not_to_be_empty()
    page.locator("[data-action=save]").tap()


def kept(page: Page) -> None:
    expect(page.locator("[data-item]", has_text=WORDS).locator("image").first).to_be_visible()


def refuse(page: Page) -> None:
    written(page, ", ".join("abcdefghi"))
