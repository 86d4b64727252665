"""Records, checklist and quiz as people meet them: `OPEN-ME.html` in a real browser, on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from scaffolds import blocks, generator
from scaffolds.spec import AppSpec, Field, Language, check
from scaffolds.wish import Facts, Wish
from tests.browser import DESKTOP, PHONE, browser, open_page, troubles, unpack

__all__ = ["browser"]
FIELDS = (
    Field(name="item", label="<b>Found</b>", required=True),
    Field(name="price", label="Price", type="money", unit="HK$"),
    Field(name="state", label="State", type="choice", choices=("open", "done")),
)


def three_screens(language: Language) -> AppSpec:
    found = blocks.discover()
    wish = Wish(language=language, fields=FIELDS)
    listed = Wish(language=language, facts=Facts(items=("Keys", "Pills")))
    drafts = [found["records"].draft(wish), found["checklist"].draft(listed), found["quiz"].draft(Wish(language=language))]
    things = tuple(thing for draft in drafts for thing in draft.things)
    first = drafts[0].screen.model_copy(update={"options": {"status": "state", "search": "always"}})
    return check(AppSpec(title="Ours", languages=(language,), things=things, screens=(first, *(draft.screen for draft in drafts[1:]))))


@pytest.fixture(scope="module", params=["en", "zh-Hant"])
def page(request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """One page a language, light on a phone and dark on a desk: its tests go on where the one before stopped."""
    folder = unpack(generator.build(three_screens(request.param), "web"), tmp_path_factory.mktemp("app"))
    url = Path(folder, "OPEN-ME.html").as_uri()
    return open_page(browser, url, DESKTOP if request.param != "en" else PHONE, "light" if request.param == "en" else "dark")


def settled(page: Page) -> None:
    """Nothing that axe finds, nothing in the console."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert troubles(page) == []


def write(page: Page, item: str, price: str) -> None:
    page.click("[data-action=add]")
    page.fill("[name=item]", item)
    page.fill("[name=price]", price)
    page.click("form [data-action=add]")


def test_records_are_kept_found_marked_removed_and_put_back(page: Page) -> None:
    settled(page)
    write(page, "Umbrella", "12.5")
    write(page, "{{7*7}} ${1} <script>", "1000")
    rows = page.locator("[data-item]")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("{{7*7}} ${1} <script>")
    expect(rows.nth(1)).to_contain_text("HK$12.50")
    rows.nth(1).locator("[data-action=mark]").nth(1).click()
    expect(rows.nth(1).locator("[data-action=mark]").nth(1)).to_have_attribute("aria-pressed", "true")
    page.fill("[name=search]", "umb")
    expect(rows).to_have_count(1)
    settled(page)
    page.click("[data-action=remove]")
    page.click("[data-action=remove-yes]")
    expect(rows).to_have_count(0)
    page.click("[data-action=undo]")
    expect(rows).to_have_count(1)
    expect(rows.nth(0).locator("[data-action=mark]").nth(1)).to_have_attribute("aria-pressed", "true")


def test_a_record_without_its_name_is_refused_at_the_field(page: Page) -> None:
    page.click("[data-action=add]")
    page.click("form [data-action=add]")
    expect(page.locator("[role=alert]")).to_contain_text("<b>Found</b>")
    expect(page.locator("[name=item]")).to_be_focused()
    settled(page)


def test_a_checklist_is_ticked_added_to_and_begun_again(page: Page) -> None:
    page.click("[data-goto=checklist]")
    page.locator("[data-action=tick]").first.click()
    expect(page.locator(".checklist-left [data-item]")).to_have_count(1)
    settled(page)
    page.locator("[data-action=tick]").first.click()
    expect(page.locator(".checklist-all")).to_be_visible()
    page.click("[data-action=add]")
    page.fill("[name=name]", " keys ")
    page.click("form [data-action=add]")
    expect(page.locator("[role=alert]")).to_contain_text("Keys")
    page.fill("[name=name]", "Water")
    page.keyboard.press("Enter")
    expect(page.locator(".checklist-left [data-item]")).to_have_count(1)
    settled(page)


def test_a_quiz_is_played_and_the_wrong_one_practised(page: Page) -> None:
    page.click("[data-goto=quiz]")
    page.click("[data-action=play]")
    right = page.locator("[data-action=answer]")
    expect(right).to_have_count(3)
    settled(page)
    wrong_words = blocks.discover()["quiz"].card["en" if page.evaluate("document.documentElement.lang") == "en" else "zh-Hant"]["examples"]["about"][
        "wrong_1"
    ]
    page.get_by_role("button", name=wrong_words).click()
    expect(page.locator(".quiz-because")).to_be_focused()
    settled(page)
    page.click("[data-action=next]")
    settled(page)
    page.click("[data-action=practise]")
    expect(page.locator("[data-action=answer]")).to_have_count(3)
