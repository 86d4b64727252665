"""A whole event of 90 minutes in a few: 100 teams of four, half of them on Telegram (a Bot API server of our own) and half on the web, on one `sampan serve`.

Everybody joins, tells problems, builds and changes their app, most of all in the last seconds. What must hold: whatever was acknowledged before pens
down is in the team's entry, nothing after it changes an app, on either channel; and the projector's page stays quick meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2

from bench.measure import row
from bench.telegram.bots import SECRET, free_port
from bench.telegram.server import Server, server
from bench.telegram.times import quantile
from bot.bootstrap import make_parts
from bot.core.event.phases import Kind, Phase
from bot.services.event.open_event import EventWish, open_event
from bot.settings import Settings
from storage.events.records import Event

TEAMS, ON_WEB, ON_TELEGRAM = 100, 2, 2
SECONDS: dict[Kind, float] = {"open": 50, "teams": 40, "ideas": 40, "build": 260, "freeze": 25, "judging": 15, "ceremony": 15}
"""What stands for 5, 8, 12, 40, 3, 15 and 7 minutes."""
AT_ONCE = 60
"""Requests of phones that are on their way at the same time."""
KIOSK_EVERY, KIOSK_LIMIT = 0.5, 300.0
PROBLEMS = ("families on our floor queue for one shower", "nobody knows which bus comes next", "we throw away half of our lunch boxes")
ANSWERS = {"who": "my neighbours", "goal": "know whose turn it is", "keep": "name, time"}
MOST_TURNS = 14
IN_THE_LAST = 12.0
"""Seconds before and after pens down in which everybody still changes something."""
ROOT = Path(__file__).parent.parent


@dataclass
class Day:
    """A server with an event on it, and what the phones were told."""

    url: str
    event: Event
    fake: Server
    store: Path
    phones: list[httpx2.AsyncClient] = field(default_factory=list)
    acknowledged: dict[int, int] = field(default_factory=dict)
    """By team, the newest version that a phone was shown before pens down."""
    pitched: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def at(self, kind: Kind) -> float:
        """When a phase begins, in seconds since the epoch."""
        return datetime.fromisoformat(next(str(one["at"]) for one in self.event.phases if one["kind"] == kind)).timestamp()

    async def says(self, phone: httpx2.AsyncClient, text: str = "", press: str | None = None) -> dict[str, Any]:
        """A message from a browser, and what it was answered."""
        async with self.gate:
            answer = await phone.post("/api/messages", json={"text": text, "press": press, "id": uuid4().hex})
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def query(self, statement: str, *values: Any) -> list[Any]:
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=30) as db:
            return db.execute(statement, values).fetchall()


def run(teams: int = TEAMS) -> bool:
    return asyncio.run(_run(teams))


async def _run(teams: int) -> bool:
    with server() as fake:
        chats = fake.chats(teams * ON_TELEGRAM)
        async with _event(fake, teams) as day:
            watching = asyncio.create_task(_watch(day))
            done = await asyncio.gather(*(_team(day, number, chats[number::teams]) for number in range(teams)), return_exceptions=True)
            day.faults += [repr(one) for one in done if isinstance(one, BaseException)]
            await _until(day.at("ceremony"))
            return _told(day, teams, (await asyncio.gather(watching, return_exceptions=True))[0])


# --- one team


async def _team(day: Day, number: int, chats: list[int]) -> None:
    chance, phones = random.Random(number), day.phones[number * ON_WEB : (number + 1) * ON_WEB]
    await _in_phase(day, "open", chance)
    for place, phone in enumerate(phones):
        await day.says(phone, f"/join {day.event.code} Web {number}.{place}")
    _all_say(day, chats, [f"/join {day.event.code} Phone {number}.{place}" for place in range(len(chats))])
    await _in_phase(day, "teams", chance)
    await day.says(phones[0], f"/team new Team {number}")
    code = await _code(day, f"Team {number}")
    for phone in phones[1:]:
        await day.says(phone, f"/join {code}")
    _all_say(day, chats, [f"/join {code}"] * len(chats))
    await _in_phase(day, "ideas", chance)
    _all_say(day, chats[:1], [f"/idea {PROBLEMS[2]}"])
    for phone, problem in zip(phones, PROBLEMS, strict=False):
        await day.says(phone, f"/idea {problem}")
    await _in_phase(day, "build", chance)
    await _first_app(day, number, phones[0])
    await _changes(day, number, phones, chats, chance)


def _all_say(day: Day, chats: list[int], texts: list[str]) -> None:
    day.fake.says(list(zip(chats, texts, strict=True)))


async def _in_phase(day: Day, kind: Kind, chance: random.Random) -> None:
    """At a moment of one's own in the first half of a phase."""
    await _until(day.at(kind) + chance.uniform(0.5, SECONDS[kind] * (0.7 if kind != "build" else 0.3)))


