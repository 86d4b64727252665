"""What a person does first on a screen of each block, by the attributes that every page has: something is kept and seen, then something is
asked that must be refused."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

NAME = "陳太 <b>"


def book(page: Page) -> None:
    page.locator("[name=name]").fill(NAME)
    page.locator("[data-action=book]").click()
    expect(page.locator("[data-item]")).to_have_count(1)
    page.locator("[name=name]").fill("   ")
    page.locator("[data-action=book]").click()


def keep(page: Page) -> None:
    page.locator("[data-action=add]").first.click()
    for field in page.locator("form [name]").all():
        if field.get_attribute("type") in ("text", None):
            field.fill(NAME)
    page.locator("form [data-action=add]").click()
    expect(page.locator("[data-item]").filter(has_text=NAME)).to_be_visible()
    page.locator("[data-action=add]").first.click()
    page.locator("form [data-action=add]").click()


def tick(page: Page) -> None:
    page.locator("[data-item] [data-action=tick]").first.click()
    expect(page.locator("[data-item] [data-action=untick]")).to_have_count(1)
    page.locator("[data-action=add]").first.click()
    page.locator("form [data-action=add]").click()


def play(page: Page) -> None:
    page.locator("[data-action=play]").click()
    page.locator("[data-action=answer]").first.click()
    expect(page.locator("[data-action=next]")).to_be_visible()
    page.locator("[data-action=next]").click()
    page.locator("[data-action=stop]").click()
    page.locator("[data-action=back]").click()
    page.locator("[data-action=add]").first.click()
    page.locator("form [data-action=add]").click()


TRIES: dict[str, Callable[[Page], None]] = {"booking": book, "records": keep, "checklist": tick, "quiz": play}
