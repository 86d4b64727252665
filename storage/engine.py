"""The engine behind a database URL, and the translation of its faults into one line that says what to do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from storage import postgresql as server
from storage import sqlite
from storage.errors import StoreError

P = ParamSpec("P")
T = TypeVar("T")

_json = json.JSONEncoder(separators=(",", ":")).encode


def connect(url: str, *, only_read: bool = False) -> Engine:
    """An engine for `sqlite:///path` or `postgresql://user:password@host/database`; nothing is opened yet.

    Raises `StoreError` on an address of no use."""
    try:
        address = server.with_our_driver(make_url(url))
        engine = create_engine(address, json_serializer=_json, pool_size=8, **_options(address, only_read))
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise StoreError(f"DATABASE_URL is no address of a store ({_first_line(error)}): use for example {_EXAMPLES}") from error
    if is_sqlite(engine):
        _check_folder(address)
        sqlite.set_up(engine, only_read)
    elif engine.dialect.name not in _KINDS:
        raise StoreError(f"DATABASE_URL is no address of a store ({address.drivername}): use for example {_EXAMPLES}")
    return engine


_KINDS = ("sqlite", "postgresql")
_EXAMPLES = "sqlite:///sampan.db or postgresql://user:password@host/database"


def _options(address: URL, only_read: bool) -> dict[str, Any]:
    """On a server, a reader sees one unmoving view, as SQLite's readers always do, and a connection that was cut is noticed before it is used."""
    if address.get_backend_name() != "postgresql":
        return {}
    reader = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return {"execution_options": reader if only_read else {}, "connect_args": server.connecting(address), "pool_pre_ping": True}


def is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def file_of(url: URL) -> Path | None:
    """The file of a SQLite store; None for a server."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _check_folder(address: URL) -> None:
    file = file_of(address)
    if file is None or file.name == ":memory:":
        raise StoreError("the store needs a file: set DATABASE_URL to for example sqlite:///sampan.db")
    if not file.parent.is_dir():
        raise StoreError(f"there is no folder {file.parent.absolute()} for the store: make it, or set DATABASE_URL to another place")
    if file.is_dir():
        raise StoreError(f"the store {file.absolute()} is a folder: set DATABASE_URL to a file, such as sqlite:///{file}/sampan.db")


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Turn a fault of the database into a `StoreError`; our own errors pass."""
    try:
        yield
    except faults(engine) as error:
        raise explain(engine, error) from error


def faults(engine: Engine) -> tuple[type[Exception], ...]:
    """What the driver raises, and what SQLAlchemy makes of it."""
    return DBAPIError, engine.dialect.loaded_dbapi.Error


def explain(engine: Engine, error: Exception) -> StoreError:
    """A fault of the database as the one line that is said of it."""
    origin = getattr(error, "orig", None) or error
    file = file_of(engine.url)
    if file is not None:
        return StoreError(f"the store {file.absolute()} {sqlite.fault(origin) or _refuses(origin)}")
    return StoreError(f"the database {engine.url.database} at {engine.url.host or 'this machine'} {server.fault(origin) or _refuses(origin)}")


def _refuses(error: BaseException) -> str:
    return f"refuses: {_first_line(error)}"


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def reading(engine: Engine, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `work` on one unmoving view of the store; a write in it is refused, since `engine` only reads."""
    with explained(engine), engine.begin() as connection:
        return work(connection, *args, **kwargs)
