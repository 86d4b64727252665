"""The shape of a store: made from the tables, the same by migrations, lifted with a copy laid beside it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Connection, Inspector, MetaData, Table, inspect, select
from sqlmodel import AutoString

from storage import lifting, schema
from storage.columns import AnyText, Utc
from storage.engine import connect
from storage.errors import StoreError
from storage.lifting import lift
from storage.store import Store
from storage.tables import Inbox, Stored, table

ADDED = '''
"""A migration of a later version."""
from alembic import op
import sqlalchemy as sa
revision, down_revision = "{later}", "{newest}"


def upgrade() -> None:
    op.create_table("later", sa.Column("id", sa.String(), primary_key=True))
    if {fails}:
        raise RuntimeError("half-way")
'''


NEWEST = schema.newest()
LATER = f"{int(NEWEST) + 1:04d}"


def shape(db: Connection) -> dict[str, Any]:
    """Every table: its columns, keys and indexes, as the database tells them."""
    found = inspect(db)
    return {name: _table(found, name) for name in found.get_table_names() if name != "alembic_version"}


def _table(found: Inspector, name: str) -> dict[str, Any]:
    where = f"{found.dialect.name}_where"
    return {
        "columns": [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(name)],
        "key": found.get_pk_constraint(name),
        "unique": sorted((one["name"], one["column_names"]) for one in found.get_unique_constraints(name)),
        "foreign": sorted((one["name"], one["constrained_columns"], one["referred_table"]) for one in found.get_foreign_keys(name)),
        "indexes": sorted((one["name"], one["column_names"], str(one.get("dialect_options", {}).get(where))) for one in found.get_indexes(name)),
    }


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    engine = connect(url)
    with engine.begin() as db:
        yield db
    engine.dispose()


async def test_a_new_store_is_the_one_that_the_migrations_make(store: Store, empty_url: str) -> None:
    with opened(empty_url) as db:
        lift(db)
        assert shape(db) == await store.read(shape)


def test_the_migrations_make_what_the_tables_say(empty_url: str) -> None:
    with opened(empty_url) as db:
        lift(db)
        context = MigrationContext.configure(db, opts=lifting.OPTIONS)
        assert compare_metadata(context, Stored.metadata) == []


def test_the_way_back_is_whole(empty_url: str) -> None:
    with opened(empty_url) as db:
        lift(db, "0001")
        first = shape(db)
        lift(db)
        command.downgrade(lifting.config(db), "0001")
        assert shape(db) == first


OLD = """
INSERT INTO learner VALUES ('l', 'Ann', 'en', 'junior', '2026-01-01 00:00:00');
INSERT INTO conversation (chat, project, learner, state, updated) VALUES ('web:ann', NULL, 'l', '{}', '2026-01-01 00:00:00');
INSERT INTO inbox (id, chat, outside_id, payload, status, created) VALUES ('1', 'web:ann', '1', '{"text": "old"}', 'done', '2026-01-01 00:00:00');
INSERT INTO inbox (id, chat, outside_id, payload, status, created) VALUES ('2', 'web:ann', '2', '{"text": "new"}', 'received', '2026-01-01 00:00:01');
INSERT INTO outbox VALUES ('3', 'web:ann', '1', 1, '{"text": "hi"}', 'pending', 0, '2026-01-01 00:00:00', '2026-01-01 00:00:00');
INSERT INTO secret VALUES ('pepper of recovery words', '00')
"""


OLD_APP = """
INSERT INTO learner VALUES ('l', 'Ann', 'en', 'junior', '2026-01-01 00:00:00');
INSERT INTO project (id, slug, head, begun_by, learner_files, created) VALUES ('p', 'app', 2, 'l', CAST('rules' AS {bytes}), '2026-01-01 00:00:00');
INSERT INTO revision (project, n, parent, spec, why, turn, created) VALUES ('p', 1, NULL, '{{}}', 'built', 't', '2026-01-01 00:00:00');
INSERT INTO revision (project, n, parent, spec, why, turn, created) VALUES ('p', 2, 1, '{{}}', 'green', 'u', '2026-01-01 00:00:01')
"""


async def test_an_older_apps_own_code_is_that_of_all_its_versions(empty_url: str) -> None:
    with opened(empty_url) as db:
        lift(db, "0005")
        for statement in OLD_APP.format(bytes="BYTEA" if db.dialect.name == "postgresql" else "BLOB").split(";"):
            db.exec_driver_sql(statement)
    store = Store.open(empty_url)
    assert [await store.learner_files("p", n) for n in (1, 2)] == [b"rules", b"rules"]
    await store.close()


async def test_a_store_of_the_first_shape_goes_on(empty_url: str) -> None:
    with opened(empty_url) as db:
        lift(db, "0001")
        for statement in OLD.split(";"):
            db.exec_driver_sql(statement)
    store = Store.open(empty_url)
    await store.join("w", timedelta(minutes=1))
    assert [one.payload for one in await store.waiting_answers("web:")] == [{"text": "hi"}]
    (claimed,) = await store.claim("w", 5)
    assert (claimed.received.id, claimed.loaded and claimed.loaded.learner.nickname) == ("2", "Ann")
    said = select(table(Inbox).c.learner).order_by(table(Inbox).c.id)
    assert await store.read(lambda db: list(db.execute(said).scalars())) == ["l", None]
    await store.close()


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
    return copy / "versions" / f"{LATER}_later.py"


async def make(sqlite_url: str) -> str:
    store = Store.open(sqlite_url)
    learner = await store.find_or_create_learner("web", "ann", nickname="Ann")
    await store.close()
    return learner.id


async def test_a_store_that_exists_is_lifted_and_a_copy_is_kept(sqlite_url: str, tmp_path: Path, later: Path) -> None:
    ann = await make(sqlite_url)
    later.write_text(ADDED.format(fails=False, later=LATER, newest=NEWEST))
    store = Store.open(sqlite_url)
    assert "later" in await store.read(shape)
    assert await store.learner(ann) is not None
    await store.close()
    later.unlink()
    before = Store.open(f"sqlite:///{tmp_path}/sampan.db.before-{LATER}")
    assert await before.learner(ann) is not None
    assert "later" not in await before.read(shape)
    await before.close()


def test_the_next_migration_writes_what_the_tables_have_more(later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    metadata = MetaData(naming_convention=Stored.metadata.naming_convention)
    for one in Stored.metadata.tables.values():
        one.to_metadata(metadata)
    Table("wish", metadata, Column("id", AutoString(), primary_key=True), Column("made", Utc()), Column("words", AnyText()))
    monkeypatch.setitem(lifting.OPTIONS, "target_metadata", metadata)
    lifting.write_migration(LATER, "wishes")
    written = (later.parent / f"{LATER}_wishes.py").read_text()
    assert all(part in written for part in (f'down_revision = "{NEWEST}"', "sa.String()", "Utc()", "AnyText()", "op.drop_table"))
    assert "learner" not in written
    compile(written, f"{LATER}_wishes.py", "exec")


async def test_a_migration_that_fails_leaves_the_store_as_it_was(store_url: str, later: Path) -> None:
    ann = await make(store_url)
    later.write_text(ADDED.format(fails=True, later=LATER, newest=NEWEST))
    with pytest.raises(RuntimeError, match="half-way"):
        Store.open(store_url)
    later.unlink()
    store = Store.open(store_url)
    assert "later" not in await store.read(shape)
    assert await store.learner(ann) is not None
    await store.close()


async def test_opening_a_store_of_this_version_changes_and_copies_nothing(sqlite_url: str, tmp_path: Path) -> None:
    await make(sqlite_url)
    before = (tmp_path / "sampan.db").read_bytes()
    await Store.open(sqlite_url).close()
    assert (tmp_path / "sampan.db").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["sampan.db"]


async def test_a_store_of_a_newer_version_is_left_alone(store_url: str, later: Path) -> None:
    await make(store_url)
    later.write_text(ADDED.format(fails=False, later=LATER, newest=NEWEST))
    await Store.open(store_url).close()
    later.unlink()
    with pytest.raises(StoreError, match=rf"made by a newer Sampan \(its shape is {LATER}\): update Sampan"):
        Store.open(store_url)
