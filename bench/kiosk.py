"""The projector of an event of 100 teams: `python -m bench kiosk`.

The server is `sampan serve` in a process of its own. The page is fetched one after another by a client as its script does, while members of teams
chat and 100 phones hold a line open; in building, and in judging, when it asks for most.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import httpx2

from bench.classmates import EVERY, LINES, serving
from bench.measure import row
from bench.telegram.times import quantile
from bot.bootstrap import make_parts
from bot.channels.web.session import COOKIE, new_session, seal
from bot.core.turn import STAGES
from bot.services import Parts
from bot.services.event import judging
from bot.services.event.announcing import announce
from bot.settings import Settings
from storage.columns import now
from storage.events.records import Event, Seat
from tests.event.people import CODE, a_team, an_event
from tests.event.test_kiosk import enter

TEAMS, CHATTING, PHONES, SAID, PAGES = 100, 40, 100, 200, 150
MOST_MS = 300.0


async def an_event_of(parts: Parts, kind: str, code: str) -> tuple[Event, list[str]]:
    """An event with its teams, announcements, and the cookies of those who chat."""
    event = await an_event(parts, kind, 60, code=code)  # type: ignore[arg-type]
    teams = [await a_team(parts, event, f"Team {n}", stage=STAGES[n % 6]) for n in range(TEAMS)]
    for n in range(SAID):
        await announce(parts, event, "Ms Chan", f"Announcement {n}: dinner at 6:30 by the lift")
    if kind == "judging":
        await parts.store.write(enter, event, teams)
        await judging.open_round(parts, event)
    cookies = []
    for n, team in enumerate(teams[:CHATTING]):
        session = new_session()
        learner = await parts.store.find_or_create_learner("web", session.key)
        await parts.store.teams.sit(Seat(event.id, learner.id, team.id, f"Student {n}", "", "", "", now()))
        cookies.append(seal(parts.secret, session))
    return event, cookies


async def chat(http: httpx2.AsyncClient, lot: random.Random) -> None:
    while True:
        await asyncio.sleep(EVERY * lot.uniform(0.5, 1.5))
        answer = await http.post("/say", data={"text": lot.choice(LINES), "id": uuid4().hex}, headers={"HX-Request": "true"})
        answer.raise_for_status()


async def hold(http: httpx2.AsyncClient, page: str) -> None:
    """A phone that looks at the event's page and fetches what moved."""
    async with http.stream("GET", f"{page}/wire") as line:
        async for part in line.aiter_lines():
            if part.startswith("event: moved"):
                (await http.get(f"{page}/now")).raise_for_status()


@asynccontextmanager
async def busy(url: str, page: str, cookies: list[str]) -> AsyncIterator[None]:
    """An event that is under way."""
    many = httpx2.Limits(max_connections=None)
    clients = [httpx2.AsyncClient(base_url=url, cookies={COOKIE: one}, headers={"Origin": url}, timeout=60) for one in cookies]
    phones = httpx2.AsyncClient(base_url=url, timeout=120, limits=many)
    work = [asyncio.create_task(chat(http, random.Random(n))) for n, http in enumerate(clients)]
    work += [asyncio.create_task(hold(phones, page)) for _ in range(PHONES)]
    await asyncio.sleep(EVERY * 1.5)
    try:
        yield
        broken = [one.exception() for one in work if one.done() and not one.cancelled()]
        if broken:
            raise RuntimeError(f"{len(broken)} of the event could not go on: {broken[0]!r}")
    finally:
        for one in work:
            one.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        for http in (*clients, phones):
            await http.aclose()


async def page_times(url: str, page: str) -> list[float]:
    """Milliseconds of the projector's parts, one after another."""
    taken = []
    async with httpx2.AsyncClient(base_url=url, headers={"Accept-Encoding": "br"}, timeout=60) as http:
        for _ in range(PAGES):
            begun = time.perf_counter()
            answer = await http.get(f"{page}/kiosk/parts")
            taken.append((time.perf_counter() - begun) * 1000)
            assert answer.status_code == 200 and "Team 99" in answer.text
            await asyncio.sleep(0.05)
    return taken


async def measure() -> bool:
    good = True
    with tempfile.TemporaryDirectory(prefix="sampan-bench-") as folder:
        store = f"sqlite:///{folder}/bench.sqlite3"
        parts = make_parts(Settings(database_url=store))
        events = [await an_event_of(parts, kind, CODE[:-1] + sign) for kind, sign in (("build", "4"), ("judging", "6"))]
        with serving(store) as url:
            for (event, cookies), name in zip(events, ("building", "judging"), strict=True):
                page = f"/event/{event.code}"
                async with busy(url, page, cookies):
                    times = await page_times(url, page)
                slow = quantile(times, 0.95)
                good = good and slow < MOST_MS
                what = f"{name}: {TEAMS} teams, {CHATTING} chat, {PHONES} phones; p50 / p95"
                print(row(what, f"{statistics.median(times):.0f} / {slow:.0f} ms", f"p95 below {MOST_MS:.0f} ms", slow < MOST_MS), flush=True)
        await parts.close()
    return good


def run() -> bool:
    return asyncio.run(measure())


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
