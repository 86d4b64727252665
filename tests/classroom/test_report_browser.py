"""The Report pages, the guide and the lesson plan in a real browser: tablet first, keys, without JavaScript, in three languages, on paper, and for everybody."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect

from bot.bootstrap import make_parts
from bot.services import Parts
from bot.services.classroom.report import put_score
from bot.services.classroom.rubrics import rubrics
from bot.settings import Settings
from tests.browser import DESKTOP, PHONE, browser
from tests.channels.test_web_browser import web_chat
from tests.classroom.browsers import teachers_browser
from tests.classroom.people import a_class, a_student, a_teacher, learner_of, signed_in
from tests.combinations import LANGUAGES, chosen

__all__ = ["browser"]
TABLET: ViewportSize = {"width": 834, "height": 1112}
SIZES = {"phone": PHONE, "tablet": TABLET, "desktop": DESKTOP}
PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"


@dataclass
class School:
    url: str
    room: str
    cookies: dict[str, str]
    learners: list[str]

    def teacher(
        self, browser: Browser, language: str = "en", width: ViewportSize = TABLET, dark: bool = False, script: bool = True
    ) -> BrowserContext:
        return teachers_browser(browser, self.url, self.cookies, language, width, dark=dark, script=script)

    @property
    def report(self) -> str:
        return f"{self.url}/teacher/class/{self.room}/report"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    store = Path(tmp_path_factory.mktemp("report")) / "sampan.sqlite3"
    parts = make_parts(Settings(database_url=f"sqlite:///{store.as_posix()}"))
    with ThreadPoolExecutor(1) as aside:  # Playwright has a loop of its own in this thread
        room, cookies, learners = aside.submit(asyncio.run, _fill(parts)).result()
    with web_chat(parts) as url:
        yield School(url, room, cookies, learners)


async def _fill(parts: Parts) -> tuple[str, dict[str, str], list[str]]:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    student = await a_student(parts, room, "Ka-ho")
    await student.to_zip(PROBLEM)
    others = [await a_student(parts, room, name) for name in ("陳大文", "Isabella Au Yeung Tsz-ching of the long name")]
    learners = [await learner_of(parts, one) for one in (student, *others)]
    await put_score(parts, teacher, room, rubrics().by_id["contest"], learners[0], "idea", 3, "Two ways.", "")
    return room.id, await signed_in(parts, teacher), learners


def test_a_level_is_confirmed_by_a_press_or_a_key_and_neighbours_are_an_arrow_away(school: School, browser: Browser) -> None:
    with school.teacher(browser) as context:
        page = context.new_page()
        page.goto(f"{school.report}/{school.learners[0]}")
        line = page.locator("#line-problem")
        expect(line.locator('[aria-pressed="true"]')).to_have_count(0)
        line.locator("textarea").fill("Says when and where.")
        line.locator(".level").nth(2).focus()
        page.keyboard.press("4")
        expect(line.get_by_role("status")).to_contain_text("Level 4 of 4 Ms Lee")
        expect(line.locator("textarea")).to_have_value("Says when and where.")
        line.locator(".level").nth(1).click()
        expect(line.locator('[aria-pressed="true"]')).to_have_attribute("value", "2")
        line.get_by_role("button", name="Take back").click()
        expect(line.get_by_role("status")).to_contain_text("Not looked at yet")
        page.locator("h1").click()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("heading", level=1)).to_have_text("陳大文")
        page.keyboard.press("ArrowLeft")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ka-ho")


def test_it_works_without_javascript_too(school: School, browser: Browser) -> None:
    with school.teacher(browser, script=False) as context:
        page = context.new_page()
        page.goto(f"{school.report}/{school.learners[1]}")
        page.locator("#line-users .level").nth(0).click()
        expect(page.locator("#line-users").get_by_role("status")).to_contain_text("Level 1 of 4")
        page.goto(school.report)
        with page.expect_download() as download:
            page.get_by_role("button", name="All portfolios").click()
        assert download.value.suggested_filename == "2b-portfolios.zip"


@pytest.mark.parametrize(("language", "size", "dark"), chosen(LANGUAGES, tuple(SIZES), (False, True)))
def test_every_page_is_well_made(school: School, browser: Browser, language: str, size: str, dark: bool) -> None:
    with school.teacher(browser, language, SIZES[size], dark) as context:
        page = context.new_page()
        troubles: list[str] = []
        page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
        for path in (school.report, f"{school.report}/{school.learners[0]}", f"{school.url}/teacher/guide", f"{school.url}/teacher/guide/lesson"):
            page.goto(path)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
            assert page.locator(".btn.hull:visible").count() <= 1
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
        assert troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_is_one_page_on_paper(school: School, browser: Browser, language: str) -> None:
    with school.teacher(browser, language) as context:
        page = context.new_page()
        page.goto(f"{school.url}/teacher/guide")
        margin = {"top": "12mm", "bottom": "12mm", "left": "14mm", "right": "14mm"}
        document = pypdfium2.PdfDocument(page.pdf(format="A4", margin=margin))  # type: ignore[arg-type]  # a TypedDict
        pages = len(document)
        document.close()
        assert pages == 1
