"""A rehearsal of pens down: eight teams in a running server, on Telegram (the fake Bot API) and on the web, half of them offline across the freeze.

Every team changes its app and its pitch as fast as it is answered. The phones of four teams lose the network before the freeze and get it back after
it; what was typed meanwhile goes out then, as a phone sends it. The event's clock is compressed; `python -m bench.rehearsal 300` keeps them offline
for five minutes, which is also what `python -m bench rehearsal` does. Then a judge's phone opens each frozen app.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import Connection, select

from bench.measure import row
from bench.telegram.bots import ROOT, SECRET
from bench.telegram.server import Server, server
from bot.bootstrap import make_parts
from bot.channels.web.session import COOKIE, new_session, seal
from bot.core.event import phases
from bot.core.turn import Incoming, Reply
from bot.services import Parts
from bot.services.event.frozen_app import frozen_link
from bot.services.preview_app import PreviewLinks
from bot.services.take_turn import take_turn
from bot.settings import Settings
from storage.events.entries import Entry
from storage.events.records import Event, Seat, Team
from storage.ids import new_id
from storage.tables import Inbox, Outbox, Revision, table
from tests.browser import PHONE, chromium
from tests.event.people import a_team, an_event

TEAMS, OFFLINE = 8, 4
CUT = 300.0
"""Seconds without a network, the freeze in their middle."""
LIVELY = 30.0
"""Seconds around the freeze in which the others go on."""
STARTS, SEALS = 60.0, 120.0
"""Seconds until the server is up, and until all zips are made."""
MOST_OFF, MOST_OPENING = 1.0, 5.0
PROBLEM = "families on our floor queue for one shower"
_inbox, _outbox, _revision = table(Inbox), table(Outbox), table(Revision)


@dataclass
class Phone:
    """One team's phone; even ones are on Telegram, odd ones on the web."""

    team: Team
    channel: str
    chat: str
    cookie: str
    offline: bool
    said: int = 0


def run(cut: float = CUT) -> bool:
    with tempfile.TemporaryDirectory(prefix="sampan-rehearsal-") as folder, server(keep_log=False) as fake:
        url = f"sqlite:///{folder}/rehearsal.sqlite3"
        event, phones = asyncio.run(_prepare(url, fake, cut))
        assert event.freezes is not None
        with _sampan(url, fake) as port, ThreadPoolExecutor(TEAMS) as hands:
            list(hands.map(lambda phone: _play(phone, fake, port, event.freezes or datetime.now(UTC), cut), phones))
            _until_sealed(Path(folder) / "rehearsal.sqlite3")
        held = asyncio.run(_counted(url, event, phones))
        return asyncio.run(_links(url, event, fake)) and held


async def _prepare(url: str, fake: Server, cut: float) -> tuple[Event, list[Phone]]:
    """Eight teams with an app each, before the server starts."""
    parts = make_parts(Settings(database_url=url))
    event = await an_event(parts, "build", 60)
    chats = [str(chat) for chat in fake.chats(TEAMS)]
    phones = [await _phone(parts, event, n, chats[n]) for n in range(TEAMS)]
    now = datetime.now(UTC) + timedelta(seconds=max(cut / 2, LIVELY) + STARTS)
    moved = phases.begun_early(phases.read(event.phases), "freeze", now)
    await parts.store.events.set_phases(event.id, event.phases, phases.kept(moved), now, now)
    event = await parts.store.events.get(event.id) or event
    await parts.close()
    return event, phones


async def _phone(parts: Parts, event: Event, number: int, telegram: str) -> Phone:
    team, session = await a_team(parts, event, f"Team {number + 1}"), new_session()
    channel, chat = ("telegram", telegram) if number % 2 == 0 else ("web", session.key)
    learner = await parts.store.find_or_create_learner(channel, chat)
    await parts.store.teams.sit(Seat(event.id, learner.id, team.id, f"Ann {number}", "", "", "", datetime.now(UTC)))
    reply = await _turn(parts, channel, chat, text=PROBLEM)
    while not any(message.file for message in reply.messages):
        ids = [button.id for message in reply.messages for button in message.buttons]
        reply = await _turn(parts, channel, chat, press="build" if "build" in ids else "idk")
    cookie = "" if channel == "telegram" else f"{COOKIE}={seal(parts.secret, session)}"
    return Phone(team, channel, chat, cookie, offline=number >= TEAMS - OFFLINE)