async def _code(day: Day, name: str) -> str:
    for _ in range(100):
        if found := day.query("SELECT code FROM event_team WHERE name = ?", name):
            return str(found[0][0])
        await asyncio.sleep(0.1)
    raise LookupError(f"{name} was not founded")


async def _first_app(day: Day, number: int, phone: httpx2.AsyncClient) -> None:
    """As a plain answerer would come to a zip."""
    said = await day.says(phone, PROBLEMS[number % len(PROBLEMS)])
    for _ in range(MOST_TURNS):
        if any(message.get("file") for message in said["messages"]):
            _acknowledge(day, number, said)
            break
        buttons = [one["id"] for message in said["messages"] for one in message["buttons"]]
        going = next((id for id in buttons if id.startswith("event:idea:go") or id == "build"), None)
        text = ANSWERS.get(said["asks"], "idk")
        said = await (day.says(phone, press=going) if going else day.says(phone, text))
    else:
        raise LookupError(f"team {number} came to no app: {said['messages'][-1]['text'][:200]}")
    await day.says(phone, f"/entry pitch The app of team {number}: nobody waits in the corridor.")
    if time.time() < day.at("freeze"):
        day.pitched.add(number)


async def _changes(day: Day, number: int, phones: list[httpx2.AsyncClient], chats: list[int], chance: random.Random) -> None:
    """One change by somebody in between, then everybody's in the last seconds and in the first ones after."""
    freeze = day.at("freeze")
    moments = [(freeze + chance.uniform(-IN_THE_LAST, IN_THE_LAST), place) for place in range(len(phones) + len(chats))]
    for moment, place in sorted(moments):
        await _until(moment)
        text = f"call it Last {number} {place}"
        if place >= len(phones):
            _all_say(day, [chats[place - len(phones)]], [text])
            continue
        _acknowledge(day, number, await day.says(phones[place], text))


def _acknowledge(day: Day, number: int, said: dict[str, Any]) -> None:
    if said["project"] and time.time() < day.at("freeze"):
        day.acknowledged[number] = max(day.acknowledged.get(number, 0), int(said["project"]["version"]))


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.time()))


async def _watch(day: Day) -> list[float]:
    """How long the projector's page took, in milliseconds, again and again until the ceremony."""
    taken: list[float] = []
    async with httpx2.AsyncClient(base_url=day.url, timeout=30) as projector:
        while time.time() < day.at("ceremony"):
            begun = time.perf_counter()
            (await projector.get(f"/event/{day.event.code}/kiosk")).raise_for_status()
            taken.append(1000 * (time.perf_counter() - begun))
            await asyncio.sleep(KIOSK_EVERY)
    return taken


# --- what came of it


