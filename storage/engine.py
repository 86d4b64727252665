"""The engine behind a database URL, and the translation of its faults into one line that says what to do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, Connection, Engine, Insert, Table, create_engine, make_url
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from storage import sqlite
from storage.errors import StoreError

P = ParamSpec("P")
T = TypeVar("T")

_json = partial(json.dumps, separators=(",", ":"))


def connect(url: str, *, only_read: bool = False) -> Engine:
    """An engine for `sqlite:///path` or `postgresql+psycopg://...`; nothing is opened yet. Raises `StoreError` on an address of no use."""
    try:
        address = make_url(url)
        engine = create_engine(address, json_serializer=_json, pool_size=8, execution_options=_options(address, only_read))
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise StoreError(f"DATABASE_URL is no address of a store ({_first_line(error)}): use for example sqlite:///sampan.db") from error
    if is_sqlite(engine):
        _check_folder(address)
        sqlite.set_up(engine, only_read)
    return engine


def _options(address: URL, only_read: bool) -> dict[str, object]:
    """On a server, a reader sees one unmoving view; SQLite's readers always do."""
    if address.get_backend_name() == "sqlite" or not only_read:
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


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
        raise _explain(engine, error) from error


def faults(engine: Engine) -> tuple[type[Exception], ...]:
    """What the driver raises, and what SQLAlchemy makes of it."""
    return DBAPIError, engine.dialect.loaded_dbapi.Error


def _explain(engine: Engine, error: Exception) -> StoreError:
    origin = getattr(error, "orig", None) or error
    file = file_of(engine.url)
    if file is None:
        return StoreError(f"the database at {engine.url.host or 'DATABASE_URL'} refuses: {_first_line(origin)}")
    return StoreError(f"the store {file.absolute()} {sqlite.fault(origin) or f'refuses: {_first_line(origin)}'}")


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def reading(engine: Engine, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `work` on one unmoving view of the store; a write in it is refused, since `engine` only reads."""
    with explained(engine), engine.begin() as connection:
        return work(connection, *args, **kwargs)


def insert_new(table: Table) -> Mapping[str, Insert]:
    """By dialect, an INSERT that leaves a row alone that is there already; `rowcount` tells whether it was new."""
    return {
        "sqlite": sqlite_dialect.insert(table).on_conflict_do_nothing(),
        "postgresql": postgresql.insert(table).on_conflict_do_nothing(),
    }
