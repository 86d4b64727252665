"""What a person does on a story: its author adds a scene, anybody reads to an ending, a scene without a name is refused."""

from __future__ import annotations

from playwright.sync_api import Page, expect

NAME = "The attic 閣樓 <b>"
MOST_STEPS = 12


def use(page: Page) -> None:
    page.locator("[data-action=write]").click()
    page.locator("[data-action=add]").click()
    page.locator("[name=name]").fill(NAME)
    page.locator("[name=text]").fill("Dust everywhere.")
    page.locator("[data-action=add]").click()
    expect(page.locator("[data-item]", has_text=NAME)).to_be_visible()
    page.locator("[data-action=leave]").click()
    read_on(page)


def kept(page: Page) -> None:
    """The ending that was found is this reader's; the scene is in the author's list."""
    page.locator("[data-action=map]").click()
    expect(page.locator("[data-ending=found]")).to_have_count(1)
    page.locator("[data-action=close]").click()
    page.locator("[data-action=write]").click()
    expect(page.locator("[data-item]", has_text=NAME)).to_be_visible()
    page.locator("[data-action=leave]").click()


def others(page: Page) -> None:
    """A second reader begins at the beginning and finds nothing to write with."""
    expect(page.locator("[data-action=write]")).to_have_count(0)
    read_on(page)


def refuse(page: Page) -> None:
    if page.locator("[data-action=leave]").is_visible():
        page.locator("[data-action=leave]").click()
    page.locator("[data-action=write]").click()
    page.locator("[data-action=add]").click()
    page.locator("[data-action=add]").click()


def read_on(page: Page) -> None:
    """Takes the first open choice until an ending."""
    page.locator("[data-action=begin]").click()
    for _ in range(MOST_STEPS):
        expect(page.locator("[data-open=yes], .story-end").first).to_be_visible()
        if page.locator(".story-end").count():
            break
        before = page.locator(".story-scene h2").inner_text()
        page.locator("[data-open=yes]").first.click()
        expect(page.locator(".story-scene h2")).not_to_have_text(before)
    expect(page.locator(".story-end")).to_be_visible()
