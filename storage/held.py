"""The writer's one connection, kept open between its commits.

What SQLAlchemy does around a transaction (checking out, events, resetting) costs as much as what SQLite does in it. Here the driver is told
BEGIN and COMMIT directly, while SQLAlchemy sees one transaction without an end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Engine

from storage.engine import faults

_BEGIN = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "BEGIN"}


class Held:
    """A connection for one thread; opened when it is needed, and again after it was lost."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._faults = engine, faults(engine)
        self._begin = _BEGIN[engine.dialect.name]
        self._connection: Connection | None = None
        self._driver: Any = None
        self.commits = 0
        """How many transactions were committed."""

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Commit at the end; roll back where the body, or the commit, raises."""
        connection = self._begun()
        try:
            yield connection
            self._driver.commit()
        except BaseException:
            self._undo()
            raise
        self.commits += 1

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Part of a transaction that leaves no trace if it raises. After a fault of the database the whole transaction is for the caller to end."""
        self._do("SAVEPOINT piece")
        try:
            yield
        except self._faults:
            raise
        except BaseException:
            self._do("ROLLBACK TO SAVEPOINT piece")
            self._do("RELEASE SAVEPOINT piece")
            raise
        self._do("RELEASE SAVEPOINT piece")

    def lost(self) -> bool:
        """Whether the connection broke and nothing more can be said on it."""
        return bool(self._connection is None or getattr(self._driver, "closed", False))

    def discard(self) -> None:
        """Let the connection go, whole or broken."""
        if self._connection is not None:
            with suppress(*self._faults):
                self._connection.invalidate()
                self._connection.close()
        self._connection = self._driver = None

    def _begun(self) -> Connection:
        """A server that was started anew has closed the connection: then, and then only, nothing was begun and a new one will do."""
        if self._connection is not None:
            try:
                self._do(self._begin)
                return self._connection
            except self._faults:
                if not self.lost():
                    raise
                self.discard()
        connection = self._opened()
        self._do(self._begin)
        return connection

    def _opened(self) -> Connection:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._driver = connection.connection.driver_connection
        connection.begin()
        self._driver.rollback()  # SQLite's BEGIN, which SQLAlchemy's transaction came with
        self._connection = connection
        return connection

    def _undo(self) -> None:
        try:
            self._driver.rollback()
        except self._faults:
            self.discard()
        else:
            if self.lost():
                self.discard()

    def _do(self, statement: str) -> None:
        self._driver.execute(statement).close()
