"""The page of one student and of a mentor in a real browser: it follows what happens, keeps what is typed, and axe finds nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.bootstrap import make_parts
from bot.services.classroom import mentors
from bot.settings import Settings
from tests.browser import PATIENCE, browser
from tests.channels.test_web_browser import web_chat
from tests.classroom.people import a_class, a_student, a_teacher, learner_of, signed_in

__all__ = ["browser"]
PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"


@dataclass
class School:
    url: str
    cookie: str
    student: str
    mentors: str
    mentor: str


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """A class with one student who has an app, and a mentor who was invited to it."""
    url = f"sqlite:///{(Path(tmp_path_factory.mktemp('one')) / 'sampan.sqlite3').as_posix()}"
    with ThreadPoolExecutor(1) as aside:  # the browser's own loop runs in this thread
        made = aside.submit(asyncio.run, _made(url)).result()
    with web_chat(make_parts(Settings(database_url=url))) as home:
        yield School(home, **made)


async def _made(url: str) -> dict[str, str]:
    parts = make_parts(Settings(database_url=url))
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    student = await a_student(parts, room, "Ka-ho")
    await student.to_zip(PROBLEM)
    await student.say("call it Shower Queue")
    learner = await learner_of(parts, student)
    invited = await mentors.invite(parts, teacher, room, (await parts.store.projects_of(learner))[0].id, "Dr Chan", 14)
    assert invited is not None
    cookie = (await signed_in(parts, teacher))["teacher"]
    await parts.store.close()
    here = f"/teacher/class/{room.id}"
    return {"cookie": cookie, "student": f"{here}/learner/{learner}", "mentors": f"{here}/mentors", "mentor": f"/mentor/{invited.token}"}


def opened(browser: Browser, school: School, path: str, width: int = 1280, dark: bool = False, language: str = "en") -> tuple[BrowserContext, Page]:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": name, "value": value, "url": school.url} for name, value in (("teacher", school.cookie), ("language", language))])
    page = context.new_page()
    page.goto(school.url + path)
    return context, page


@pytest.mark.parametrize(("width", "dark", "language"), [(390, False, "zh-Hant"), (834, True, "en"), (1280, False, "zh-Hans")])
@pytest.mark.parametrize("which", ["student", "talk", "mentors", "mentor"])
def test_axe_finds_nothing(browser: Browser, school: School, which: str, width: int, dark: bool, language: str) -> None:
    path = f"{school.student}/transcript" if which == "talk" else getattr(school, which)
    context, page = opened(browser, school, path, width, dark, language)
    found = Axe().run(page).response["violations"]
    assert not found, json.dumps([(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found], indent=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_what_is_typed_stays_while_the_page_follows(browser: Browser, school: School) -> None:
    context, page = opened(browser, school, school.student)
    page.locator("#nudge-text").fill("a half-written quest")
    page.locator("#note-text").fill("They asked a neighbour.")
    page.locator("#notes button", has_text="Add the note").click()
    expect(page.locator("#notes-list")).to_contain_text("They asked a neighbour.")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('moved', {bubbles: true}))")
    page.wait_for_timeout(500)
    expect(page.locator("#nudge-text")).to_have_value("a half-written quest")
    context.close()


def test_the_app_runs_in_a_frame_that_is_nobody(browser: Browser, school: School) -> None:
    for path in (school.student, school.mentor):
        context, page = opened(browser, school, path)
        frame = page.frame_locator("iframe")
        expect(frame.locator("[data-screen]").first).to_be_visible()
        assert page.locator("iframe").get_attribute("sandbox") == "allow-scripts"
        context.close()


def test_a_mentor_comments_and_the_teacher_reads(browser: Browser, school: School) -> None:
    context, page = opened(browser, school, school.mentor)
    page.locator("#text").fill("Write to me at chan@example.com")
    page.get_by_role("button").last.click()
    expect(page.get_by_role("alert")).to_contain_text("contact goes through the teacher")
    expect(page.locator("#text")).to_have_value("Write to me at chan@example.com")
    page.locator("#text").fill("Show the next free time first.")
    page.get_by_role("button").last.click()
    expect(page.get_by_role("status")).to_contain_text("The teacher has it")
    context.close()
    context, page = opened(browser, school, school.mentors)
    expect(page.locator("#written")).to_contain_text("Show the next free time first.")
    context.close()
