"""The shape of a store: made from the tables, the same by migrations, lifted with a copy laid beside it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Connection, MetaData, Table, text
from sqlmodel import AutoString

from storage import lifting, schema
from storage.columns import AnyText, Utc
from storage.engine import connect
from storage.errors import StoreError
from storage.lifting import lift
from storage.store import Store
from storage.tables import Stored

ADDED = '''
"""A migration of a later version."""
from alembic import op
import sqlalchemy as sa
revision, down_revision = "0002", "0001"


def upgrade() -> None:
    op.create_table("later", sa.Column("id", sa.String(), primary_key=True))
    if {fails}:
        raise RuntimeError("half-way")
'''


def shape(db: Connection) -> dict[str, list[str]]:
    """Every table and index as SQLite keeps it, its lines in any order and without its layout."""
    found = db.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"))
    return {name: sorted(re.sub(r"\s+", " ", line).strip(" ,()") for line in sql.replace('"', "").splitlines()) for name, sql in found}


def lifted(url: str) -> dict[str, list[str]]:
    with connect(url).begin() as db:
        lift(db)
        return shape(db)


async def test_a_new_store_is_the_one_that_the_migrations_make(store: Store, tmp_path: Path) -> None:
    assert await store.read(shape) == lifted(f"sqlite:///{tmp_path}/migrated.db")


def test_the_migrations_make_what_the_tables_say(tmp_path: Path) -> None:
    with connect(f"sqlite:///{tmp_path}/migrated.db").begin() as db:
        lift(db)
        context = MigrationContext.configure(db, opts=lifting.OPTIONS)
        assert compare_metadata(context, Stored.metadata) == []


def test_the_newest_file_is_the_newest_migration() -> None:
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(schema.MIGRATIONS))
    assert script.get_heads() == [schema.newest()]
    assert sorted(one.revision for one in script.walk_revisions()) == schema.shapes()


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This program a version on: its migrations are a copy, to which a test may add."""
    copy = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, copy)
    for module in (schema, lifting):
        monkeypatch.setattr(module, "MIGRATIONS", copy)
    return copy / "versions" / "0002_later.py"


async def make(url: str) -> str:
    store = Store.open(url)
    learner = await store.find_or_create_learner("web", "ann", nickname="Ann")
    await store.close()
    return learner.id


async def test_a_store_that_exists_is_lifted_and_a_copy_is_kept(url: str, tmp_path: Path, later: Path) -> None:
    ann = await make(url)
    later.write_text(ADDED.format(fails=False))
    store = Store.open(url)
    assert "later" in await store.read(shape)
    assert await store.learner(ann) is not None
    await store.close()
    later.unlink()
    before = Store.open(f"sqlite:///{tmp_path}/sampan.db.before-0002")
    assert await before.learner(ann) is not None
    assert "later" not in await before.read(shape)
    await before.close()


def test_the_next_migration_writes_what_the_tables_have_more(later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    metadata = MetaData(naming_convention=Stored.metadata.naming_convention)
    for one in Stored.metadata.tables.values():
        one.to_metadata(metadata)
    Table("wish", metadata, Column("id", AutoString(), primary_key=True), Column("made", Utc()), Column("words", AnyText()))
    monkeypatch.setitem(lifting.OPTIONS, "target_metadata", metadata)
    lifting.write_migration("0002", "wishes")
    written = (later.parent / "0002_wishes.py").read_text()
    assert all(part in written for part in ('down_revision = "0001"', "sa.String()", "Utc()", "AnyText()", "op.drop_table"))
    assert "learner" not in written
    compile(written, "0002_wishes.py", "exec")


async def test_a_migration_that_fails_leaves_the_store_as_it_was(url: str, later: Path) -> None:
    ann = await make(url)
    later.write_text(ADDED.format(fails=True))
    with pytest.raises(RuntimeError, match="half-way"):
        Store.open(url)
    later.unlink()
    store = Store.open(url)
    assert "later" not in await store.read(shape)
    assert await store.learner(ann) is not None
    await store.close()


async def test_opening_a_store_of_this_version_changes_and_copies_nothing(url: str, tmp_path: Path) -> None:
    await make(url)
    before = (tmp_path / "sampan.db").read_bytes()
    await Store.open(url).close()
    assert (tmp_path / "sampan.db").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["sampan.db"]


async def test_a_store_of_a_newer_version_is_left_alone(url: str, later: Path) -> None:
    await make(url)
    later.write_text(ADDED.format(fails=False))
    await Store.open(url).close()
    later.unlink()
    with pytest.raises(StoreError, match=r"made by a newer Sampan \(its shape is 0002\): update Sampan"):
        Store.open(url)
