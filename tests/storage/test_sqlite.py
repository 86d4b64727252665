"""What is about SQLite's own files: the disk, the lock, what stays in the file."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage.engine import connect
from storage.errors import StoreError
from storage.store import Store
from tests.storage.conftest import Talk
from tests.storage.holding import Held
from tests.storage.test_forgetting import leave_traces


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    return sqlite_url


async def test_not_a_byte_of_their_words_stays_in_the_file(store: Store, ann: Talk, tmp_path: Path) -> None:
    await leave_traces(ann)
    await store.forget(ann.learner.id)
    await store.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Ann" not in kept


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


async def test_a_store_that_another_program_holds_says_so(store: Store, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await store.write(lambda db: db.exec_driver_sql("PRAGMA busy_timeout=50"))
    other = connect(sqlite_url)
    with closing(other.connect()) as connection, connection.begin(), pytest.raises(StoreError, match="locked by another program"):
        await store.receive("web:ann", "1", {})
    other.dispose()
    assert await store.receive("web:ann", "1", {})


async def test_every_commit_is_on_the_disk(store: Store, tmp_path: Path) -> None:
    def pragmas(db: Connection) -> list[object]:
        return [db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")]

    assert await store.write(pragmas) == ["wal", 2, 1]
    assert await store.read(pragmas) == ["wal", 2, 1]
