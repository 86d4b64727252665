"""The page of an entry and the organisers' list in a real browser: from nothing to a signed entry, frozen, run, late, and taken out."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.bootstrap import make_parts
from bot.channels.web.session import COOKIE, new_session, seal
from bot.core.event import phases
from bot.dashboard.event.page import cookie_of
from bot.services import Parts
from bot.services.event import sealing
from bot.settings import Settings
from scaffolds.blocks import with_checks
from storage import projects
from storage.events.records import Event, Seat
from storage.ids import new_id
from tests.browser import browser
from tests.channels.test_web_browser import visitor, web_chat
from tests.channels.visiting import SPEC
from tests.classroom.test_door_browser import REFUSED, clean
from tests.event.people import a_person, a_team, an_event
from tests.event.test_freeze import version_of

__all__ = ["browser"]


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Parts]]:
    store = Path(tmp_path_factory.mktemp("club")) / "sampan.sqlite3"
    parts = make_parts(Settings(database_url=f"sqlite:///{store.as_posix()}"))
    with web_chat(parts) as url:
        yield url, parts


def done(work: Coroutine[Any, Any, Any]) -> Any:
    with ThreadPoolExecutor(1) as beside:  # the browser's own loop runs in this thread
        return beside.submit(asyncio.run, work).result()


async def an_hour(parts: Parts, code: str) -> tuple[Event, str, str]:
    """An event with a team that has an app and one that has nothing; the cookies of a member and of an organiser."""
    event, session = await an_event(parts, code=code), new_session()
    learner = await parts.store.find_or_create_learner("web", session.key)
    project = new_id()
    record = version_of(project, learner.id, None, with_checks(SPEC).model_dump_json())
    await parts.store.write(projects.change, record)
    team = await a_team(parts, event, project=project, title="Shower Time", version=1)
    await a_team(parts, event, "Nothing Yet")
    await parts.store.teams.sit(Seat(event.id, learner.id, team.id, "Ann", "", "", "", datetime.now(UTC)))
    await parts.store.teams.change(event.id, team.id, project=project)
    _, token = await a_person(parts, event, "organiser")
    return event, seal(parts.secret, session), token


async def freeze(parts: Parts, event: Event) -> None:
    now = datetime.now(UTC)
    frozen = phases.begun_early(phases.read(event.phases), "freeze", now)
    assert await parts.store.events.set_phases(event.id, event.phases, phases.kept(frozen), None, now)
    while await sealing.one_round(parts):
        pass


@pytest.mark.parametrize(("language", "phone", "dark"), [("en", True, False), ("zh-Hant", False, False), ("zh-Hans", True, True)])
def test_from_nothing_to_an_entry_that_runs(browser: Browser, club: tuple[str, Parts], language: str, phone: bool, dark: bool) -> None:
    url, parts = club
    event, member, organiser = done(an_hour(parts, {"en": "HJKM4673", "zh-Hant": "HJKM4674", "zh-Hans": "HJKM4675"}[language]))
    at = f"{url}/event/{event.code}"
    with visitor(browser, language, phone, dark) as context:
        context.add_cookies(
            [{"name": COOKIE, "value": member, "url": url}, {"name": cookie_of(event.code, "organiser"), "value": organiser, "url": url}]
        )
        page, troubles = context.new_page(), list[str]()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text) if line.type == "error" and REFUSED not in line.text else None)
        page.goto(f"{at}/desk/entries")
        expect(page.locator(".entries > .bare")).to_have_count(1)
        clean(page)
        _written(page, at)
        done(freeze(parts, event))
        page.reload()
        expect(page.locator("textarea")).to_have_count(0)
        expect(page.locator(".as-typed").first).to_have_text("Neighbours see whose turn it is.")
        clean(page)
        page.locator("main .btn.hull").click()
        page.frame_locator(".run-frame iframe").locator("main:not([aria-busy])").wait_for()
        clean(page)
        _given_longer(page, at)
        assert troubles == []


def _written(page: Page, at: str) -> None:
    """A pitch that is too long comes back as typed; then all is kept, and signed."""
    page.goto(f"{at}/entry")
    clean(page)
    page.locator("#pitch").fill("word " * 101)
    assert page.locator("#pitch-count").evaluate("one => one.classList.contains('over')")
    page.locator("main .btn.hull").click()
    expect(page.locator("#problem")).to_be_visible()
    assert page.locator("#pitch").input_value().startswith("word word")
    clean(page)
    page.locator("#pitch").fill("Neighbours see whose turn it is.")
    page.locator("#link").fill("https://youtu.be/abc")
    page.locator("main .btn.hull").click()
    page.wait_for_url("**/entry?said=saved")
    page.locator("form[action$='/statement'] .btn.ask").click()
    page.locator("form[action$='/sign'] button").click()
    page.wait_for_url("**/entry?said=signed")
    expect(page.locator(".entry-list .lacking")).to_have_count(0)
    clean(page)
    page.locator("form[action$='/show'] button").click()
    page.wait_for_url("**/entry?said=show")


def _given_longer(page: Page, at: str) -> None:
    page.goto(f"{at}/desk/entries")
    expect(page.locator("a[download]")).to_have_count(1)
    clean(page)
    page.locator(".entries .deeds a:not([download])").last.click()
    expect(page.locator("dialog[open] #sheet-title")).to_be_focused()
    page.locator("dialog[open] form[action$='/late'] .btn.hull").click()
    page.wait_for_url("**/desk/entries?said=yes*")
    expect(page.locator(".tag.lamp").first).to_be_visible()
    page.locator(".entries .deeds a:not([download])").last.click()
    page.locator("dialog[open] form[action$='/out'] button").click()
    page.wait_for_url("**/desk/entries?said=out*")
    expect(page.locator(".entries > .out")).to_have_count(1)
    clean(page)
