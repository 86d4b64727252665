"""All that is PostgreSQL's own: how a connection is set up, and what its faults mean."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, Engine, MetaData

from storage.errors import StoreError

OLDEST = 14
"""The oldest server that is supported."""
_DRIVER = "postgresql+psycopg"
_SHAPING = 0x5A4D_0001
"""The advisory lock under which a store is made or lifted: two processes may start at once."""

_AWAY = "is not there any more: it is tried again with the next message; check that the server runs"
_FAULTS = {
    "08": _AWAY,
    "25006": "may only be read: connect to the server that may be written, or let this user write",
    "28": "does not let this user in: check user and password in DATABASE_URL",
    "3D000": "does not exist on that server: create it, or set DATABASE_URL to one that does",
    "42501": "may not be used so by this user: give it the right to make tables there, or set DATABASE_URL to another one",
    "53100": "cannot grow, the disk of its server is full: make room there",
    "53300": "has too many connections: allow more, or start fewer processes",
    "57P": _AWAY,
}
"""By the beginning of the SQLSTATE."""
_SAID = {
    'role "': "28",
    "does not exist": "3D000",
    "authentication failed": "28",
    "no password supplied": "28",
    "pg_hba.conf": "28",
    "too many clients": "53300",
    "starting up": "57P",
    "shutting down": "57P",
}
"""A connection that is refused has no SQLSTATE, only words."""
_NOT_REACHED = ("connection to server", "failed to resolve host", "connection timeout")
_MET_ANOTHER = ("40001", "40P01", "23505")
"""Two processes at the same rows: the transaction is good if it is run again."""


def with_our_driver(address: URL) -> URL:
    """`postgresql://` as people and hosts write it, for the driver that is installed."""
    return address.set(drivername=_DRIVER) if address.drivername in ("postgresql", "postgres") else address


def connecting(address: URL) -> dict[str, Any]:
    """What the driver is told; what the address itself says goes first."""
    ours = {"connect_timeout": "10", "application_name": "sampan", "client_encoding": "utf8"}
    return {name: value for name, value in ours.items() if name not in address.query}


def fault(error: BaseException) -> str | None:
    """What a fault of PostgreSQL's means and what to do, to follow the database's name; None where there is nothing to do about it."""
    state = getattr(error, "sqlstate", None) or next((state for words, state in _SAID.items() if words in str(error)), "")
    known = next((meaning for begin, meaning in _FAULTS.items() if state.startswith(begin)), None)
    return known if known or state else _without_a_state(str(error))


def _without_a_state(said: str) -> str | None:
    """The driver's own words, where the server was not reached or is not there any more."""
    first = (said.splitlines() or [""])[0]
    if any(words in first for words in _NOT_REACHED):
        return f"cannot be reached ({first.rpartition(': ')[2]}): check that the server runs, and the host and port in DATABASE_URL"
    return _AWAY if "connection" in first else None


def met_another(error: BaseException) -> bool:
    """Whether another process was at the same rows, so that doing it again may well do."""
    return getattr(getattr(error, "orig", error), "sqlstate", None) in _MET_ANOTHER


def refuse_if_unfit(engine: Engine, db: Connection) -> None:
    """Raises `StoreError` on a server that is too old, or a database that cannot hold every text."""
    version = int(db.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
    if version < OLDEST:
        raise StoreError(f"the database server is PostgreSQL {version}: Sampan needs {OLDEST} or newer")
    encoding = db.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise StoreError(f"the database {engine.url.database} keeps its texts in {encoding}: create one with ENCODING 'UTF8'")


def partial(tables: MetaData) -> None:
    """Indexes that hold only some rows on SQLite hold the same ones on a server."""
    for index in (index for table in tables.tables.values() for index in table.indexes):
        if "sqlite_where" in index.kwargs:
            index.kwargs["postgresql_where"] = index.kwargs["sqlite_where"]


def lock_shape(db: Connection) -> None:
    """Until the end of this transaction no other process makes or lifts the store."""
    db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_SHAPING})")
