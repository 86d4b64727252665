"""The reminder screen in a browser: what is due, the title, a change, the calendar file, and axe on each of its views."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from scaffolds import generator
from scaffolds.spec import Brief, Language
from scaffolds.wish import Wish
from tests.browser import PHONE, browser, open_page, troubles, unpack
from tests.combinations import Scheme
from tests.scaffolds.stage import app_of

__all__ = ["browser"]
AT_EIGHT = "2026-03-02T08:02:00+08:00"
WISHES: dict[Language, Wish] = {
    "en": Wish(brief=Brief(problem="grandma forgets her pills at 8am and 8pm")),
    "zh-Hant": Wish(language="zh-Hant", brief=Brief(problem="嫲嫲朝早八點同夜晚八點都唔記得食藥")),
}


def opened(browser: Browser, folder: Path, language: Language = "en", scheme: Scheme = "light", **options: Any) -> Page:
    files = generator.build(app_of("reminder", WISHES[language], options=options), "web")
    return open_page(browser, (unpack(files, folder) / "OPEN-ME.html").as_uri(), PHONE, scheme, clock=AT_EIGHT)


def clean(page: Page) -> None:
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_due_is_first_counted_in_the_title_and_done_with_one_tap(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path)
    expect(page.locator(".reminder-now h2")).to_have_text("Medicine")
    expect(page).to_have_title("(1) Ours")
    page.locator("[name=who]").fill("Mei")
    page.locator(".reminder-now [data-action=done]").click()
    expect(page.locator("[data-state=done]")).to_contain_text("Done at 08:02 by Mei")
    expect(page.locator(".reminder-calm")).to_contain_text("20:00")
    expect(page).to_have_title("Ours")
    assert page.evaluate("document.activeElement !== document.body"), "the keyboard is not lost"
    page.locator("[data-action=undo]").click()
    page.clock.run_for(1000)
    page.locator("[data-action=later]").click()
    expect(page.locator("[data-state=later]")).to_contain_text("08:12")
    assert troubles(page) == []
    page.context.close()


def test_a_finger_that_taps_twice_ticks_one(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, starters=[{"what": "Red pill"}, {"what": "White pill"}])
    page.locator(".reminder-now [data-action=done]").dblclick()
    expect(page.locator(".reminder-now h2")).to_have_text("White pill")
    expect(page.locator("[data-state=done]")).to_have_count(1)
    expect(page).to_have_title("(1) Ours")
    page.context.close()


def test_what_is_due_at_the_same_time_is_a_list_under_the_first(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, starters=[{"what": "Red pill"}, {"what": "White pill"}, {"what": "Drops"}])
    expect(page.locator(".reminder-now + .reminder-lines > [data-state=due]")).to_have_count(2)
    clean(page)
    page.context.close()


def test_a_reminder_is_changed_in_place_and_taken_away_after_a_question(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path)
    page.locator("[data-view=all]").click()
    page.locator("[data-action=change]").click()
    page.locator("form [name=repeat][value=days]").click()
    page.locator("form [data-action=change]").click()
    expect(page.get_by_role("alert")).to_contain_text("weekday")
    expect(page.locator("[name=days]").first).to_be_focused()
    page.locator("[name=days][value=thu]").click()
    page.locator("form [data-action=change]").click()
    expect(page.locator("[data-item]")).to_contain_text("Thu, 08:00, 20:00")
    page.locator("[data-action=remove]").click()
    page.locator("[data-action=remove-yes]").click()
    expect(page.locator(".empty [data-action=add]")).to_be_focused()
    assert troubles(page) == []
    page.context.close()


def test_the_calendar_is_a_file_and_what_is_not_allowed_is_said(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path)
    with page.expect_download() as download:
        page.locator("[data-action=calendar]").click()
    assert download.value.suggested_filename == "reminders.ics"
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.startswith("BEGIN:VCALENDAR") and "TZOFFSETTO:+0800" in text and text.count("BEGIN:VALARM") == 2
    page.locator("[data-action=notices]").click()
    expect(page.locator(".reminder-reach [role=status]")).to_contain_text("does not allow")
    page.locator("[data-action=sound]").click()
    expect(page.locator("[data-action=sound]")).to_have_attribute("aria-pressed", "true")
    assert troubles(page) == []
    page.context.close()


@pytest.mark.parametrize(("language", "scheme"), [("en", "dark"), ("zh-Hant", "light")])
def test_each_view_can_be_read(language: Language, scheme: Scheme, browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, language, scheme)
    page.set_viewport_size({"width": 320, "height": 700})
    for view in ("week", "all", "today"):
        page.locator(f"[data-view={view}]").click()
        clean(page)
    page.locator("[data-action=add]").click()
    for repeat in ("once", "days", "hours", "monthly"):
        page.locator(f"form [name=repeat][value={repeat}]").click()
        clean(page)
    assert troubles(page) == []
    page.context.close()
