"""Teacher and student, each in a browser: what the one says comes to the other's page by itself, and the page of the teacher is well made."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from bot.bootstrap import make_parts
from bot.settings import Settings
from storage.classrooms.records import Classroom
from tests.browser import DESKTOP, PHONE, browser
from tests.channels.test_web_browser import web_chat
from tests.classroom.browsers import teachers_browser
from tests.classroom.people import a_class, a_student, a_teacher, signed_in
from tests.combinations import LANGUAGES, chosen

__all__ = ["browser"]
TABLET: ViewportSize = {"width": 834, "height": 1112}


@dataclass
class School:
    url: str
    room: Classroom
    cookies: dict[str, str]
    seat: str
    """The token by which a browser is a student's."""

    def teacher(
        self, browser: Browser, language: str = "en", width: ViewportSize = DESKTOP, dark: bool = False, script: bool = True
    ) -> BrowserContext:
        return teachers_browser(browser, self.url, self.cookies, language, width, dark=dark, script=script)

    @property
    def act(self) -> str:
        return f"{self.url}/teacher/class/{self.room.id}/act"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    store = Path(tmp_path_factory.mktemp("act")) / "sampan.sqlite3"
    parts = make_parts(Settings(database_url=f"sqlite:///{store.as_posix()}"))

    async def fill() -> tuple[Classroom, dict[str, str], str]:
        teacher = await a_teacher(parts)
        room = await a_class(parts, teacher)
        await a_student(parts, room, "Ben")
        learner = await parts.store.find_or_create_learner("web", "ann")
        await parts.store.classes.sit(room.id, learner.id, "Ann")
        return room, await signed_in(parts, teacher), await parts.store.new_personal_link(learner.id)

    with ThreadPoolExecutor(1) as aside:  # Playwright has a loop of its own in this thread
        room, cookies, token = aside.submit(asyncio.run, fill()).result()
    with web_chat(parts) as url:
        yield School(url, room, cookies, token)


def student(browser: Browser, school: School) -> Page:
    page = browser.new_context(viewport=PHONE, locale="en-GB", reduced_motion="reduce").new_page()
    page.goto(f"{school.url}/me/{school.seat}")
    page.goto(school.url)
    expect(page.locator("#log")).to_be_visible()
    return page


def test_what_a_teacher_says_comes_to_the_page_by_itself(browser: Browser, school: School) -> None:
    ann, teacher = student(browser, school), school.teacher(browser).new_page()
    teacher.goto(school.act)
    teacher.get_by_label("Ann", exact=True).check()
    teacher.get_by_label("Say something to these").fill("Ask <b>two</b> neighbours first.")
    teacher.get_by_role("button", name="Say it").click()
    expect(ann.locator(".teacher-says")).to_contain_text("Ask <b>two</b> neighbours first.")
    expect(teacher.get_by_role("status").first).to_contain_text("Said to 1 of 1")
    found = Axe().run(ann)
    assert found.violations_count == 0, found.generate_report()
    ann.context.close()
    teacher.context.close()


@pytest.mark.parametrize(("language", "width", "dark"), chosen(LANGUAGES, ("phone", "tablet", "desktop"), (False, True)))
def test_the_page_is_well_made(browser: Browser, school: School, language: str, width: str, dark: bool) -> None:
    size = {"phone": PHONE, "tablet": TABLET, "desktop": DESKTOP}[width]
    page = school.teacher(browser, language, size, dark).new_page()
    page.goto(school.act)
    for summary in page.locator("summary").all():
        summary.click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.locator(".hull:visible").count() == 1
    small = page.locator("main button:visible, main summary:visible").evaluate_all("all => all.filter(one => one.offsetHeight < 44).length")
    assert small == 0
    page.context.close()


def test_without_a_script_the_switch_turns_and_times_are_set(browser: Browser, school: School) -> None:
    page = school.teacher(browser, script=False).new_page()
    page.goto(school.act)
    page.get_by_role("button", name="Pause the chat for all").click()
    expect(page.locator("#h-chat")).to_have_text("The chat is paused for all")
    page.get_by_role("button", name="Let everyone go on").click()
    expect(page.locator("#h-chat")).to_have_text("The chat goes on")
    page.locator("summary").first.click()
    page.get_by_label("Mon").check()
    page.get_by_label("From", exact=True).fill("04:00")
    page.get_by_label("To", exact=True).fill("04:20")
    page.get_by_role("button", name="Add these times").click()
    expect(page.get_by_text("Mon, 04:00 to 04:20")).to_be_visible()
    page.get_by_role("button", name="Take out: Mon, 04:00 to 04:20").click()
    expect(page.get_by_text("Nothing is set")).to_be_visible()
    page.context.close()
