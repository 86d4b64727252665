"""The charts in a real browser: drawn in the page's colours under its policy, read as tables without a script, and good to use for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from bot.locales import LANGUAGES, locale
from scaffolds.spec import Language
from tests.browser import DESKTOP, PHONE, browser
from tests.classroom.lively import a_lively_class
from tests.classroom.test_live_browser import TABLET, School, done, opened, school
from tests.combinations import SCHEMES, Scheme, chosen

__all__ = ["browser"]
CHARTS = 7
SIZES = {"phone": PHONE, "tablet": TABLET, "desktop": DESKTOP}
_MIXED = """canvas => {
  const { width, height } = canvas, pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
  const seen = new Set();
  for (let i = 0; i < pixels.length; i += 4) if (pixels[i + 3] === 255) seen.add(`${pixels[i]} ${pixels[i + 1]} ${pixels[i + 2]}`);
  return seen.size;
}"""
"""How many colours a picture has: an empty one has none."""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    with school(Path(tmp_path_factory.mktemp("charts")), count=0) as found:
        done(a_lively_class(found.parts, found.room))
        yield found


@pytest.mark.parametrize(("language", "width", "scheme"), chosen(LANGUAGES, tuple(SIZES), SCHEMES))
def test_they_are_drawn_and_shut_nobody_out(browser: Browser, here: School, language: Language, width: str, scheme: Scheme) -> None:
    with opened(browser, here, "/charts", language, SIZES[width], dark=scheme == "dark") as page:
        expect(page.locator("body[data-drawn]")).to_have_attribute("data-drawn", str(CHARTS))
        canvases = page.locator("canvas").all()
        assert len(canvases) == CHARTS and all(canvas.evaluate(_MIXED) > 5 for canvas in canvases)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for numbers in page.locator("summary").all():
            numbers.click()
        assert Axe().run(page).response["violations"] == []


def test_without_a_script_the_numbers_are_there(browser: Browser, here: School) -> None:
    with opened(browser, here, "/charts", scripts=False) as page:
        expect(page.locator("table")).to_have_count(CHARTS)
        expect(page.locator("table").first).to_be_visible()
        expect(page.locator("canvas").first).to_be_hidden()
        page.get_by_role("button", name="Ask the last-day questions now").click()
        expect(page.locator(".notice")).to_contain_text("Asked in 6 chats.")  # the others have answered


def test_on_paper_the_words_are_dark(browser: Browser, here: School) -> None:
    with opened(browser, here, "/charts", dark=True) as page:
        expect(page.locator("body[data-drawn]")).to_be_attached()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.evaluate("Chart.getChart(document.querySelector('canvas')).options.scales.y.ticks.color") == "#000"
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate("Chart.getChart(document.querySelector('canvas')).options.scales.y.ticks.color") != "#000"


@pytest.mark.parametrize("language", LANGUAGES)
def test_downloads_shut_nobody_out(browser: Browser, here: School, language: Language) -> None:
    with opened(browser, here, "/download", language, PHONE) as page:
        assert Axe().run(page).response["violations"] == []
        with page.expect_download() as started:
            page.get_by_role("link", name=locale(language)("exports.all")).click()
        assert started.value.suggested_filename.endswith(".zip")
