"""All that is SQLite's own: how a connection is set up, what its faults mean, and how a copy is made."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, event

BUSY_MS = 5000
_PRAGMAS = (f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")

_FAULTS = {
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: check that the folder exists and that you may write in it, or set DATABASE_URL to another place",
    sqlite3.SQLITE_READONLY: "is read-only: make the file and its folder writable, or set DATABASE_URL to another place",
    sqlite3.SQLITE_PERM: "may not be used by this user: change its permissions, or set DATABASE_URL to another place",
    sqlite3.SQLITE_BUSY: "is locked by another program: close that program and start again",
    sqlite3.SQLITE_LOCKED: "is locked by another program: close that program and start again",
    sqlite3.SQLITE_CORRUPT: "is damaged: put a backup copy in its place, or move it away to begin with an empty one",
    sqlite3.SQLITE_NOTADB: "is not a Sampan store: set DATABASE_URL to another file, or move this one away",
    sqlite3.SQLITE_FULL: "cannot grow, the disk is full: make room and start again",
    sqlite3.SQLITE_IOERR: "cannot be read or written, the disk reports a fault: check the disk and its free space",
}


def fault(error: BaseException) -> str | None:
    """What a fault of SQLite's means and what to do, to follow the file's name; None where there is nothing to do about it."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else _FAULTS.get(code & 0xFF)


def set_up(engine: Engine, only_read: bool) -> None:
    """WAL, every commit on the disk (FULL), foreign keys, and transactions that SQLAlchemy begins and not the driver."""

    def on_connect(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late for a savepoint
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").close()
        if only_read:
            connection.execute("PRAGMA query_only=ON").close()

    def on_begin(connection: Connection) -> None:
        connection.connection.cursor().execute("BEGIN" if only_read else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)


def copy(engine: Engine, to: Path) -> None:
    """Copy a store in use into a file of its own, whole, by SQLite's backup."""
    source = engine.raw_connection()
    try:
        with closing(sqlite3.connect(to)) as target:
            cast(sqlite3.Connection, source.driver_connection).backup(target)
    finally:
        source.close()


def let_go_of_log(engine: Engine) -> bool:
    """Empty the write-ahead log into the store, so that what was deleted is in no file any more; False where somebody reads or writes just now."""
    source = engine.raw_connection()
    try:
        busy, *_ = cast(sqlite3.Connection, source.driver_connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    finally:
        source.close()
