"""A child process that talks on and on, and tells its parent of everything that the store said was done, until it is killed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from multiprocessing.connection import Connection

from storage.records import NewRevision, TurnRecord
from storage.store import Store

CHAT = "web:ann"
WORKER = "the child"


async def talk(url: str, tell: Connection, stop_at: tuple[int, str] | None) -> None:
    """Turn after turn: each adds a revision and two answers. At `stop_at` (turn, point) it stands still, to be killed there."""
    store = Store.open(url)
    await store.join(WORKER, timedelta(seconds=-1))  # on a server it may be buried at once
    learner = await store.find_or_create_learner("web", "ann", nickname="Ann")
    for n in range(1, 10_000):
        taken = await store.take_in(CHAT, f"m{n}", {"text": f"raw {n}"}, WORKER)
        assert taken is not None and taken.mine
        await _reached(tell, (n, "received"), stop_at)
        record = ending(taken.turn, learner.id, n)
        if stop_at == (n, "in the commit"):
            await store.write(_never_ends, record, tell, n)
        await store.commit_turn(record, WORKER)
        await _reached(tell, (n, "committed"), stop_at)


def ending(turn: str, learner: str, n: int) -> TurnRecord:
    """How the n-th turn ends."""
    answers = [{"text": f"answer {n}.{number}"} for number in (1, 2)]
    return TurnRecord(
        turn, CHAT, learner, {"text": f"masked {n}"}, {"turns": n}, answers, project="shower", slug="shower",
        read_head=n - 1 or None, revision=NewRevision(f'{{"n": {n}}}', f"turn {n}"),
    )  # fmt: skip


def _never_ends(db: object, record: TurnRecord, tell: Connection, n: int) -> None:
    """All of a turn is written, and nothing of it committed."""
    from time import sleep

    from storage import turns

    turns.commit(db, record, WORKER)  # type: ignore[arg-type]
    tell.send((n, "in the commit"))
    sleep(60)


async def _reached(tell: Connection, point: tuple[int, str], stop_at: tuple[int, str] | None) -> None:
    tell.send(point)
    if point == stop_at:
        await asyncio.sleep(60)


def run(url: str, tell: Connection, stop_at: tuple[int, str] | None) -> None:
    asyncio.run(talk(url, tell, stop_at))
