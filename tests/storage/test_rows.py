"""The rows of an app on our own server: written only on what the page saw, and as a pure function decides."""

from __future__ import annotations

import asyncio

import pytest

from storage.errors import RowsMovedError
from storage.records import WISH, AppRow, AppRows, Decide
from storage.store import Store
from tests.storage.conftest import Talk


def adding(*names: str) -> Decide:
    return lambda rows: [*rows, *(AppRow("booking", name, "visitor", {"name": name}) for name in names)]


@pytest.fixture
async def shower(ann: Talk) -> Store:
    await ann.builds()
    return ann.store


async def test_rows_are_kept_in_the_order_in_which_they_came(shower: Store) -> None:
    assert await shower.app_rows("app-1") == AppRows(0, ())
    await shower.change_rows("shower", "app-1", 0, adding("c", "a"))
    written = await shower.change_rows("shower", "app-1", 1, adding("b"))
    assert [row.id for row in written.rows] == ["c", "a", "b"]
    assert await shower.app_rows("app-1") == written
    assert await shower.app_rows("app-1", since=2) is None
    assert await shower.app_rows("app-1", since=1) == written
    assert await shower.app_rows("app-2") == AppRows(0, ())


async def test_rows_are_changed_and_removed(shower: Store) -> None:
    await shower.change_rows("shower", "app-1", 0, adding("a", "b"))
    moved = AppRow("booking", "a", "other", {"name": "A", "text": "\ud800\0"})
    await shower.change_rows("shower", "app-1", 1, lambda _: [moved])
    assert await shower.app_rows("app-1") == AppRows(2, (moved,))


async def test_an_old_page_is_given_the_new_rows(shower: Store) -> None:
    await shower.change_rows("shower", "app-1", 0, adding("a"))
    with pytest.raises(RowsMovedError) as old:
        await shower.change_rows("shower", "app-1", 0, adding("b"))
    assert old.value.now == await shower.app_rows("app-1")


async def test_what_became_of_a_wish_alone_is_no_new_revision(shower: Store) -> None:
    noted = AppRow(WISH, "wish0001", "visitor", {"done": False})
    for rev in (0, 1):
        assert (await shower.change_rows("shower", "app-1", rev, lambda rows: [*rows, noted])).rev == rev
        await shower.change_rows(
            "shower", "app-1", rev, lambda rows: [*(row for row in rows if row.thing != WISH), AppRow("booking", f"{len(rows)}", "", {})]
        )
    kept = await shower.app_rows("app-1")
    assert kept is not None and (kept.rev, len(kept.rows)) == (2, 2)


async def test_what_refuses_writes_nothing(shower: Store) -> None:
    def refuse(rows: tuple[AppRow, ...]) -> list[AppRow]:
        raise ValueError("taken")

    with pytest.raises(ValueError, match="taken"):
        await shower.change_rows("shower", "app-1", 0, refuse)
    assert await shower.app_rows("app-1") == AppRows(0, ())


async def test_of_many_who_write_at_once_one_wins_each_time_and_nothing_is_lost(shower: Store) -> None:
    async def book(name: str) -> None:
        while True:
            seen = await shower.app_rows("app-1")
            assert seen is not None
            try:
                await shower.change_rows("shower", "app-1", seen.rev, adding(name))
            except RowsMovedError:
                continue
            return

    await asyncio.gather(*[book(str(n)) for n in range(8)])
    there = await shower.app_rows("app-1")
    assert there is not None and there.rev == 8
    assert {row.id for row in there.rows} == {str(n) for n in range(8)}
