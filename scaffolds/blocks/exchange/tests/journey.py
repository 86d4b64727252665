"""Something is offered, looked at, and stands on the list; an offer without a word is refused."""

from playwright.sync_api import Page, expect

THING = "陳太 <b>"


def use(page: Page) -> None:
    page.locator("[data-action=offer]").click()
    page.locator("form [name=what]").fill(THING)
    page.locator("form [name=name]").fill("小明 & co")
    page.locator("form [data-action=add]").click()
    page.locator("[data-item]", has_text=THING).locator("[data-action=open]").click()
    expect(page.locator("[data-action=finish]")).to_be_visible()
    page.locator("[data-action=back]").click()
    kept(page)


def kept(page: Page) -> None:
    expect(page.locator("[data-item]", has_text=THING)).to_be_visible()


others = kept


def refuse(page: Page) -> None:
    page.locator("[data-action=offer]").click()
    page.locator("form [name=what]").fill("  ")
    page.locator("form [data-action=add]").click()
