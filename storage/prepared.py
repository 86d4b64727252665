"""Statements of the hot path: written in SQLAlchemy Core, compiled once for each dialect, run on the driver's own cursor.

Core's machinery around an execution costs five to ten times what SQLite needs for a row. Here only what depends on the values is done each
time: they are converted by their columns' types and put in their places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine

Statement = Select[Any] | UpdateBase
Convert = Callable[[Any], Any] | None


class Prepared:
    """A statement without lists of a varying length; where each database has its own form of it, a function of the dialect's name."""

    def __init__(self, statement: Statement | Callable[[str], Statement]) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, db: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run it and give all rows back, each value converted by its column's type."""
        return self._on(db).rows(db, values)

    def count(self, db: Connection, values: Mapping[str, Any]) -> int:
        """Run it; the number of rows that it wrote."""
        return self._on(db).count(db, values)

    def each(self, db: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run it once for each row of values."""
        self._on(db).each(db, rows)

    def _on(self, db: Connection) -> _Compiled:
        name = db.dialect.name
        if name not in self._compiled:
            form = self._statement if isinstance(self._statement, Statement) else self._statement(name)
            self._compiled[name] = _Compiled(form, db.dialect)
        return self._compiled[name]


class _Compiled:
    """A statement as one driver takes it."""

    def __init__(self, statement: Statement, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError(f"not a statement of rows: {statement}")
        self._sql = str(compiled)
        self._names = list((compiled.positiontup if compiled.positional else compiled.bind_names.values()) or ())
        self._named = not compiled.positional
        self._given = _places(_to_driver(compiled.binds[name].type, dialect) for name in self._names)
        self._fixed = {name: bind.effective_value for name, bind in compiled.binds.items() if not bind.required}
        columns = statement.selected_columns if isinstance(statement, Select) else statement.exported_columns
        self._found = _places(_from_driver(column.type, dialect) for column in columns)

    def rows(self, db: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        cursor = db.connection.cursor()
        try:
            cursor.execute(self._sql, self._values(values))
            return [self._row(row) for row in cursor.fetchall()]
        finally:
            cursor.close()

    def count(self, db: Connection, values: Mapping[str, Any]) -> int:
        cursor = db.connection.cursor()
        try:
            cursor.execute(self._sql, self._values(values))
            return int(cursor.rowcount)
        finally:
            cursor.close()

    def each(self, db: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        cursor = db.connection.cursor()
        try:
            cursor.executemany(self._sql, [self._values(row) for row in rows])
        finally:
            cursor.close()

    def _values(self, values: Mapping[str, Any]) -> Any:
        """The values in the driver's form. What the caller leaves out is a constant of the statement; a name with neither is a `KeyError`."""
        given = {**self._fixed, **values} if self._fixed else values
        row = [given[name] for name in self._names]
        for place, convert in self._given:
            row[place] = convert(row[place])
        return dict(zip(self._names, row, strict=True)) if self._named else row

    def _row(self, found: Sequence[Any]) -> tuple[Any, ...]:
        row = list(found)
        for place, convert in self._found:
            row[place] = convert(row[place])
        return tuple(row)


def _places(converts: Iterable[Convert]) -> list[tuple[int, Callable[[Any], Any]]]:
    """The places that need converting, and how."""
    return [(place, convert) for place, convert in enumerate(converts) if convert is not None]


def _to_driver(type_: TypeEngine[Any], dialect: Dialect) -> Convert:
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _from_driver(type_: TypeEngine[Any], dialect: Dialect) -> Convert:
    return type_.dialect_impl(dialect).result_processor(dialect, None)
