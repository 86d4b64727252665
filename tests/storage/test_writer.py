"""One thread writes, in groups: each piece of work stands or falls alone, and its caller hears only of what is on the disk."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Self

import pytest
from sqlalchemy import Connection, event, select

from storage.engine import connect
from storage.errors import StoreError, TurnOverError
from storage.store import Store
from storage.tables import Secret, table
from tests.storage.conftest import Talk


class Refused(Exception):
    """A rule of the caller's own."""


def add(db: Connection, name: str) -> str:
    db.execute(table(Secret).insert().values(name=name, value=""))
    return name


def add_and_refuse(db: Connection, name: str) -> str:
    add(db, name)
    raise Refused(name)


async def names(store: Store) -> set[str]:
    kept = await store.read(lambda db: db.execute(select(table(Secret).c.name)).scalars().all())
    return {name for name in kept if len(name) == 1}


class Held:
    """Keeps the writer busy, so that what comes meanwhile forms one group; counts the commits after it."""

    def __init__(self, store: Store) -> None:
        self._store, self._go, self.commits = store, threading.Event(), 0

    async def __aenter__(self) -> Self:
        self._busy = asyncio.ensure_future(self._store.write(lambda _: self._go.wait(5)))
        await asyncio.sleep(0.02)
        event.listen(self._store._writing, "commit", self._count)
        return self

    def _count(self, _: Connection) -> None:
        self.commits += 1

    async def __aexit__(self, *_: object) -> None:
        await asyncio.sleep(0.02)
        self._go.set()
        await self._busy


async def together(store: Store, *work: tuple[Callable[[Connection, str], str], str]) -> tuple[list[str | BaseException], int]:
    async with Held(store) as held:
        waiting = [asyncio.ensure_future(store.write(do, name)) for do, name in work]
    return await asyncio.gather(*waiting, return_exceptions=True), held.commits


async def test_what_waits_is_committed_together(store: Store) -> None:
    results, commits = await together(store, *[(add, name) for name in "abcde"])
    assert results == list("abcde")
    assert commits == 2, "the one that held the writer, and the group"
    assert await names(store) == set("abcde")


async def test_one_that_refuses_spoils_nothing_for_the_others(store: Store) -> None:
    results, commits = await together(store, (add, "a"), (add_and_refuse, "b"), (add, "c"))
    assert [type(result) for result in results] == [str, Refused, str]
    assert commits == 2
    assert await names(store) == {"a", "c"}


async def test_a_fault_of_the_database_is_told_to_the_one_whose_it_is(store: Store) -> None:
    results, _ = await together(store, (add, "a"), (add, "b"), (add, "a"), (add, "c"))
    assert [type(result) for result in results] == [str, str, StoreError, str]
    assert await names(store) == {"a", "b", "c"}


async def test_turns_of_many_chats_end_side_by_side(store: Store) -> None:
    talks = [Talk(store, await store.find_or_create_learner("web", str(n)), chat=f"web:{n}") for n in range(30)]
    await asyncio.gather(*[talk.turn(answers=[{"text": talk.chat}]) for talk in talks])
    for talk in talks:
        assert [line.payload["text"] for line in await store.history(talk.chat)] == ["masked", talk.chat]


async def test_one_turn_committed_from_two_sides_at_once_is_written_once(store: Store, ann: Talk) -> None:
    record = ann.record(await ann.said())
    results = await asyncio.gather(*[store.commit_turn(record) for _ in range(5)], return_exceptions=True)
    assert sum(isinstance(result, TurnOverError) for result in results) == 4
    assert len(await store.pending_outbox()) == 1


async def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError, match="read-only"):
        await store.read(add, "a")
    assert await names(store) == set()


async def test_closing_finishes_what_was_handed_in(url: str) -> None:
    store = Store.open(url)
    waiting = [asyncio.ensure_future(store.write(add, name)) for name in "abc"]
    await asyncio.sleep(0)
    await store.close()
    assert await asyncio.gather(*waiting) == ["a", "b", "c"]
    with pytest.raises(StoreError, match="closed"):
        await store.write(add, "d")


async def test_a_caller_who_has_gone_does_not_stop_the_writer(store: Store) -> None:
    async with Held(store):
        gone = asyncio.ensure_future(store.write(add, "a"))
        await asyncio.sleep(0)
        gone.cancel()
    assert await store.write(add, "b") == "b"


async def test_a_full_disk_is_one_clear_line_and_the_store_goes_on_when_there_is_room(store: Store, ann: Talk) -> None:
    await store.write(lambda db: db.exec_driver_sql("PRAGMA max_page_count=60"))
    with pytest.raises(StoreError, match=r"sampan\.db cannot grow, the disk is full: make room") as full:
        for _ in range(50):
            await ann.turn(state={"text": "x" * 20_000}, answers=[{"text": "y" * 20_000}])
    assert "\n" not in str(full.value)
    assert await store.history(ann.chat), "what was kept can be read"
    await store.write(lambda db: db.exec_driver_sql("PRAGMA max_page_count=100000"))
    waiting = await store.pending_inbox()
    for turn in waiting:
        await store.commit_turn(ann.record(turn.id))
    assert await ann.turn()


async def test_a_full_disk_in_a_group_is_told_to_each_alone(store: Store, ann: Talk) -> None:
    await store.write(lambda db: db.exec_driver_sql("PRAGMA max_page_count=60"))
    sizes = [10, 400_000, 20, 400_000, 30]
    async with Held(store):
        waiting = [asyncio.ensure_future(store.receive("web:ann", str(n), {"text": "x" * size})) for n, size in enumerate(sizes)]
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [isinstance(result, StoreError) for result in results] == [False, True, False, True, False]
    assert [len(turn.payload["text"]) for turn in await store.pending_inbox()] == [10, 20, 30]


async def test_a_store_that_another_program_holds_says_so(store: Store, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await store.write(lambda db: db.exec_driver_sql("PRAGMA busy_timeout=50"))
    other = connect(url)
    with closing(other.connect()) as connection, connection.begin(), pytest.raises(StoreError, match="locked by another program"):
        await store.receive("web:ann", "1", {})
    other.dispose()
    assert await store.receive("web:ann", "1", {})


async def test_every_commit_is_on_the_disk(store: Store, tmp_path: Path) -> None:
    def pragmas(db: Connection) -> list[object]:
        return [db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")]

    assert await store.write(pragmas) == ["wal", 2, 1]
    assert await store.read(pragmas) == ["wal", 2, 1]
