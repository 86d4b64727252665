"""Points in a browser: one claims, another says yes, and both see the jar fill; a slip of the finger is taken back where it happened."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from scaffolds import blocks, generator
from scaffolds.spec import AppSpec, read
from tests.browser import browser, open_page, served, troubles, unpack

__all__ = ["browser"]


def example() -> AppSpec:
    return read((blocks.discover()["points"].folder / "example.json").read_bytes())


def join(page: Page, name: str) -> None:
    page.locator("form [name=name]").fill(name)
    page.locator("form [data-action=join]").click()
    expect(page.locator("form [data-action=join]")).to_have_count(0)


def unexpected(page: Page) -> list[str]:
    """Without the store's 'somebody wrote before you', after which the page asks its rule again."""
    return [trouble for trouble in troubles(page) if "409" not in trouble]


def test_one_claims_another_says_yes_and_both_see_it(browser: Browser) -> None:
    with served(generator.build(example(), "web")) as app:
        first, second = (open_page(browser, app.url) for _ in range(2))
        join(first, "Kit")
        join(second, "Yan")
        first.locator("[data-action=give]").first.click()
        expect(first.locator("[data-action=confirm]")).to_have_count(0)
        expect(second.locator("[data-action=confirm]")).to_be_visible()
        assert Axe().run(second).response["violations"] == []
        second.locator("[data-action=confirm]").click()
        expect(second.locator("[data-action=give]").first).to_be_focused()
        expect(first.locator(".points-mine")).to_contain_text("2")
        expect(first.locator(".points-jar-card h2")).to_contain_text("2")
        assert unexpected(first) == unexpected(second) == []
        first.context.close()
        second.context.close()


def test_a_slip_of_the_finger_is_taken_back_at_once(browser: Browser, tmp_path: Path) -> None:
    page = open_page(browser, (unpack(generator.build(example(), "web"), tmp_path) / "OPEN-ME.html").as_uri())
    join(page, "Kit")
    page.locator("[data-action=give]").last.click()
    page.locator(".points-dock [data-action=undo]").click()
    expect(page.locator(".points-log")).to_have_count(0)
    expect(page.locator("[data-action=give]").first).to_be_focused()
    page.context.close()


def test_the_owner_changes_what_counts_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    page = open_page(browser, (unpack(generator.build(example(), "web"), tmp_path) / "OPEN-ME.html").as_uri())
    join(page, "Kit")
    page.locator("[data-action=tidy]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-action=tidy]")).to_be_focused()
    page.locator("[data-action=remove]").first.press("Enter")
    expect(page.locator("[data-action=remove-yes]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-action=tidy]")).to_be_focused()
    page.locator("[data-action=add]").press("Enter")
    expect(page.locator("form [name=name]")).to_be_focused()
    page.keyboard.type("Walk the dog")
    page.locator("form [name=points]").fill("-4")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("form [name=points]").fill("3")
    page.keyboard.press("Enter")
    expect(page.locator("[data-item]", has_text="Walk the dog")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    assert troubles(page) == []
    page.context.close()