def _told(day: Day, teams: int, watched: list[float] | BaseException) -> bool:
    for fault in [*day.faults[:5], *([repr(watched)] if isinstance(watched, BaseException) else [])]:
        print(f"  {fault}")
    kiosk = quantile(watched, 0.95) if isinstance(watched, list) else float("inf")
    entries = dict(day.query("SELECT t.name, e.version FROM entry e JOIN event_team t ON t.id = e.team"))
    pitches = {name for (name,) in day.query("SELECT t.name FROM entry e JOIN event_team t ON t.id = e.team WHERE e.pitch != ''")}
    lost = [number for number, version in day.acknowledged.items() if entries.get(f"Team {number}", 0) < version]
    lost += [number for number in day.pitched if f"Team {number}" not in pitches]
    turns = day.query("SELECT count(*) FROM inbox WHERE status = 'done'")[0][0]
    waiting = day.query("SELECT count(*) FROM inbox WHERE status = 'received'")[0][0]
    print(row(f"{teams} teams, {teams * (ON_WEB + ON_TELEGRAM)} students: messages answered", f"{turns:,}"))
    print(row("teams that were broken off, messages left unanswered", f"{len(day.faults)}, {waiting}", "none", not day.faults and not waiting))
    print(row("entries taken", f"{len(entries)}", f"{teams}", len(entries) == teams))
    print(row("submissions that were acknowledged and are not in", f"{len(lost)}", "none", not lost))
    exact = [_channel(day, name) for name in ("web", "telegram")]
    print(
        row(
            f"the projector's page, p95 of {len(watched) if isinstance(watched, list) else 0}",
            f"{kiosk:.0f} ms",
            f"below {KIOSK_LIMIT:.0f} ms",
            kiosk < KIOSK_LIMIT,
        )
    )
    return not day.faults and not waiting and len(entries) == teams and not lost and all(exact) and kiosk < KIOSK_LIMIT


def _channel(day: Day, name: str) -> bool:
    """The last change that was taken and the first that was refused, each by when it was decided."""
    freeze = day.at("freeze")
    taken = day.query("SELECT max(r.created) FROM revision r JOIN inbox i ON i.id = r.turn WHERE i.chat LIKE ?", f"{name}:%")[0][0]
    refused = day.query(
        "SELECT min(o.created), count(*) FROM outbox o WHERE o.chat LIKE ? AND json_extract(o.payload, '$.text') LIKE '%Pens down since%'",
        f"{name}:%",
    )[0]
    last = _seconds(taken) - freeze if taken else float("-inf")
    first = _seconds(refused[0]) - freeze if refused[0] else float("inf")
    good = last <= 0 <= first and refused[1] > 0
    print(row(f"{name}: last change taken, first refused of {refused[1]}", f"{last:+.2f} s, {first:+.2f} s", "before 0, after 0", good))
    return good


def _seconds(kept: str) -> float:
    return datetime.fromisoformat(kept).replace(tzinfo=UTC).timestamp()


# --- the server


@asynccontextmanager
async def _event(fake: Server, teams: int) -> AsyncIterator[Day]:
    with tempfile.TemporaryDirectory(prefix="sampan-bench-") as folder:
        store = Path(folder) / "bench.sqlite3"
        event = await _opened(f"sqlite:///{store}")
        with _serving(fake, store) as url:
            fake.until_open()
            day = Day(url, event, fake, store)
            day.phones = [_phone(url) for _ in range(teams * ON_WEB)]
            try:
                yield day
            finally:
                await asyncio.gather(*(phone.aclose() for phone in day.phones))


async def _opened(url: str) -> Event:
    """An event whose doors open in a moment, and whose phases are as long as they are here."""
    parts = make_parts(Settings(database_url=url))
    moment, phases = datetime.now(UTC) + timedelta(seconds=8), []
    for kind, seconds in SECONDS.items():
        phases.append(Phase(kind=kind, at=moment))
        moment += timedelta(seconds=seconds)
    wish = EventWish("A hundred teams", phases=[*phases, Phase(kind="over", at=moment)], opened=True)
    event, _, _ = await open_event(parts, wish, "Bench")
    await parts.close()
    return event


def _phone(url: str) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(base_url=url, headers={"Origin": url}, timeout=120)


@contextmanager
def _serving(fake: Server, store: Path) -> Iterator[str]:
    port = free_port()
    settings = {
        "DATABASE_URL": f"sqlite:///{store}", "LOG_LEVEL": "ERROR", "PORT": str(port), "TELEGRAM_BOT_TOKEN": fake.token, "TELEGRAM_API_BASE": fake.url,
        "TELEGRAM_WEBHOOK_SECRET": SECRET, "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram/webhook",
    }  # fmt: skip
    command = [sys.executable, "-m", "bot", "serve"]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.DEVNULL) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


if __name__ == "__main__":
    sys.exit(0 if run(*map(int, sys.argv[1:2])) else 1)