async def _turn(parts: Parts, channel: str, chat: str, text: str = "", press: str | None = None) -> Reply:
    reply = await take_turn(parts, Incoming(channel=channel, chat=chat, sender=chat, id=new_id(), text=text, press=press))
    assert reply is not None
    return reply


@contextmanager
def _sampan(url: str, fake: Server) -> Iterator[int]:
    """`sampan serve` on the store, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    settings = {
        "DATABASE_URL": url, "PORT": str(port), "TELEGRAM_BOT_TOKEN": fake.token, "TELEGRAM_API_BASE": fake.url, "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram/webhook", "LOG_LEVEL": "ERROR",
    }  # fmt: skip
    quiet = None if os.environ.get("BENCH_LOUD") else subprocess.DEVNULL
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"], cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.DEVNULL, stderr=quiet
    )
    try:
        _until_open(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _until_open(port: int) -> None:
    for _ in range(600):
        try:
            line = HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/")
            line.getresponse().read()
            return
        except (OSError, HTTPException):
            time.sleep(0.1)
    raise TimeoutError("the server did not open within a minute")


def _until_sealed(store: Path) -> None:
    """The zips are made after the freeze, one by one; by then what was sent last is answered too."""
    until = time.monotonic() + SEALS
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as looking:
        while time.monotonic() < until and looking.execute("SELECT count(*) FROM entry WHERE sealed IS NOT NULL").fetchone()[0] < TEAMS:
            time.sleep(0.5)
    time.sleep(5)


def _play(phone: Phone, fake: Server, port: int, freezes: datetime, cut: float) -> None:
    """Until a while after the freeze: a change of the app and then many of the pitch. Offline, words wait in the phone."""
    line = Server(fake.url, fake.token)  # a line of its own: phones do not wait for each other
    waiting: list[str] = []
    begins, ends = freezes - timedelta(seconds=LIVELY), freezes + timedelta(seconds=max(LIVELY / 2, cut / 2 if phone.offline else 0))
    time.sleep(max(0.0, (begins - datetime.now(UTC)).total_seconds()))
    while (now := datetime.now(UTC)) < ends:
        text = f"call it Name {phone.said}" if phone.said % 40 == 0 else f"/entry pitch Words number {phone.said}"
        phone.said += 1
        if phone.offline and now > freezes - timedelta(seconds=min(cut / 2, LIVELY / 2)):
            waiting = [*waiting[-4:], text]
            time.sleep(0.5)
        else:
            _say(phone, line, port, text)
            time.sleep(0.3)
    for text in waiting:
        _say(phone, line, port, text)


def _say(phone: Phone, fake: Server, port: int, text: str) -> None:
    if phone.channel == "telegram":
        fake.says([(int(phone.chat), text)])
        return
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {
        "Cookie": phone.cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://127.0.0.1:{port}",
        "HX-Request": "true",
    }
    line.request("POST", "/say", urlencode({"text": text}), headers)
    line.getresponse().read()
    line.close()


@dataclass(frozen=True)
class Answered:
    """A message about an entry or an app: when it came, when its answer was kept, whether it changed anything."""

    came: datetime
    ended: datetime
    text: str
    refused: bool


async def _counted(url: str, event: Event, phones: list[Phone]) -> bool:
    """What was accepted and what is in, team by team."""
    parts = make_parts(Settings(database_url=url))
    try:
        entries = {one.team: one for one in await parts.store.entries.of_event(event.id)}
        talks = {phone.team.id: await parts.store.read(_answers, f"{phone.channel}:{phone.chat}") for phone in phones}
        made = {one.team: await parts.store.read(_last_version, one.project, event.freezes) for one in entries.values()}
    finally:
        await parts.close()
    lost = [phone.team.name for phone in phones if not _is_whole(entries.get(phone.team.id), talks[phone.team.id], made.get(phone.team.id))]
    print(row(f"entries lost, of {TEAMS}", f"{len(lost)}", "0", not lost))
    zips = sum(one.sealed is not None for one in entries.values())
    print(row("zips built and proved", f"{zips}", f"{TEAMS}", zips == TEAMS))
    return all([not lost, zips == TEAMS, *(_exact(channel, event, phones, talks) for channel in ("telegram", "web"))])


def _answers(db: Connection, chat: str) -> list[Answered]:
    wanted = select(_inbox.c.created, _outbox.c.created, _inbox.c.payload["text"].as_string(), _outbox.c.payload["text"].as_string())
    joined = wanted.select_from(_inbox.join(_outbox, _outbox.c.turn == _inbox.c.id)).where(_inbox.c.chat == chat, _outbox.c.number == 1)
    rows = db.execute(joined.order_by(_inbox.c.id)).all()
    return [
        Answered(came, ended, text, "Pens down" in said)
        for came, ended, text, said in rows
        if text and (" pitch " in text or text.startswith("call"))
    ]


def _last_version(db: Connection, project: str, freezes: datetime | None) -> tuple[int, bool]:
    """The last version, and whether one was made after the moment."""
    rows = db.execute(select(_revision.c.n, _revision.c.created).where(_revision.c.project == project).order_by(_revision.c.n)).all()
    return rows[-1][0], any(freezes is not None and created > freezes for _, created in rows)


def _is_whole(entry: Entry | None, talk: list[Answered], made: tuple[int, bool] | None) -> bool:
    """In are the last version and the last words that were accepted, and nothing later."""
    words = [one.text.partition("pitch ")[2] for one in talk if not one.refused and "pitch " in one.text]
    return entry is not None and made == (entry.version, False) and entry.pitch == next(iter(words[::-1]), "")


def _exact(channel: str, event: Event, phones: list[Phone], talks: dict[str, list[Answered]]) -> bool:
    """How far from the moment the last accepted and the first refused change of those online were."""
    assert event.freezes is not None
    online = [one for phone in phones if phone.channel == channel and not phone.offline for one in talks[phone.team.id]]
    if not online:
        print(row(f"{channel}: nobody was answered", "", "", False))
        return False
    accepted, refused = [one for one in online if not one.refused], [one for one in online if one.refused]
    last = max((min(one.ended, event.freezes) for one in accepted), default=online[0].came)
    first = min((max(one.came, event.freezes) for one in refused), default=online[-1].ended)
    before, after = (event.freezes - last).total_seconds(), (first - event.freezes).total_seconds()
    in_order = all(one.came < event.freezes for one in accepted) and all(one.ended >= event.freezes for one in refused)
    good = in_order and before < MOST_OFF and after < MOST_OFF
    print(row(f"{channel}: last accepted before, first refused after", f"{before:.2f} s, {after:.2f} s", f"each below {MOST_OFF:.0f} s", good))
    return good


async def _links(url: str, event: Event, fake: Server) -> bool:
    """Each frozen app on a phone of a judge who never saw it, the server's builds not yet made."""
    parts = make_parts(Settings(database_url=url))
    previews, entries = PreviewLinks(parts), await parts.store.entries.of_event(event.id)
    tokens = [await frozen_link(previews, one, "a judge") for one in entries]
    await parts.close()
    return await asyncio.to_thread(_opened, url, event, fake, tokens)


