"""An alarm in the browsers of two teachers: it comes to whatever page is open, one takes it up, the lead closes it; and the pages are well made."""

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
from bot.services import Parts
from bot.settings import Settings
from storage.classrooms.records import Classroom
from tests.browser import DESKTOP, PHONE, browser
from tests.channels.test_web_browser import say, web_chat
from tests.classroom.people import a_class, a_student, a_teacher, signed_in
from tests.combinations import LANGUAGES, chosen

__all__ = ["browser"]
TABLET: ViewportSize = {"width": 834, "height": 1112}
DANGER = "i want to kill myself"


@dataclass
class School:
    url: str
    room: Classroom
    cookies: tuple[dict[str, str], dict[str, str]]
    """Of the lead and of a co-teacher."""
    seats: list[str]
    """Tokens by which a browser is a student's."""

    def teacher(
        self, browser: Browser, who: int = 0, language: str = "en", width: ViewportSize = DESKTOP, dark: bool = False, script: bool = True
    ) -> BrowserContext:
        context = browser.new_context(
            viewport=width, color_scheme="dark" if dark else "light", java_script_enabled=script, reduced_motion="reduce"
        )  # fmt: skip
        values = self.cookies[who] | {"language": language}
        context.add_cookies([{"name": name, "value": value, "url": self.url} for name, value in values.items()])
        return context

    @property
    def safety(self) -> str:
        return f"{self.url}/teacher/class/{self.room.id}/safety"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    store = Path(tmp_path_factory.mktemp("alarm")) / "sampan.sqlite3"
    parts = make_parts(Settings(database_url=f"sqlite:///{store.as_posix()}"))
    parts.doors["telegram"] = "https://t.me/sampan_bot?start={}".format
    with ThreadPoolExecutor(1) as aside:  # Playwright has a loop of its own in this thread
        filled = aside.submit(asyncio.run, _fill(parts)).result()
    with web_chat(parts) as url:
        yield School(url, *filled)


async def _fill(parts: Parts) -> tuple[Classroom, tuple[dict[str, str], dict[str, str]], list[str]]:
    teacher, co = await a_teacher(parts), await a_teacher(parts, "Mr Wong")
    room = await a_class(parts, teacher)
    await parts.store.teachers.join_class(co.id, room.id, "co")
    seats = []
    for name in ("Ka-ho", "Mei"):
        learner = await parts.store.find_or_create_learner("web", name)
        await parts.store.classes.sit(room.id, learner.id, name, "12")
        seats.append(await parts.store.new_personal_link(learner.id))
    for name, said in (("Priya", "my dad beats me with a belt every night"), ("Ahmed", "he said he will stab me with a knife after school")):
        await (await a_student(parts, room, name)).say(said)
    first, second = await parts.store.care.alarms(teacher.id)
    await parts.store.care.acknowledge(first.flag.id, co.id)
    await parts.store.care.acknowledge(second.flag.id, co.id)
    await parts.store.care.close_flag(second.flag.id, teacher.id, "talked with her; the social worker knows")
    return room, (await signed_in(parts, teacher), await signed_in(parts, co)), seats


def student(browser: Browser, school: School, seat: int) -> Page:
    page = browser.new_context(viewport=PHONE, locale="en-GB", reduced_motion="reduce").new_page()
    page.goto(f"{school.url}/me/{school.seats[seat]}")
    page.goto(school.url)
    expect(page.locator("#log")).to_be_visible()
    return page


def test_it_comes_to_every_open_page_and_one_takes_it_up(browser: Browser, school: School) -> None:
    ka_ho = student(browser, school, 0)
    pages = [school.teacher(browser, who).new_page() for who in (0, 1)]
    for page, path in zip(pages, (school.safety, f"{school.url}/teacher/telegram"), strict=True):
        page.goto(path)
        page.wait_for_load_state("networkidle")
    say(ka_ho, DANGER)
    expect(ka_ho.locator("#log")).to_contain_text("Your teacher will see that you may need someone, maybe not at once.")
    for page in pages:
        expect(page.get_by_role("heading", name="Ka-ho may need a person now")).to_be_visible()
    expect(pages[0].locator("#count-safety")).to_have_text("2")
    pages[1].get_by_role("button", name="I have seen it").click()
    expect(pages[1].locator(".alarm")).to_have_count(0)
    expect(pages[0].locator("#alarms")).to_contain_text("seen by Mr Wong")
    expect(pages[0].locator(".alarm")).to_have_count(0)


def test_what_is_being_typed_stays_while_the_page_asks_again(browser: Browser, school: School) -> None:
    page = school.teacher(browser).new_page()
    page.goto(school.safety)
    box = page.locator("#open-flags input[name=outcome]").first
    box.fill("We talked")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('moved', {bubbles: true}))")
    page.wait_for_load_state("networkidle")
    expect(box).to_have_value("We talked")
    expect(box).to_be_focused()


def test_without_a_script_it_is_seen_and_closed_by_forms(browser: Browser, school: School) -> None:
    say(student(browser, school, 1), DANGER)
    page = school.teacher(browser, script=False).new_page()
    page.goto(f"{school.url}/teacher/telegram")
    page.get_by_role("link", name="Alarms about students").click()
    page.locator(".alarm", has_text="Mei").get_by_role("button", name="I have seen it").click()
    panel = page.locator(".flag", has_text="Mei")
    panel.get_by_label("What was done").fill("Her brother picked her up")
    panel.get_by_role("button", name="Close it").click()
    expect(page.locator("main")).to_contain_text("Closed by Ms Lee: Her brother picked her up")


def test_a_chat_is_connected_by_a_link_that_is_shown_once(browser: Browser, school: School) -> None:
    page = school.teacher(browser, width=PHONE).new_page()
    page.goto(school.safety)
    page.get_by_role("link", name="Connect my Telegram").click()
    page.get_by_role("button", name="Connect my Telegram").click()
    expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()
    assert (page.get_by_role("link", name="Open Telegram").get_attribute("href") or "").startswith("https://t.me/sampan_bot?start=t-")


PATHS = ("/safety", "/safety/audit", "/alarms", "/telegram")
LOOKS = chosen(LANGUAGES, PATHS, (PHONE["width"], TABLET["width"], DESKTOP["width"]), (False, True), strength=2)


@pytest.mark.parametrize(("language", "path", "width", "dark"), LOOKS)
def test_the_pages_are_for_everybody(browser: Browser, school: School, language: str, path: str, width: int, dark: bool) -> None:
    page = school.teacher(browser, 0, language, {"width": width, "height": 900}, dark).new_page()
    page.goto(f"{school.url}/teacher{path}" if path in ("/alarms", "/telegram") else f"{school.url}/teacher/class/{school.room.id}{path}")
    page.wait_for_load_state("networkidle")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing scrolls sideways"
