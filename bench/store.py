"""One turn through the store, beside the same rows written by bare SQLAlchemy Core: `python -m bench.store [turns]`.

A turn is what `take_turn` does to the store with a brain that answers at once: the message and its lane taken in (commit), the conversation
read, and the end of the turn (commit) with 8 kB of state, one revision and two answers. The peer writes the same rows into the same tables with the same
pragmas, in the same two commits, with no reading, no thread and no check. The two take turns one by one, so that a noisy machine is noisy to both.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, bindparam

from bench.measure import row
from storage.columns import now
from storage.engine import connect
from storage.ids import new_id, next_id
from storage.records import Learner, NewRevision, TurnRecord
from storage.store import Store
from storage.tables import Conversation, Inbox, Outbox, Project, Revision, table

LIMIT = 2.0
STATE = {"slots": [{"name": f"slot {i}", "value": "一家五口輪候同一個浴室 " * 4} for i in range(22)]}
SPEC = '{"title": "Shower Time", "screens": []}'
SAID = {"channel": "web", "sender": "ann", "text": "families on our floor queue for one shower"}
ANSWERS: list[dict[str, Any]] = [{"text": "Who waits the longest?"}, {"text": "Pick one", "buttons": [{"id": "block:booking", "label": "Booking"}]}]


class Ours:
    """A chat that goes on and on, by the store's own calls."""

    def __init__(self, store: Store, learner: Learner) -> None:
        self._store, self._learner, self._count = store, learner, 0

    async def turn(self) -> None:
        self._count += 1
        taken = await self._store.take_in("web:ours", str(self._count), SAID, "bench")
        assert taken is not None
        head = taken.loaded.project.head if taken.loaded and taken.loaded.project else None
        await self._store.commit_turn(
            TurnRecord(
                taken.turn, "web:ours", self._learner.id, SAID, STATE, ANSWERS, project="ours", slug=None if head else "ours",
                read_head=head, revision=NewRevision(SPEC, "a field more"), language="en", tier="junior", nickname="Ann",
            ),
            "bench",
        )  # fmt: skip


class Peer:
    """The same rows by SQLAlchemy Core, its statements made once."""

    def __init__(self, engine: Engine, learner: Learner, *, revises: bool = True) -> None:
        self._db, self._n, self._revises = engine.connect(), 0, revises
        self._statements = _statements()
        with self._db.begin():
            self._db.execute(table(Project).insert(), _project_row(learner))
            self._db.execute(table(Conversation).insert(), _conversation_row(learner))

    def turn(self) -> None:
        turn, self._n = next_id(), self._n + 1
        with self._db.begin():
            self._db.execute(self._statements["receive"], _inbox_row(turn, self._n))
        with self._db.begin():
            self._db.execute(self._statements["done"], {"turn": turn, "status": "done", "payload": SAID})
            if self._revises:
                self._db.execute(self._statements["head"], {"project_is": "peer", "head": self._n})
                self._db.execute(self._statements["revise"], _revision_row(turn, self._n))
            self._db.execute(self._statements["remember"], {"chat_is": "web:peer", "state": STATE, "updated": now()})
            self._db.execute(self._statements["send"], [_outbox_row(turn, number) for number in (1, 2)])

    def close(self) -> None:
        self._db.close()


def _statements() -> dict[str, Any]:
    inbox, conversation, project = table(Inbox), table(Conversation), table(Project)
    mine = conversation.c.chat == bindparam("chat_is")
    return {
        "receive": inbox.insert(),
        "done": inbox.update().where(inbox.c.id == bindparam("turn")).values(status=bindparam("status"), payload=bindparam("payload")),
        "head": project.update().where(project.c.id == bindparam("project_is")).values(head=bindparam("head")),
        "revise": table(Revision).insert(),
        "remember": conversation.update().where(mine).values(state=bindparam("state"), updated=bindparam("updated")),
        "send": table(Outbox).insert(),
    }


def _project_row(learner: Learner) -> dict[str, Any]:
    return {"id": "peer", "slug": "peer", "head": None, "begun_by": learner.id, "learner_files": b"", "created": now()}


def _conversation_row(learner: Learner) -> dict[str, Any]:
    return {"chat": "web:peer", "project": "peer", "learner": learner.id, "state": STATE, "updated": now()}


def _inbox_row(turn: str, n: int) -> dict[str, Any]:
    return {"id": turn, "chat": "web:peer", "outside_id": str(n), "payload": SAID, "status": "received", "created": now()}


def _revision_row(turn: str, n: int) -> dict[str, Any]:
    return {"project": "peer", "n": n, "parent": n - 1, "spec": SPEC, "why": "a field more", "turn": turn, "created": now()}


def _outbox_row(turn: str, number: int) -> dict[str, Any]:
    at = now()
    return {"id": new_id(), "chat": "web:peer", "turn": turn, "number": number, "payload": ANSWERS[number - 1], "status": "pending",
            "tries": 0, "next_try": at, "created": at, "worker": None}  # fmt: skip


async def compare(turns: int, folder: Path) -> tuple[list[float], list[float]]:
    """Milliseconds of each turn, ours and the peer's, in two stores of the same shape."""
    stores = [Store.open(f"sqlite:///{folder}/{name}.db") for name in ("ours", "peer")]
    learners = [await store.find_or_create_learner("web", "ann", nickname="Ann") for store in stores]
    await stores[0].join("bench", timedelta(minutes=10))
    ours, peer = Ours(stores[0], learners[0]), Peer(connect(f"sqlite:///{folder}/peer.db"), learners[1])
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(turns):
        began = time.perf_counter()
        await ours.turn()
        times[0].append((time.perf_counter() - began) * 1000)
        times[1].append(_timed(peer.turn))
    peer.close()
    for store in stores:
        await store.close()
    return times


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def main(turns: int = 2000) -> float:
    """Print the two medians and their ratio; the ratio is given back."""
    with tempfile.TemporaryDirectory() as folder:
        ours, peer = (statistics.median(times) for times in asyncio.run(compare(turns, Path(folder))))
    print(row(f"a turn of the store with a revision, p50 of {turns}", f"{ours:.2f} ms"))
    print(row("the same rows and commits by SQLAlchemy Core", f"{peer:.2f} ms"))
    print(row("store : Core", f"{ours / peer:.2f}", f"at most {LIMIT}", ours / peer <= LIMIT))
    return ours / peer


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
