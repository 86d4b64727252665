"""The live page in a real browser: events as they come, nothing lost that somebody types, and looks that everybody can use."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from bot.bootstrap import make_parts
from bot.channels.web.session import COOKIE, unseal
from bot.locales import LANGUAGES, locale
from bot.services import Parts
from bot.settings import Settings
from scaffolds.spec import Language
from storage.classrooms.records import Classroom
from tests.browser import DESKTOP, PATIENCE, PHONE, browser
from tests.channels.test_web_browser import LOCALES, web_chat
from tests.classroom.people import a_class, a_full_class, a_teacher, signed_in, troubled
from tests.combinations import SCHEMES, Scheme, chosen

T = TypeVar("T")
__all__ = ["browser"]
TABLET: ViewportSize = {"width": 834, "height": 1112}


def done(work: Coroutine[Any, Any, T]) -> T:
    """Run it to its end: in a thread, for Playwright's own loop is here."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@dataclass
class School:
    """A server, a class on it and its teacher's cookies."""

    parts: Parts
    url: str
    room: Classroom
    ids: list[str]
    cookies: dict[str, str]

    @property
    def page(self) -> str:
        return f"{self.url}/teacher/class/{self.room.id}"


@contextlib.contextmanager
def school(folder: Path, count: int = 24, language: Language = "en") -> Iterator[School]:
    parts = make_parts(Settings(database_url=f"sqlite:///{(folder / 'sampan.sqlite3').as_posix()}"))

    async def fill() -> tuple[Classroom, list[str], dict[str, str]]:
        teacher = await a_teacher(parts, language=language)
        room = await a_class(parts, teacher, language=language, asks_number=True, name="2B, Friday")
        ids = await a_full_class(parts, room, count)
        return room, ids, await signed_in(parts, teacher)

    room, ids, cookies = done(fill())
    with web_chat(parts) as url:
        yield School(parts, url, room, ids, cookies)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    with school(Path(tmp_path_factory.mktemp("live"))) as found:
        yield found


@contextlib.contextmanager
def opened(
    browser: Browser, at: School, path: str = "", language: Language = "en", size: ViewportSize = DESKTOP, dark: bool = False, scripts: bool = True
) -> Iterator[Page]:
    """A teacher's page, quiet in its console."""
    options = {"viewport": size, "locale": LOCALES[language], "color_scheme": "dark" if dark else "light", "java_script_enabled": scripts}
    context: BrowserContext = browser.new_context(reduced_motion="reduce", **options)  # type: ignore[arg-type]  # as they are named there
    context.add_cookies([{"name": name, "value": value, "url": at.url} for name, value in {**at.cookies, "language": language}.items()])
    context.set_default_timeout(PATIENCE)
    page, troubles = context.new_page(), list[str]()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
    page.goto(at.page + path)
    try:
        yield page
        assert troubles == []
    finally:
        context.close()


class Student:
    """Somebody who chats on the web and sits in the class."""

    def __init__(self, at: School, name: str) -> None:
        self.at, self.name = at, name
        self._cookie = ""
        with self._client() as http:
            http.get("/")
            self._cookie = http.cookies[COOKIE]
        session = unseal(at.parts.secret, self._cookie)
        assert session is not None
        self.chat = session.chat
        done(self._sit(session.key))

    def _client(self) -> httpx2.Client:
        cookies = {COOKIE: self._cookie} if self._cookie else {}
        return httpx2.Client(base_url=self.at.url, headers={"Origin": self.at.url, "Accept-Language": "en"}, cookies=cookies, timeout=30)

    async def _sit(self, key: str) -> None:
        learner = await self.at.parts.store.learner_by_identity("web", key)
        assert learner is not None
        self.learner = learner.id
        await self.at.parts.store.classes.sit(self.at.room.id, learner.id, self.name)

    def say(self, text: str) -> None:
        with self._client() as http:
            assert http.post("/say", data={"text": text, "id": uuid4().hex}).status_code in (200, 303)

    def heard(self) -> str:
        history = done(self.at.parts.store.history(self.chat))
        return str(history[-1].payload["text"])


def listening(page: Page) -> None:
    """Until its line to the server stands."""
    page.wait_for_timeout(500)


def test_what_a_student_does_comes_to_the_screen_by_itself(browser: Browser, here: School) -> None:
    student = Student(here, f"Ann {uuid4().hex[:4]}")
    with opened(browser, here) as page, opened(browser, here) as colleague:
        listening(page)
        student.say("there's one shower for 9 families on our floor")
        for one in (page, colleague):
            expect(one.locator(f"#s-{student.learner} .when")).to_have_text("Active, now")
        expect(page.locator(f"#s-{student.learner} .sb b")).to_have_text("Define")


def test_what_is_typed_and_where_one_is_stays_while_the_class_moves(browser: Browser, here: School) -> None:
    student = Student(here, f"Ben {uuid4().hex[:4]}")
    with opened(browser, here) as page:
        page.get_by_role("link", name="Nudge Wong Ka-ho with this question").click()
        words = page.get_by_label("Your words")
        expect(words).not_to_have_value("")
        words.fill("Which bus do you take your")
        words.press("ArrowLeft")
        student.say("the lift is always full")
        expect(page.locator(f"#s-{student.learner} .when")).to_have_text("Active, now")
        words.press_sequentially("self?")
        expect(words).to_have_value("Which bus do you take youself?r")
        expect(words).to_be_focused()
        page.keyboard.press("Escape")
        page.evaluate("scrollTo(0, 900)")
        page.locator(f"#s-{here.ids[9]} a").focus()
        before = page.evaluate("scrollY")
        student.say("my neighbours")
        page.wait_for_timeout(1200)
        expect(page.locator(f"#s-{here.ids[9]} a")).to_be_focused()
        assert page.evaluate("scrollY") == before


