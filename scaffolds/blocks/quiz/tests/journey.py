"""A question is written and one is answered; a question without words is refused."""

from playwright.sync_api import Page, expect

QUESTION = "陳太 <b>?"


def use(page: Page) -> None:
    page.locator("[data-action=add]").first.click()
    for name, words in {"question": QUESTION, "right": "A", "wrong_1": "B"}.items():
        page.locator(f"form [name={name}]").fill(words)
    page.locator("form [data-action=add]").click()
    page.locator("[data-action=play]").click()
    pick(page)
    expect(page.locator("[data-action=next]")).to_be_visible()
    page.locator("[data-action=next]").click()
    page.locator("[data-action=stop], [data-action=back]").first.click()
    kept(page)


def pick(page: Page) -> None:
    """Where answers are said, they can be picked too."""
    page.locator("[data-action=answer], [data-action=by-choose]").first.wait_for()
    if page.locator("[data-action=by-choose]").is_visible():
        page.locator("[data-action=by-choose]").click()
    page.locator("[data-action=answer]").first.click()


def kept(page: Page) -> None:
    if page.locator("[data-action=back]").is_visible():
        page.locator("[data-action=back]").click()
    page.locator("[data-action=all]").click()
    expect(page.locator("[data-item]", has_text=QUESTION)).to_be_visible()
    page.locator("[data-action=back]").click()


others = kept


def refuse(page: Page) -> None:
    page.locator("[data-action=add]").first.click()
    page.locator("form [data-action=add]").click()
