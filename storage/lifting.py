"""Alembic without an ini file: lifting a store, and writing the next migration.

After the tables changed: `python -m storage.lifting 0002 "what it does"` writes `migrations/versions/0002_*.py`, to be read before it is kept.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from typing import Any, Literal

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine
from sqlmodel import AutoString

from storage.columns import AnyText, Utc
from storage.schema import MIGRATIONS
from storage.tables import Stored


def _render_type(kind: str, value: object, _: object) -> str | Literal[False]:
    """How a migration writes our own column types, and SQLModel's, which is a plain string."""
    if kind == "type" and isinstance(value, AutoString):
        return "sa.String()"
    return f"{type(value).__name__}()" if kind == "type" and isinstance(value, (AnyText, Utc)) else False


OPTIONS: dict[str, Any] = {"target_metadata": Stored.metadata, "render_as_batch": True, "render_item": _render_type, "compare_type": True}
"""How Alembic compares and writes: in batches, since SQLite cannot alter a table."""


def lift(db: Connection, to: str = "head") -> None:
    """Run the migrations that a store lacks, in the transaction that is open on it."""
    command.upgrade(config(db), to)


def config(db: Connection) -> Config:
    """Alembic on this connection."""
    found = Config()
    found.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    found.attributes["connection"] = db
    return found


def write_migration(name: str, what: str) -> None:
    """Compare the tables with what the migrations make of an empty store, and write the difference as a migration."""
    importlib.import_module("storage.store")  # which knows every area: a table that nobody told of would seem to be gone
    with tempfile.TemporaryDirectory() as folder, create_engine(f"sqlite:///{folder}/empty.db").begin() as db:
        lift(db)
        command.revision(config(db), what, autogenerate=True, rev_id=name)


if __name__ == "__main__":
    write_migration(*sys.argv[1:3])
