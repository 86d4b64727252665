"""Judges at once: 300 who vote on a running program that is killed 20 times, and how long the next batch takes to choose among 1,500 entries.

A vote is acknowledged when its answer has arrived. Each judge goes on with the next order of the batch until it is acknowledged; at the end each
batch holds the last order that was, or one that was sent after it and whose answer the kill swallowed.
"""

from __future__ import annotations

import asyncio
import gc
import os
import random
import signal
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import httpx2
from sqlalchemy import Connection, insert

from bench.measure import row
from bot.core.event import ordering
from bot.services.event import batching
from storage.events import tables as t
from storage.events.batches import Batch
from storage.events.records import Event
from storage.ids import new_id
from storage.store import Store
from storage.tables import table
from tests.event.people import A_TEAM, AN_EVENT

JUDGES, KILLS, ENTRIES = 300, 20, 1500
SHORTEST, LONGEST = 1.0, 4.0
"""Seconds from one open door to the next kill."""
EACH = 15
"""Entries that a judge sees."""
LIMIT = 50.0
"""Milliseconds for the next batch, at the 95th percentile."""
ROOT = Path(__file__).parent.parent


@dataclass
class Judge:
    """Somebody who votes, and what was acknowledged of it: by batch, the orders since the last one that was."""

    id: str
    http: httpx2.AsyncClient
    votes: int = 0
    sent: dict[str, list[str]] = field(default_factory=dict)

    async def vote(self, home: str, over: asyncio.Event) -> None:
        lot = random.Random(self.id)
        while not over.is_set():
            try:
                await self._batch(home, lot)
            except httpx2.HTTPError:
                await asyncio.sleep(lot.uniform(0.5, 1.5))  # 300 who knock all the time would keep it from getting up

    async def _batch(self, home: str, lot: random.Random) -> None:
        """Take the batch, put it into one order after another; the first is handed in as well, and changed from then on."""
        given = await self.http.post(f"{home}/judge/next", data={"more": "1"})
        id = given.headers.get("location", "").partition("/batch/")[2] or lot.choice([*self.sent, ""])
        if id:
            await self._order(home, id, lot)

    async def _order(self, home: str, id: str, lot: random.Random) -> None:
        at = f"{home}/judge/batch/{id}"
        size = (await self.http.get(at)).text.count('data-n="')
        numbers = [str(n) for n in range(size)]
        for act in ("set", "done", "set"):
            lot.shuffle(numbers)
            if act == "set":
                self.sent.setdefault(id, []).append("-".join(numbers))
            answer = await self.http.post(at, data={"act": act, "now": "-".join(numbers)})
            if answer.status_code == 303 and act == "set":
                self.sent[id] = self.sent[id][-1:]
                self.votes += 1


