"""Something is put on the board and read by a second person; a message without words is refused."""

from __future__ import annotations

from playwright.sync_api import Page, expect

WORDS = "陳太 <b> says: the lift is back"


def use(page: Page) -> None:
    page.locator("[data-action=add]").first.click()
    for field in page.locator("form input[type=text], form textarea").all():
        field.fill(WORDS if field.get_attribute("name") == "words" else "陳太")
    for field in page.locator("form select[aria-required]").all():
        field.select_option(index=1)
    page.locator("form [data-action=add]").click()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]", has_text=WORDS)).to_be_visible()


others = kept


def refuse(page: Page) -> None:
    page.locator("[data-action=add]").first.click()
    page.locator("form [name=words]").fill("   ")
    page.locator("form [data-action=add]").click()
