"""The projector and the event's pages in a real browser: exact, calm, and for everybody to read."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bot.bootstrap import make_parts
from bot.core.event import phases
from bot.core.event.phases import Kind
from bot.core.turn import STAGES
from bot.dashboard.event.page import cookie_of
from bot.locales import LANGUAGES, locale
from bot.services import Parts
from bot.services.event import announcing, checkpoints, judging, schedule
from bot.services.news import of_event
from bot.settings import Settings
from scaffolds.spec import Language
from storage.events.records import Event
from tests.browser import DESKTOP, PATIENCE, PHONE, browser
from tests.channels.test_web_browser import LOCALES, web_chat
from tests.classroom.test_live_browser import TABLET, done
from tests.combinations import SCHEMES, Scheme, chosen
from tests.event.people import CODE, a_person, a_team, an_event, in_phase
from tests.event.test_kiosk import enter

__all__ = ["browser"]
WALL: ViewportSize = {"width": 1920, "height": 1080}
NAMES = ("Night Ferry", "二樓後座", "The Extraordinary Gentle Neigh", "樓下茶餐廳老闆娘和她的四個好朋友")
DURING: tuple[Kind, ...] = ("open", "teams", "ideas", "build", "freeze", "judging", "ceremony")


@dataclass
class Hall:
    """A server and an event on it."""

    parts: Parts
    url: str
    event: Event
    token: str

    @property
    def page(self) -> str:
        return f"{self.url}/event/{self.event.code}"


async def filled(parts: Parts, kind: Kind, teams: int, minutes: float = 30, **changes: Any) -> tuple[Event, str]:
    event = await an_event(parts, kind, minutes, **changes)
    made = [await a_team(parts, event, f"{NAMES[n % 4][:24]} {n or ''}".strip(), stage=STAGES[n % 6]) for n in range(teams)]
    if kind in ("freeze", "judging", "ceremony"):
        await parts.store.write(enter, event, made[:-1])
    if kind == "judging":
        await judging.open_round(parts, event)
    await announcing.announce(parts, event, "Ms Chan", "Dinner at 6:30 by the lift.")
    _, token = await a_person(parts, event, "organiser")
    return event, token


@contextlib.contextmanager
def hall(folder: Path, kind: Kind = "build", teams: int = 8, minutes: float = 30, **changes: Any) -> Iterator[Hall]:
    parts = make_parts(Settings(database_url=f"sqlite:///{(folder / 'sampan.sqlite3').as_posix()}"))
    event, token = done(filled(parts, kind, teams, minutes, **changes))
    with web_chat(parts) as url:
        yield Hall(parts, url, event, token)


@contextlib.contextmanager
def opened(
    browser: Browser, at: Hall, path: str = "/kiosk", size: ViewportSize = WALL, language: Language = "en", dark: bool = False, scripts: bool = True
) -> Iterator[Page]:
    """A page that is quiet in its console."""
    options: dict[str, Any] = {"locale": LOCALES[language], "color_scheme": "dark" if dark else "light", "java_script_enabled": scripts}
    context = browser.new_context(viewport=size, reduced_motion="reduce", **options)
    cookies = {"language": language, cookie_of(at.event.code, "organiser"): at.token}
    context.add_cookies([{"name": name, "value": value, "url": at.url} for name, value in cookies.items()])
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


@pytest.mark.parametrize(("kind", "language", "scheme"), chosen(DURING, LANGUAGES, SCHEMES))
def test_everybody_can_read_it(browser: Browser, tmp_path: Path, kind: Kind, language: Language, scheme: Scheme) -> None:
    """Axe finds nothing, and nothing sticks out, on the wall and on a phone."""
    other: Language = "zh-Hant" if language == "en" else "en"
    with hall(tmp_path, kind, language=language, languages=[language, other]) as at:
        for size in (WALL, PHONE):
            with opened(browser, at, size=size, dark=scheme == "dark") as page:
                expect(page.locator("h1")).to_contain_text(locale(language)(f"ev_kiosk.ask_{kind}"))
                assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
                if size is WALL:
                    assert page.evaluate("document.documentElement.scrollHeight") <= size["height"], "the wall does not scroll"
                found = Axe().run(page)
                assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("path", "language", "scheme"), chosen(("", "/desk/announce", "/desk/checkpoints"), LANGUAGES, SCHEMES))
def test_everybody_can_use_the_pages(browser: Browser, tmp_path: Path, path: str, language: Language, scheme: Scheme) -> None:
    marks = [{"id": "a", "name": "First demo", "at": ""}, {"id": "b", "name": "Pitch practised", "at": "2026-11-28T06:00:00+00:00"}]
    with hall(tmp_path, rules="Be on time.\nAsk first.", roles=["curator", "designer", "technologist"], checkpoints=marks) as at:
        for size in (PHONE, TABLET, DESKTOP):
            with opened(browser, at, path, size, language, dark=scheme == "dark") as page:
                expect(page.locator("#phase-strip")).to_contain_text(locale(language)("event.phase_build"))
                assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
                found = Axe().run(page)
                assert found.violations_count == 0, found.generate_report()


def seconds(page: Page) -> int:
    """What the clock on a page shows."""
    parts = [int(part) for part in page.locator("[data-until]").first.inner_text().split(":")]
    return sum(part * 60**place for place, part in enumerate(reversed(parts)))


def left(at: Hall) -> float:
    """What is left by the server's own clock."""

    async def fresh() -> Event:
        return await at.parts.store.events.get(at.event.id) or at.event

    then = phases.following(phases.read(done(fresh()).phases), datetime.now(UTC))
    assert then is not None
    return (then.at - datetime.now(UTC)).total_seconds()


