"""Votes in both kinds of store: one statement each, none after the closing, none lost to a kill."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bench import votes
from bot.services.event import batching
from storage.events.batches import Choice, Pool
from storage.events.records import Event, Person
from storage.ids import new_id
from storage.store import Store
from tests.event.hall import an_entry
from tests.event.people import A_TEAM, AN_EVENT


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    made = Store.open(store_url)
    yield made
    await made.close()


async def _event(store: Store, entries: int = 6) -> tuple[Event, list[str], list[Person]]:
    event = replace(AN_EVENT, id=new_id(), opened=datetime.now(UTC))
    await store.events.add(event)
    made = []
    for n in range(entries):
        team = await store.teams.begin(replace(A_TEAM, id=new_id(), event=event.id, code=f"T{n}", name=f"Team {n}", school=f"School {n}"))
        made.append(await an_entry(store, event, team, n + 1, title=f"App {n}"))
    people = [(await store.crew.invite(event.id, "judge", f"Judge {n}", school="SCHOOL 0"))[0] for n in range(2)]
    assert await store.judging.open(event.id, 1, made)
    return event, made, people


def _all(pool: Pool) -> Choice:
    return Choice([one.id for one in pool.candidates if one.team not in pool.barred])


async def test_what_is_written_is_there_and_what_comes_too_late_is_not(store: Store) -> None:
    event, entries, (judge, _) = await _event(store)
    batch = await store.judging.assign(event.id, judge.id, _all)
    assert batch is not None and list(batch.entries) == entries[1:], "the first is of their own school"
    order = [[entry] for entry in batch.entries]
    assert await store.judging.vote(judge.id, batch.id, order, {}, done=False)
    assert await store.judging.vote(judge.id, batch.id, order, {}, done=True)
    assert not await store.judging.vote("another", batch.id, order, {}, done=True)
    assert await store.judging.say(judge.id, entries[1], {"problem": 2}, "One", "")
    assert await store.judging.say(judge.id, entries[1], {"problem": 3}, "Two", "")
    await store.judging.look(judge.id, entries[1])
    await store.judging.look(judge.id, entries[1], ran=True)
    (glance,) = await store.judging.glances(event.id)
    assert glance.ran is not None
    assert await store.judging.close(event.id)
    assert not await store.judging.vote(judge.id, batch.id, list(reversed(order)), {}, done=True)
    assert not await store.judging.say(judge.id, entries[1], {}, "Three", "")
    (kept,), (words,) = await store.judging.batches(event.id, 1), await store.judging.judgements(event.id)
    assert (kept.ranking, kept.done is not None, words.comment) == (order, True, "Two")
    assert await store.judging.confirm(event.id, 1, {"standings": []}, "Ms Chan")
    assert not await store.judging.confirm(event.id, 1, {"standings": [1]}, "Mr Ho")


async def test_a_closing_among_votes_lets_none_in_behind_it(store: Store) -> None:
    event, _, (judge, other) = await _event(store)
    batches = [await store.judging.assign(event.id, one.id, _all) for one in (judge, other)]
    assert all(batches)

    async def voted(n: int) -> tuple[datetime, bool]:
        batch = batches[n % 2]
        assert batch is not None
        kept = await store.judging.vote(batch.judge, batch.id, [[entry] for entry in batch.entries], {}, done=True)
        return datetime.now(UTC), kept

    early = [asyncio.create_task(voted(n)) for n in range(20)]
    closing = asyncio.create_task(store.judging.close(event.id))
    late = [asyncio.create_task(voted(n)) for n in range(20)]
    assert await closing
    assert all(kept for _, kept in await asyncio.gather(*early))
    assert not any(kept for _, kept in await asyncio.gather(*late))


async def test_a_batch_that_was_left_lying_goes_to_others(store: Store) -> None:
    event, _, (judge, other) = await _event(store)
    await store.judging.assign(event.id, judge.id, _all)
    pool = await store.judging.pool(event.id, other.id)
    assert pool is not None and sum(batching.views(pool).values()) == 5
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    await store.write(lambda db: db.exec_driver_sql(f"UPDATE batch SET given = '{long_ago:%Y-%m-%d %H:%M:%S.%f}'").rowcount)
    pool = await store.judging.pool(event.id, other.id)
    assert pool is not None and sum(batching.views(pool).values()) == 0


async def test_killed_while_judges_vote_it_loses_nothing_that_was_acknowledged() -> None:
    count, lost, deaths = await votes.kept(judges=8, kills=2)
    assert (lost, deaths) == (0, 2) and count > 0
