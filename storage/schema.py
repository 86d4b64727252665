"""The shape of a store: made, or lifted to this version's, when it is opened.

The newest file in `migrations/versions` is this version's shape. An empty store gets it from the tables at once, which a test holds to be
the same; one that exists is lifted by Alembic, which is loaded only then. Before a store with anything in it is changed, a copy is laid
beside it: `sampan.db.before-0002`.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, inspect, select

from storage import postgresql, sqlite
from storage.engine import explained, file_of, is_sqlite
from storage.errors import StoreError
from storage.recovery import make_pepper
from storage.tables import Stored

MIGRATIONS = Path(__file__).parent / "migrations"

_version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""Alembic's own table, in which it keeps the migration that a store is at."""


def bring_up(engine: Engine) -> None:
    """Make or lift the store to this version's shape; raises `StoreError`."""
    with explained(engine):
        with engine.begin() as db:
            _prepare(engine, db)
            at = version(db)
            if at is None:
                _refuse_if_taken(db, engine)
                _make(db)
        if at not in (None, newest()):
            _lift(engine, at)


def _prepare(engine: Engine, db: Connection) -> None:
    """On a server: see that it will do, and keep other processes from shaping the store at the same time."""
    if not is_sqlite(engine):
        postgresql.refuse_if_unfit(engine, db)
        postgresql.lock_shape(db)


def version(db: Connection) -> str | None:
    """The migration that a store is at; None for an empty one."""
    if not inspect(db).has_table(_version.name):
        return None
    return db.execute(select(_version.c.version_num)).scalar()


def shapes() -> list[str]:
    """The names of all migrations, oldest first: `0001`, ..."""
    return sorted(file.name[:4] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def newest() -> str:
    return shapes()[-1]


def _make(db: Connection) -> None:
    if db.dialect.name == "postgresql":
        postgresql.partial(Stored.metadata)
    Stored.metadata.create_all(db)
    _version.create(db, checkfirst=True)
    db.execute(_version.insert().values(version_num=newest()))
    make_pepper(db)


def _lift(engine: Engine, at: str | None) -> None:
    from storage.lifting import lift  # late: Alembic costs a tenth of a second and is seldom needed

    if at not in shapes():
        advice = "update Sampan, or set DATABASE_URL to another place"
        raise StoreError(f"the store {_name(engine)} was made by a newer Sampan (its shape is {at}): {advice}")
    _back_up(engine)
    with engine.begin() as db:
        _prepare(engine, db)
        lift(db)


def _refuse_if_taken(db: Connection, engine: Engine) -> None:
    if set(inspect(db).get_table_names()) - {_version.name}:
        raise StoreError(f"the store {_name(engine)} holds another program's tables: set DATABASE_URL to another place")


def _name(engine: Engine) -> str:
    return str(file_of(engine.url) or engine.url.database)


def _back_up(engine: Engine) -> None:
    file = file_of(engine.url)
    if file is not None:
        sqlite.copy(engine, file.with_name(f"{file.name}.before-{newest()}"))