def _opened(url: str, event: Event, fake: Server, tokens: list[str]) -> bool:
    with _sampan(url, fake) as port, chromium() as browser:
        took = []
        for token in tokens:
            page = browser.new_page(viewport={"width": PHONE["width"], "height": PHONE["height"]})
            page.goto(f"http://127.0.0.1:{port}/event/{event.code}")
            begun = time.perf_counter()
            page.evaluate(_FRAME, f"/preview/{token}/")
            page.frame_locator("#judged").locator("main:not([aria-busy])").wait_for()
            took.append(time.perf_counter() - begun)
            page.close()
    slowest = max(took, default=float("inf"))
    print(
        row(f"slowest of {len(took)} frozen apps on a judge's phone", f"{slowest:.2f} s", f"below {MOST_OPENING:.0f} s", slowest < MOST_OPENING),
        flush=True,
    )
    return slowest < MOST_OPENING and len(took) == TEAMS


_FRAME = """(address) => {
  const frame = Object.assign(document.createElement("iframe"), { id: "judged", src: address, width: 390, height: 700 });
  frame.setAttribute("sandbox", "allow-scripts");
  document.body.prepend(frame);
}"""


if __name__ == "__main__":
    sys.exit(0 if run(*map(float, sys.argv[1:2])) else 1)
