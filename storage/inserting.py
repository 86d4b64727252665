"""INSERTs that meet a row which is there already: each database has its own form of them, loaded only where it is needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert_on(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say what it does `ON CONFLICT`, in the words of a dialect."""
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # late: a start on SQLite need not wait 50 ms for it

    return postgresql.insert(table)


def insert_new(table: Table) -> Callable[[str], Insert]:
    """By dialect, an INSERT that leaves a row alone that is there already; the number of rows written tells whether it was new."""
    # Without the option SQLAlchemy says -1 of every INSERT on PostgreSQL.
    return lambda dialect: insert_on(dialect, table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