@dataclass
class Program:
    """`sampan serve`, killed and begun again on one port."""

    store_url: str
    port: int
    deaths: int = 0
    _process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        command = (sys.executable, "-m", "bot", "serve", "--port", str(self.port))
        environment = {**os.environ, "DATABASE_URL": self.store_url, "LOG_LEVEL": "ERROR"}
        nowhere = asyncio.subprocess.DEVNULL
        self._process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stdout=nowhere, stderr=nowhere)
        async with httpx2.AsyncClient(timeout=5) as http:
            while True:
                try:
                    await http.get(f"http://127.0.0.1:{self.port}/health")
                    return
                except httpx2.HTTPError:
                    await asyncio.sleep(0.1)

    async def end(self, how: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(how)
        await self._process.wait()
        self.deaths += how is signal.SIGKILL


async def kept(judges: int = JUDGES, kills: int = KILLS) -> tuple[int, int, int]:
    """Votes that were acknowledged, batches whose last one is not there, kills."""
    async with seeded(judges * 2, judges) as (store, url, event, tokens):
        with socket.create_server(("127.0.0.1", 0)) as listening:
            program = Program(url, int(listening.getsockname()[1]))
        people = [Judge(id, _client(program.port, event, token)) for id, token in tokens.items()]
        over = asyncio.Event()
        await program.start()
        work = [asyncio.create_task(one.vote(f"/event/{event.code}", over)) for one in people]
        try:
            await _lives(program, kills)
            async with asyncio.timeout(60):  # on a busy machine a life may be too short for a vote
                while not any(one.votes for one in people):
                    await asyncio.sleep(0.1)
            over.set()
            await asyncio.gather(*work)
        finally:
            for task in work:
                task.cancel()
            await program.end(signal.SIGTERM)
        lost = [await _lost(store, event, one) for one in people]
        for one in people:
            await one.http.aclose()
        return sum(one.votes for one in people), sum(lost), program.deaths


async def _lives(program: Program, kills: int) -> None:
    """Killed at any moment, begun again, and at last left alone for a while."""
    lot = random.Random(7)
    while program.deaths < kills:
        await asyncio.sleep(lot.uniform(SHORTEST, LONGEST))
        await program.end(signal.SIGKILL)
        await program.start()
    await asyncio.sleep(LONGEST)


async def _lost(store: Store, event: Event, judge: Judge) -> int:
    batches = {one.id: one for one in await store.judging.batches(event.id, 1, judge.id)}
    return sum(id not in batches or _code(batches[id]) not in codes for id, codes in judge.sent.items())


def _code(batch: Batch) -> str:
    return ordering.coded(ordering.kept(batch.entries, batch.ranking, batch.skipped), batch.entries)


def _client(port: int, event: Event, token: str) -> httpx2.AsyncClient:
    here = f"http://127.0.0.1:{port}"
    limits = httpx2.Limits(max_connections=1)
    return httpx2.AsyncClient(base_url=here, cookies={f"event_judge_{event.code}": token}, headers={"Origin": here}, timeout=60, limits=limits)


async def choosing(entries: int = ENTRIES, judges: int = JUDGES) -> list[float]:
    """Milliseconds of each batch that judges are given through the store, until each has seen `EACH` entries."""
    async with seeded(entries, judges) as (store, _, event, tokens):
        taken: list[float] = []
        gc.collect()
        gc.freeze()  # as the program does once it is open
        for _ in range(-(-EACH // event.batch)):
            for judge in tokens:
                begun = time.perf_counter()
                given = await store.judging.assign(event.id, judge, lambda pool, judge=judge: batching.choose(pool, judge, event))  # type: ignore[misc]
                taken.append((time.perf_counter() - begun) * 1000)
                if given is not None:
                    await store.judging.vote(judge, given.id, [[entry] for entry in given.entries], {}, done=True)
        return taken


@asynccontextmanager
async def seeded(entries: int, judges: int) -> AsyncIterator[tuple[Store, str, Event, dict[str, str]]]:
    """A store with an event at its judging: its address, and the judges' links by their ids."""
    with tempfile.TemporaryDirectory(prefix="sampan-bench-") as folder:
        url = f"sqlite:///{folder}/votes.sqlite3"
        store, now = Store.open(url), datetime.now(UTC)
        event = replace(AN_EVENT, id=new_id(), views=3, batch=8, opened=now)
        await store.events.add(event)
        await store.write(_fill, event.id, entries)
        tokens = {}
        for n in range(judges):
            person, token = await store.crew.invite(event.id, "judge", f"Judge {n}", school=f"School {n % 40}")
            tokens[person.id] = token
        await store.judging.open(event.id, 1, [])
        yield store, url, event, tokens
        await store.close()


def _fill(db: Connection, event: str, entries: int) -> None:
    now = datetime.now(UTC)
    fields = {name: getattr(A_TEAM, name) for name in A_TEAM.__dataclass_fields__}
    teams = [
        {
            **fields,
            "id": new_id(),
            "event": event,
            "code": f"T{n:07d}",
            "place": n,
            "name": f"Team {n}",
            "name_key": f"team{n}",
            "school": f"School {n % 90}",
        }
        for n in range(entries)
    ]
    db.execute(insert(table(t.EventTeam)), teams)
    entry = {
        "event": event, "project": "none", "version": 1, "spec": "", "learner_files": b"", "pitch": "", "link": "", "ai_statement": "", "signed": [],
        "taken": now, "late": 0, "allowed_by": "", "package": None, "sealed": None, "fault": "", "withdrawn": None,
    }  # fmt: skip
    rows = [{**entry, "id": new_id(), "team": team["id"], "number": n, "title": f"App {n}"} for n, team in enumerate(teams)]
    db.execute(insert(table(t.Entry)), rows)


def run(judges: int = JUDGES, kills: int = KILLS) -> bool:
    taken = asyncio.run(choosing())
    p95 = statistics.quantiles(taken, n=20)[-1]
    print(row(f"next batch of {ENTRIES:,} entries, {JUDGES} judges x {EACH}: median", f"{statistics.median(taken):.1f} ms"))
    print(row("  at the 95th percentile", f"{p95:.1f} ms", f"below {LIMIT:.0f} ms", p95 < LIMIT), flush=True)
    votes, lost, deaths = asyncio.run(kept(judges, kills))
    print(row(f"{judges} judges vote at once, {deaths} kills: votes acknowledged", f"{votes:,}"))
    print(row("  of them lost", f"{lost}", "0", lost == 0), flush=True)
    return p95 < LIMIT and lost == 0 and votes > 0


if __name__ == "__main__":
    raise SystemExit(0 if run(*map(int, sys.argv[1:3])) else 1)