def test_a_nudge_goes_out_as_it_was_changed(browser: Browser, here: School) -> None:
    student = Student(here, f"Cai {uuid4().hex[:4]}")
    student.say("the lift is always full")
    done(troubled(here.parts, here.room, [student.learner], "broken"))
    with opened(browser, here) as page:
        card = page.locator(f"#s-{student.learner}")
        card.get_by_role("link", name="Nudge").click()
        page.get_by_label("Your words").fill("What did you press first?")
        page.get_by_role("button", name=f"Send to {student.name}").click()
        expect(page.locator("#sheet")).not_to_be_visible()
        expect(card).to_contain_text("you or a colleague spoke: now")
        assert student.heard() == "What did you press first?"
        card.get_by_role("button", name=f"No, {student.name} is not stuck").click()
        expect(page.locator(f"#s-{student.learner}.seat")).to_have_count(1)


def test_one_lesson_for_all_who_meet_the_same(browser: Browser, tmp_path: Path) -> None:
    with school(tmp_path, 3) as at:
        students = [Student(at, name) for name in ("Ann", "Ben", "Cai")]
        for student in students:
            student.say("the lift is always full")
        done(troubled(at.parts, at.room, [student.learner for student in students]))
        with opened(browser, at) as page:
            expect(page.locator("#offers")).to_contain_text("3 of 6 meet the same")
            page.get_by_role("link", name="One mini-lesson for all of them").click()
            page.get_by_role("button", name="Send to all 3").click()
            expect(page.locator("#offers")).to_be_empty()
            assert all("One wish in one message" in student.heard() for student in students)


def test_pause_and_go_on(browser: Browser, tmp_path: Path) -> None:
    with school(tmp_path, 2) as at, opened(browser, at) as page, opened(browser, at, "/wall") as wall:
        page.get_by_role("button", name="Pause all").click()
        expect(page.locator(".strip")).to_contain_text("Eyes up for a minute")
        expect(wall.locator(".strip")).to_contain_text("Eyes up for a minute")
        page.get_by_role("button", name="Let all go on").click()
        expect(page.locator(".strip")).to_have_count(0)
        expect(wall.locator(".strip")).to_have_count(0)


def test_the_first_student_appears_by_themselves(browser: Browser, tmp_path: Path) -> None:
    with school(tmp_path, 0) as at, opened(browser, at) as page:
        expect(page.get_by_text("Nobody has come in yet")).to_be_visible()
        expect(page.locator(".tools")).not_to_be_visible()
        listening(page)
        student = Student(at, "Ann")
        student.say("the lift is always full")
        expect(page.locator(f"#s-{student.learner}")).to_be_visible()
        expect(page.locator(".tools")).to_be_visible()


def test_choosing_an_order(browser: Browser, here: School) -> None:
    with opened(browser, here, "?show=deciding") as page:
        page.get_by_label("Sort").select_option("name")
        page.wait_for_url("**show=deciding&sort=name")
        expect(page.get_by_role("link", name="Deciding")).to_have_attribute("aria-current", "true")


def test_without_scripts(browser: Browser, here: School) -> None:
    with opened(browser, here, scripts=False) as page:
        page.get_by_role("link", name="Ready to share").click()
        expect(page.locator(".seat")).to_have_count(2)
        page.locator("#sort").select_option("seat")
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**show=ready&sort=seat**")
        page.goto(f"{here.page}/ask?learner={here.ids[2]}")
        page.get_by_role("button", name="Send to").click()
        page.wait_for_url(here.page)


def test_who_is_signed_out_is_led_to_the_door(browser: Browser, tmp_path: Path) -> None:
    with school(tmp_path, 2) as at, opened(browser, at) as page:
        listening(page)
        token = at.cookies["teacher"]

        async def end() -> None:
            teacher = await at.parts.store.teachers.by_session(token)
            assert teacher is not None
            await at.parts.store.teachers.end_sessions(teacher.id)

        done(end())
        page.evaluate("document.body.dispatchEvent(new CustomEvent('moved', {bubbles: true}))")
        page.wait_for_url("**/teacher/login**")


@pytest.mark.parametrize(("path", "language", "scheme"), chosen(("", "?show=help&sort=name", "/wall"), LANGUAGES, SCHEMES))
def test_everybody_can_use_it(browser: Browser, here: School, path: str, language: Language, scheme: Scheme) -> None:
    """Axe finds nothing, and nothing sticks out, on a phone, a tablet and a desk."""
    for size in (PHONE, TABLET, DESKTOP):
        with opened(browser, here, path, language, size, dark=scheme == "dark") as page:
            if not path:
                done(troubled(here.parts, here.room, here.ids[12:16]))
                page.reload()
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            expect(page.locator("body")).to_contain_text(locale(language)("live.most_decide"))
