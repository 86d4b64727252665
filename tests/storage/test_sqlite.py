"""What is about SQLite's own files: the disk, the lock, what stays in the file."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage.engine import connect
from storage.errors import StoreError
from storage.store import Store
from tests.storage.conftest import Talk
from tests.storage.holding import Held
from tests.storage.looking import unanswered
from tests.storage.test_forgetting import leave_traces


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    return sqlite_url


async def test_not_a_byte_of_their_words_stays_in_the_file(store: Store, ann: Talk, tmp_path: Path) -> None:
    await leave_traces(ann)
    await ann.forgets()
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
    for turn in await unanswered(store):
        await store.commit_turn(ann.record(turn))
    assert await ann.turn()


async def test_a_full_disk_in_a_group_is_told_to_each_alone(store: Store, ann: Talk) -> None:
    await store.write(lambda db: db.exec_driver_sql("PRAGMA max_page_count=60"))
    sizes = [10, 400_000, 20, 400_000, 30]
    async with Held(store):
        waiting = [asyncio.ensure_future(store.take_in("web:ann", str(n), {"text": "x" * size})) for n, size in enumerate(sizes)]
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [isinstance(result, StoreError) for result in results] == [False, True, False, True, False]
    assert [len(line.payload["text"]) for line in await store.history("web:ann")] == [10, 20, 30]


async def test_a_store_that_another_program_holds_says_so(store: Store, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await store.write(lambda db: db.exec_driver_sql("PRAGMA busy_timeout=50"))
    other = connect(sqlite_url)
    with closing(other.connect()) as connection, connection.begin(), pytest.raises(StoreError, match="locked by another program"):
        await store.take_in("web:ann", "1", {})
    other.dispose()
    assert await store.take_in("web:ann", "1", {})


async def test_every_commit_is_on_the_disk(store: Store, tmp_path: Path) -> None:
    def pragmas(db: Connection) -> list[object]:
        return [db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")]

    assert await store.write(pragmas) == ["wal", 2, 1]
    assert await store.read(pragmas) == ["wal", 2, 1]


async def test_what_is_looked_for_every_few_seconds_does_not_read_all_that_ever_was(store: Store) -> None:
    asked: list[str] = []

    def listen(db: Connection) -> None:
        driver = db.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.set_trace_callback(asked.append)

    def ways(db: Connection) -> list[str]:
        about = [one for one in asked if "outbox" in one or "inbox" in one]
        return [str(row[3]) for one in about for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}").all()]

    await store.write(listen)
    await store.read(listen)
    await store.bury()
    await store.claim("w", 64)
    await store.doubtful()
    await store.waiting_answers("web:")
    scans = [way for way in await store.write(ways) if way.startswith("SCAN") and ("outbox" in way or "inbox" in way)]
    assert len(scans) == 4
    assert [way for way in scans if not way.endswith(("ix_outbox_waiting", "ix_outbox_uncertain", "ix_inbox_waiting"))] == []


def test_a_store_on_sqlite_does_not_load_what_is_the_servers(sqlite_url: str) -> None:
    lines = [
        "import sys",
        "from storage.store import Store",
        f"Store.open({sqlite_url!r})",
        "print([name for name in sys.modules if 'dialects.postgresql' in name])",
    ]
    ran = subprocess.run([sys.executable, "-c", "; ".join(lines)], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.strip() == "[]"
