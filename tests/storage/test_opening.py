"""A store that cannot be opened is one line that says what to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import sqlite
from storage.errors import StoreError
from storage.store import Store


def trouble(url: str) -> str:
    with pytest.raises(StoreError) as error:
        Store.open(url)
    line = str(error.value)
    assert "\n" not in line and len(line) < 300
    return line


def test_a_missing_folder(tmp_path: Path) -> None:
    assert trouble(f"sqlite:///{tmp_path}/no/sampan.db") == (
        f"there is no folder {tmp_path}/no for the store: make it, or set DATABASE_URL to another place"
    )


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    assert "is a folder" in trouble(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize("url", ["", "nonsense", "mysql+nothing://x/y", "http://x", "sqlite://", "sqlite:///:memory:"])
def test_an_address_of_no_use(url: str) -> None:
    assert "sqlite:///sampan.db" in trouble(url)


def test_a_place_where_nothing_can_be_written() -> None:
    assert "cannot be opened" in trouble("sqlite:////proc/sampan.db")


def test_a_read_only_store(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_PRAGMAS", ("query_only=ON",))  # root may write anywhere, so a mode would not stop the tests
    assert "is read-only: make the file and its folder writable" in trouble(sqlite_url)


def test_a_file_of_another_kind(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "sampan.db").write_bytes(b"a letter to my grandmother " * 100)
    assert "is not a Sampan store" in trouble(sqlite_url)
    assert (tmp_path / "sampan.db").read_bytes().startswith(b"a letter")


async def test_a_damaged_store(sqlite_url: str, tmp_path: Path) -> None:
    await Store.open(sqlite_url).close()
    file = tmp_path / "sampan.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    assert "is damaged: put a backup copy in its place" in trouble(sqlite_url)


async def test_a_store_cut_short(sqlite_url: str, tmp_path: Path) -> None:
    await Store.open(sqlite_url).close()
    file = tmp_path / "sampan.db"
    file.write_bytes(file.read_bytes()[:5000])
    assert "is damaged" in trouble(sqlite_url) or "reports a fault" in trouble(sqlite_url)


def test_the_database_of_another_program(sqlite_url: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "sampan.db")) as other, other:
        other.execute("CREATE TABLE recipes (name)")
    assert "holds another program's tables" in trouble(sqlite_url)


def test_a_locked_store(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_PRAGMAS", ("busy_timeout=20",))
    with closing(sqlite3.connect(tmp_path / "sampan.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "is locked by another program: close that program" in trouble(sqlite_url)


def test_a_full_disk(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_PRAGMAS", (*sqlite._PRAGMAS, "max_page_count=10"))
    assert "cannot grow, the disk is full: make room" in trouble(sqlite_url)


def test_a_server_that_does_not_answer_or_has_no_driver() -> None:
    assert trouble("postgresql+psycopg://sampan@127.0.0.1:1/sampan")
