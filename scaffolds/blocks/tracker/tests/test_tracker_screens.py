"""The tracker's page in a browser: the chart comes when there is one to draw, the table says the same, and the file is handed over."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from scaffolds import blocks, generator
from scaffolds.spec import AppSpec, read
from tests.browser import browser, open_page, served, troubles, unpack

__all__ = ["browser"]
CLOCK = "2026-03-02T08:00:00+08:00"
MOST_FIRST_VIEW = 40_000
"""Bytes of the first view, compressed."""


def example() -> AppSpec:
    return read((blocks.discover()["tracker"].folder / "example.json").read_bytes())


def keep(page: Page, day: str, mood: int) -> None:
    page.locator("[data-day=other]").click()
    page.locator("[name=day]").first.fill(day)
    page.locator(".tracker-step").last.click()
    page.locator(f".tracker-faces [data-value='{mood}']").click()
    page.locator(".go[data-action=save]").click()
    expect(page.locator(".done")).to_be_visible()


def test_the_chart_comes_with_the_second_day_and_the_table_says_the_same(browser: Browser) -> None:
    with served(generator.build(example(), "web")) as app:
        page = open_page(browser, app.url, clock=CLOCK)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
        keep(page, "2026-03-01", 2)
        assert "uplot.js" not in asked
        keep(page, "2026-03-02", 4)
        expect(page.locator(".tracker-plot canvas")).to_be_visible()
        assert "uplot.js" in asked
        assert Axe().run(page).response["violations"] == []
        page.locator("[data-action=table]").click()
        expect(page.locator("tbody tr")).to_have_count(2)
        expect(page.locator(".tracker-plot")).to_have_count(0)
        page.locator("[data-action=table]").click()
        page.locator("[data-range=month]").click()
        expect(page.locator(".tracker-plot canvas")).to_be_visible()
        assert troubles(page) == []
        page.context.close()


def test_a_second_value_of_today_is_asked_about_in_place(browser: Browser, tmp_path: Path) -> None:
    page = open_page(browser, (unpack(generator.build(example(), "web"), tmp_path) / "OPEN-ME.html").as_uri(), clock=CLOCK)
    keep(page, "2026-03-02", 2)
    expect(page.locator("[data-action=correct]")).to_be_focused()
    page.locator("[data-action=correct]").click()
    page.locator("form [name=sleep]").fill("99")
    page.locator("form [data-action=change]").click()
    expect(page.get_by_role("alert")).to_contain_text("24")
    page.locator("form [name=sleep]").fill("9.5")
    page.locator("form [data-action=change]").click()
    expect(page.locator("[data-item]")).to_contain_text("9.5")
    page.locator("[data-item] [data-action=remove]").click()
    expect(page.locator("[data-action=remove-yes]")).to_be_focused()
    page.locator("[data-action=remove-yes]").click()
    expect(page.locator("[data-item]")).to_have_count(0)
    assert troubles(page) == []
    page.context.close()


def test_all_values_are_a_file(browser: Browser, tmp_path: Path) -> None:
    page = open_page(browser, (unpack(generator.build(example(), "web"), tmp_path) / "OPEN-ME.html").as_uri(), clock=CLOCK)
    page.locator("[name=note]").fill("=HYPERLINK(1)")
    keep(page, "2026-03-02", 5)
    with page.expect_download() as waiting:
        page.locator("[data-action=csv]").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert text.startswith("\ufeffDate,Hours slept (h)") and '"\'=HYPERLINK(1)"' in text
    assert waiting.value.suggested_filename == "tracker-sleep-line-tracker.csv"
    page.context.close()
