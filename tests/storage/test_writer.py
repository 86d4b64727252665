"""One thread writes, in groups: each piece of work stands or falls alone, and its caller hears only of what is on the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select

from storage.errors import StoreError, TurnOverError
from storage.store import Store
from storage.tables import Secret, table
from tests.storage.conftest import Talk
from tests.storage.holding import Held


class Refused(Exception):
    """A rule of the caller's own."""


def add(db: Connection, name: str) -> str:
    db.execute(table(Secret).insert().values(name=name, value=""))
    return name


def add_and_refuse(db: Connection, name: str) -> str:
    add(db, name)
    raise Refused(name)


async def names(store: Store) -> set[str]:
    kept = await store.read(lambda db: db.execute(select(table(Secret).c.name)).scalars().all())
    return {name for name in kept if len(name) == 1}


async def together(store: Store, *work: tuple[Callable[[Connection, str], str], str]) -> tuple[list[str | BaseException], int]:
    async with Held(store) as held:
        waiting = [asyncio.ensure_future(store.write(do, name)) for do, name in work]
    return await asyncio.gather(*waiting, return_exceptions=True), held.commits


async def test_what_waits_is_committed_together(store: Store) -> None:
    results, commits = await together(store, *[(add, name) for name in "abcde"])
    assert results == list("abcde")
    assert commits == 2, "the one that held the writer, and the group"
    assert await names(store) == set("abcde")


async def test_one_that_refuses_spoils_nothing_for_the_others(store: Store) -> None:
    results, commits = await together(store, (add, "a"), (add_and_refuse, "b"), (add, "c"))
    assert [type(result) for result in results] == [str, Refused, str]
    assert commits == 2
    assert await names(store) == {"a", "c"}


async def test_a_fault_of_the_database_is_told_to_the_one_whose_it_is(store: Store) -> None:
    results, _ = await together(store, (add, "a"), (add, "b"), (add, "a"), (add, "c"))
    assert [type(result) for result in results] == [str, str, StoreError, str]
    assert await names(store) == {"a", "b", "c"}


async def test_turns_of_many_chats_end_side_by_side(store: Store) -> None:
    talks = [Talk(store, await store.find_or_create_learner("web", str(n)), chat=f"web:{n}") for n in range(30)]
    await asyncio.gather(*[talk.turn(answers=[{"text": talk.chat}]) for talk in talks])
    for talk in talks:
        assert [line.payload["text"] for line in await store.history(talk.chat)] == ["masked", talk.chat]


async def test_one_turn_committed_from_two_sides_at_once_is_written_once(store: Store, ann: Talk) -> None:
    record = ann.record(await ann.said())
    results = await asyncio.gather(*[store.commit_turn(record) for _ in range(5)], return_exceptions=True)
    assert sum(isinstance(result, TurnOverError) for result in results) == 4
    assert len(await store.waiting_answers("web:")) == 1


async def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError, match=r"read-only|only be read"):
        await store.read(add, "a")
    assert await names(store) == set()


async def test_closing_finishes_what_was_handed_in(store_url: str) -> None:
    store = Store.open(store_url)
    waiting = [asyncio.ensure_future(store.write(add, name)) for name in "abc"]
    await asyncio.sleep(0)
    await store.close()
    assert await asyncio.gather(*waiting) == ["a", "b", "c"]
    with pytest.raises(StoreError, match="closed"):
        await store.write(add, "d")


async def test_a_caller_who_has_gone_does_not_stop_the_writer(store: Store) -> None:
    async with Held(store):
        gone = asyncio.ensure_future(store.write(add, "a"))
        await asyncio.sleep(0)
        gone.cancel()
    assert await store.write(add, "b") == "b"
