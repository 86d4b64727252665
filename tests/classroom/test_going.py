"""What is kept of a learner, and that it goes, on either database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.bootstrap import make_parts
from bot.services import Parts
from bot.services.classroom.my_data import make_my_data
from bot.services.classroom.retention import sweep
from bot.settings import Settings
from storage.errors import TakenError
from tests.chatting import Chatter
from tests.classroom.people import a_class, a_teacher, learner_of

PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"


@pytest.fixture
async def anywhere(store_url: str) -> AsyncIterator[Parts]:
    parts = make_parts(Settings(database_url=store_url))
    yield parts
    await parts.lanes.drained(60)
    await parts.store.close()


async def test_from_joining_to_nothing(anywhere: Parts) -> None:
    parts = anywhere
    room = await a_class(parts, await a_teacher(parts), keep_days=30)
    student = Chatter(parts, language="en")
    await student.say("/join KBCD3476 Ka-ho")
    await student.to_zip(PROBLEM)
    learner = await learner_of(parts, student)
    assert len((await make_my_data(parts, learner))[1]) > 10_000
    await student.say("/forget")
    await student.press("forget:yes")
    await parts.lanes.drained(60)
    assert await parts.store.classes.seats(room.id) == [] and await parts.store.learner(learner) is None


async def test_a_kept_place_is_claimed_and_its_time_runs_out(anywhere: Parts) -> None:
    parts = anywhere
    room = await a_class(parts, await a_teacher(parts), keep_days=30)
    owner = await parts.store.find_or_create_learner("roster", "x")
    await parts.store.classes.sit(room.id, owner.id, "Ka-ho", "5", joined=False)
    student = Chatter(parts, language="en")
    await student.to_zip(PROBLEM)
    guest = await learner_of(parts, student)
    assert await parts.store.classes.claim(owner.id, guest)
    assert not await parts.store.classes.claim(owner.id, guest)
    assert [project.begun_by for project in await parts.store.projects_of(owner.id)] == [owner.id]
    loaded = await parts.store.load_turn(f"terminal:{student.chat}")
    assert loaded is not None and loaded.learner.id == owner.id and loaded.in_class is not None
    await student.say("make it green")
    assert await sweep(parts, datetime.now(UTC) + timedelta(days=31)) == 1
    assert await parts.store.learner(owner.id) is None


async def test_two_who_want_one_name_at_once(anywhere: Parts) -> None:
    parts = anywhere
    room = await a_class(parts, await a_teacher(parts))
    learners = [await parts.store.find_or_create_learner("web", str(n)) for n in range(8)]
    outcomes = await asyncio.gather(*(parts.store.classes.sit(room.id, one.id, "Ka-ho") for one in learners), return_exceptions=True)
    assert sum(isinstance(one, TakenError) for one in outcomes) == 7
    assert len(await parts.store.classes.seats(room.id)) == 1
