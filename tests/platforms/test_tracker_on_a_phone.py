"""A tracker in a mini program: the chart that its canvas shows, lines told apart, days of yes and no, many entries, whatever was typed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from scaffolds.spec import Brief
from scaffolds.wish import Facts, Wish
from tests.browser import browser
from tests.platforms.phone import asked, choose, in_storage, phone
from tests.scaffolds.stage import app_of

__all__ = ["browser"]
NOW = "2026-03-02T08:10:00+08:00"
HOSTILE = "=1+1 {{7*7}}<img src=x onerror=alert(1)>\"'`"
SLEEP = Wish(brief=Brief(problem="I want to see how many hours I sleep.", goal="At least 8 hours a night"))
WATER = Wish(brief=Brief(problem="How many glasses of water do I drink", goal="8 glasses a day"))
BEANS = Wish(brief=Brief(problem="Our class compares how fast the plants grow."), facts=Facts(items=("Bean", HOSTILE)), person="student")
STRETCH = Wish(brief=Brief(problem="did i stretch today"))


def entries(field: str, *values: Any, **more: Any) -> dict[str, Any]:
    """One value a day, the last one yesterday."""
    first = date(2026, 3, 2) - timedelta(days=len(values))
    rows = [{"id": f"entry{n:07}", "mine": True, "day": str(first + timedelta(days=n)), field: value, **more} for n, value in enumerate(values)]
    return in_storage({"entry": rows})


def field_of(wish: Wish) -> str:
    """What is measured."""
    return next(field.name for field in app_of("tracker", wish).things[0].fields if field.type in ("number", "rating", "yes_no"))


def painted(page: Page) -> list[str]:
    """The colours of the canvas that are there in more than a few dots, as `r,g,b`."""
    found: list[str] = page.locator("canvas").evaluate(
        """(canvas) => {
          const sheet = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d"), seen = {};
          sheet.drawImage(canvas, 0, 0);
          const { data } = sheet.getImageData(0, 0, canvas.width, canvas.height);
          for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) { const one = data.slice(at, at + 3).join(); seen[one] = (seen[one] || 0) + 1; }
          return Object.keys(seen).filter((one) => seen[one] > 40);
        }"""
    )
    return found


def colour(page: Page, of: str) -> str:
    return str(page.locator(f".chart-colour.{of}").evaluate("(one) => getComputedStyle(one).color.match(/\\d+/g).slice(0, 3).join()"))


def tap_at(chart: Locator, share: float) -> None:
    box = chart.bounding_box()
    assert box
    chart.tap(position={"x": box["width"] * share, "y": box["height"] / 2})


def test_the_chart_is_drawn_to_scale_in_the_colours_of_day_and_night_and_says_what_is_tapped(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(app_of("tracker", SLEEP), "tracker", at=NOW, keep=entries(field_of(SLEEP), 6, 7, 8, 9, 7.5))
        expect(page.locator(".said-title")).to_have_text("7.5 h on average")
        page.wait_for_function("page.sheet")
        assert colour(page, "line-1") in painted(page) and colour(page, "words") in painted(page)
        values = page.evaluate("page.sheet.values")
        assert values["low"] <= 6 and values["high"] >= 9, "every value and the goal of 8 lie on the axis"
        by_day = colour(page, "line-1")
        page.evaluate("void (window.by_day = page.sheet)")
        page.emulate_media(color_scheme="dark")
        page.wait_for_function("page.sheet !== by_day")
        assert colour(page, "line-1") != by_day and colour(page, "line-1") in painted(page)
        tap_at(page.locator(".chart"), 0.99)
        expect(page.locator(".chart-pointed")).to_have_text("Sun 1 Mar · 7.5 h")
        page.locator("[data-action=table]").tap()
        expect(page.locator(".table-row")).to_have_count(6)
        expect(page.locator("canvas")).to_have_count(0)


def test_glasses_add_up_with_one_tap_in_bars_that_stand_on_zero(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(app_of("tracker", WATER), "tracker", at=NOW, keep=entries(field_of(WATER), 5, 9))
        for _ in range(2):
            page.locator(".quick .chip").last.tap()
        expect(page.locator(".so-far-words")).to_have_text("4 glasses so far")
        page.wait_for_function("page.sheet")
        assert page.evaluate("[page.drawing.bars, page.sheet.values.low]") == [True, 0]
        assert colour(page, "bar") in painted(page)


def test_each_plant_has_a_line_and_a_chip_of_its_own_whatever_it_is_called(browser: Browser) -> None:
    spec = app_of("tracker", BEANS)
    by = str(spec.screens[0].options["by"])
    height = field_of(BEANS)
    rows = [{"id": f"entry{n:07}", "mine": True, "day": f"2026-02-2{n}", height: 2 + n, by: name} for n in range(4, 8) for name in ("Bean",)] + [
        {"id": f"other{n:07}", "mine": True, "day": f"2026-02-2{n}", height: 9 - n, by: HOSTILE} for n in range(4, 8)
    ]
    with phone(browser) as opened:
        page = opened(spec, "tracker", at=NOW, keep=in_storage({"entry": rows}))
        chip = page.locator(".chip", has_text=HOSTILE)
        expect(chip).to_have_count(1)
        expect(page.locator(".said-title").last).to_contain_text(HOSTILE)
        expect(page.locator(".sample")).to_have_count(2)
        page.wait_for_function("page.sheet")
        assert {colour(page, "line-1"), colour(page, "line-2")} <= set(painted(page))
        chip.tap()
        page.locator(".step.more").tap()
        page.locator(".dock [data-action=save]").tap()
        expect(page.locator("[data-item]", has_text=HOSTILE)).to_have_count(5)
        expect(chip).to_have_class("chip on")
        assert page.locator("img").count() == 0


def test_days_of_yes_and_no_are_squares_and_one_tap_keeps_one(browser: Browser) -> None:
    with phone(browser) as opened:
        page = opened(app_of("tracker", STRETCH), "tracker", at=NOW, keep=entries(field_of(STRETCH), True, False))
        expect(page.locator(".square")).to_have_count(7)
        page.locator(".choice").first.tap()
        expect(page.locator(".square.yes")).to_have_count(2)
        expect(page.locator(".square.no")).to_have_count(1)
        expect(page.locator(".said-title")).to_have_text("Yes on 2 of 3 days")


def test_an_entry_is_corrected_while_what_is_being_entered_waits_and_taken_away_after_a_question(browser: Browser) -> None:
    field = field_of(SLEEP)
    with phone(browser) as opened:
        page = opened(app_of("tracker", SLEEP), "tracker", at=NOW, keep=entries(field, 6, 7))
        number = page.locator("input[inputmode=digit]").first
        number.fill("9.5")
        page.locator("[data-action=hands]").first.tap()
        expect(number).to_have_value("7")
        number.fill("99")
        page.locator("[data-action=change]").tap()
        expect(page.locator(".alert")).to_contain_text("between 0 and 24")
        number.fill("7.5")
        page.locator("[data-action=change]").tap()
        expect(page.locator("[data-item]").first).to_contain_text("7.5 h")
        expect(number).to_have_value("9.5")
        page.evaluate("answers.tapIndex = 1")
        page.locator("[data-action=hands]").first.tap()
        expect(page.locator("[data-item]")).to_have_count(1)
        assert asked(page, "modal") == ["Take away the entry of Sun 1 Mar?"]
        choose(page.locator("taro-picker-core"), "2026-02-28")
        expect(page.locator(".big-words")).to_have_text("6 h")


def test_five_hundred_entries_come_page_by_page_and_go_out_as_a_file_without_formulas(browser: Browser) -> None:
    with phone(browser) as opened:
        spec = app_of("tracker", BEANS)
        by = str(spec.screens[0].options["by"])
        page = opened(spec, "tracker", at=NOW, keep=entries(field_of(BEANS), *[n % 50 for n in range(365)], **{by: HOSTILE}))
        expect(page.locator("[data-item]")).to_have_count(14)
        page.locator("[data-range=all]").tap()
        page.locator("[data-action=more]").tap()
        expect(page.locator("[data-item]")).to_have_count(42)
        page.locator("[data-action=table]").tap()
        expect(page.locator(".table-row")).to_have_count(57)
        assert len(page.evaluate("JSON.stringify(page.data)")) < 60_000
        page.locator("[data-action=csv]").tap()
        page.wait_for_function("asked.some(([kind]) => kind === 'shareFileMessage')")
        text = page.evaluate("wx.getFileSystemManager().readFileSync(asked.find(([kind]) => kind === 'shareFileMessage')[1].filePath, 'utf8')")
        assert len(text.splitlines()) == 366 and "\"'=1+1" in text
