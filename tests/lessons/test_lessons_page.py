"""The pages of lessons for teachers: pathways, courses, each lesson with what a teacher needs, its cards; in a browser for everybody, and on paper."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize

from bot.bootstrap import make_parts
from bot.services import Parts
from bot.settings import Settings
from prompts.lessons import look
from tests.browser import DESKTOP, PHONE, browser
from tests.channels.test_web_browser import web_chat
from tests.channels.visiting import visit, web
from tests.classroom.browsers import teachers_browser
from tests.classroom.people import a_teacher, signed_in
from tests.lessons.sample import spoil, write

__all__ = ["browser"]
OURS = "three-ideas-one-prototype"
PAPER = "whose-problem"


@dataclass
class School:
    url: str
    cookies: dict[str, str]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    folder = Path(tmp_path_factory.mktemp("lessons"))
    parts = make_parts(Settings(database_url=f"sqlite:///{(folder / 'sampan.sqlite3').as_posix()}"))
    with ThreadPoolExecutor(1) as aside:  # Playwright has a loop of its own in this thread
        cookies = aside.submit(asyncio.run, _teacher(parts)).result()
    with web_chat(parts) as url:
        yield School(url, cookies)


async def _teacher(parts: Parts) -> dict[str, str]:
    return await signed_in(parts, await a_teacher(parts))


async def test_a_teacher_finds_every_lesson_and_its_page(parts: Parts) -> None:
    browser = visit(web(parts))
    browser.http.cookies.update(await _teacher(parts))
    assert "/teacher/lessons" in (await browser.get("/teacher")).text
    listed = (await browser.get("/teacher/lessons")).text
    for lesson in look().lessons.values():
        assert f'href="/teacher/lessons/{lesson.id}"' in listed
        page = html.unescape((await browser.get(f"/teacher/lessons/{lesson.id}")).text)
        said = lesson.said("en")
        assert said.title in page and said.teacher.heading in page and all(step.heading in page for step in said.steps)
        assert all(f"/lessons/{lesson.id}/{picture.file}" in page for picture in said.shown)
        cards = await browser.get(f"/teacher/lessons/{lesson.id}/cards")
        assert cards.status_code == (200 if any(step.kind == "paper" for step in said.steps) else 404)
    assert (await browser.get("/teacher/lessons/none")).status_code == 404


async def test_a_schools_own_lesson_and_what_is_wrong_with_another_stand_there(tmp_path: Path) -> None:
    write(tmp_path / "lessons"), write(tmp_path / "lessons", "spoilt")
    spoil(tmp_path / "lessons" / "spoilt", "en.md", "Some words 3.", "<img src=x onerror=1>")
    made = make_parts(Settings(database_url=f"sqlite:///{(tmp_path / 'own.sqlite3').as_posix()}", lessons_dir=str(tmp_path / "lessons")))
    browser = visit(web(made))
    browser.http.cookies.update(await _teacher(made))
    page = (await browser.get("/teacher/lessons")).text
    assert "/teacher/lessons/fair-turns" in page and "/teacher/lessons/spoilt" not in page
    assert "en.md:28: HTML" in page
    await made.close()


@pytest.mark.parametrize(
    ("path", "language", "dark", "width"),
    [("", "en", False, DESKTOP), ("", "zh-Hant", True, PHONE), (f"/{OURS}", "zh-Hans", False, PHONE), (f"/{OURS}", "en", True, DESKTOP), (f"/{PAPER}", "zh-Hant", False, DESKTOP), (f"/{PAPER}/cards", "en", False, PHONE)],
)  # fmt: skip
def test_axe_finds_nothing(browser: Browser, school: School, path: str, language: str, dark: bool, width: ViewportSize) -> None:
    context = teachers_browser(browser, school.url, school.cookies, language, width, dark=dark, script=True)
    page = context.new_page()
    page.goto(f"{school.url}/teacher/lessons{path}")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_cards_are_printed_alone_to_be_cut(browser: Browser, school: School) -> None:
    context = teachers_browser(browser, school.url, school.cookies, "en", DESKTOP, dark=False, script=True)
    page = context.new_page()
    page.goto(f"{school.url}/teacher/lessons/{PAPER}/cards")
    page.emulate_media(media="print")
    assert not page.locator(".btn").first.is_visible()
    cut = page.locator(".to-cut li, .to-cut td").first
    assert cut.evaluate("one => getComputedStyle(one).borderTopStyle") == "dashed"
    context.close()