def follows(page: Page, at: Hall) -> None:
    """Until a page shows what is left, but for the seconds by which a busy machine is behind: what is looked for are minutes."""
    until = time.monotonic() + PATIENCE / 1000
    while abs(seconds(page) - left(at)) > 20:
        assert time.monotonic() < until, (seconds(page), left(at))
        page.wait_for_timeout(100)


def test_the_clock_is_the_servers_though_the_device_is_an_hour_wrong(browser: Browser, tmp_path: Path) -> None:
    with hall(tmp_path) as at:
        context = browser.new_context(viewport={"width": 1920, "height": 1080})
        page = context.new_page()
        page.clock.install(time=datetime.now(UTC) + timedelta(hours=1))
        page.goto(f"{at.page}/kiosk")
        page.wait_for_timeout(1500)
        follows(page, at)
        context.close()


def test_a_moved_clock_is_followed_by_every_page(browser: Browser, tmp_path: Path) -> None:
    with hall(tmp_path) as at, opened(browser, at) as page, opened(browser, at, "", PHONE) as phone:
        for one in (page, phone):
            follows(one, at)
        done(schedule.shift(at.parts, at.event, 15, schedule.stamp(at.event)))
        for one in (page, phone):
            follows(one, at)


def test_when_the_time_is_over_the_next_phase_is_there(browser: Browser, tmp_path: Path) -> None:
    """The page is there; then what is left becomes three seconds."""
    with hall(tmp_path) as at, opened(browser, at) as page:
        expect(page.locator("h1")).to_contain_text("Build a first version")
        soon = in_phase("build", 0.05)
        assert done(at.parts.store.events.set_phases(at.event.id, at.event.phases, phases.kept(soon), None, phases.freezes(soon)))
        at.parts.news.tell(of_event(at.event.id))
        expect(page.locator("h1")).to_contain_text("Pens down")


def test_many_teams_take_turns_and_every_one_is_seen(browser: Browser, tmp_path: Path) -> None:
    with hall(tmp_path, teams=30) as at:
        context = browser.new_context(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce")
        page = context.new_page()
        page.clock.install()
        page.goto(f"{at.page}/kiosk")
        seen = set[str]()
        for _ in range(3):
            shown = page.locator(".lane:visible h2").all_inner_texts()
            assert 8 <= len(shown) < 30
            assert page.evaluate("document.querySelector('#lanes').scrollHeight <= document.querySelector('#lanes').clientHeight + 1")
            seen |= set(shown)
            page.clock.run_for(12_100)
        assert len(seen) == 30
        page.mouse.move(400, 400)
        page.get_by_role("button", name="Hold still").click()
        before = page.locator(".lane:visible h2").all_inner_texts()
        page.clock.run_for(30_000)
        assert page.locator(".lane:visible h2").all_inner_texts() == before
        context.close()


def test_a_new_announcement_is_on_the_wall_at_once(browser: Browser, tmp_path: Path) -> None:
    with hall(tmp_path) as at, opened(browser, at) as page:
        expect(page.locator("#says li.on")).to_have_text("Dinner at 6:30 by the lift.")
        page.wait_for_timeout(500)
        done(announcing.announce(at.parts, at.event, "Ms Chan", "The lift is out of order."))
        expect(page.locator("#says li.on")).to_have_text("The lift is out of order.")


def test_without_a_script_it_is_there_and_comes_again(browser: Browser, tmp_path: Path) -> None:
    with hall(tmp_path) as at, opened(browser, at, scripts=False) as page:
        assert page.locator(".lane").count() == 8
        assert page.locator('meta[http-equiv="refresh"]').count() == 1
        expect(page.locator("#says")).to_contain_text("Dinner")


def test_a_tick_stays_where_it_was_pressed(browser: Browser, tmp_path: Path) -> None:
    with hall(tmp_path, checkpoints=[{"id": "a", "name": "First demo", "at": ""}]) as at, opened(browser, at, "/desk/checkpoints", TABLET) as page:
        mark = page.locator(".tick").first
        mark.click()
        expect(mark).to_have_attribute("aria-pressed", "true")
        expect(page.locator("thead")).to_contain_text("1 of 8")
        assert page.url.endswith("/desk/checkpoints")
        event = replace(at.event)
        assert done(checkpoints.tick(at.parts, event, done(at.parts.store.teams.of_event(event.id))[1].id, "a", "Mr Lee"))
        at.parts.news.tell(of_event(event.id))
        expect(page.locator("thead")).to_contain_text("2 of 8")
        assert CODE in page.url
