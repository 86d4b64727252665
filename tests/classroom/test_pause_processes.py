"""The off switch across two processes at one PostgreSQL: turned in the one, it holds for what the other is thinking at that moment."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.bootstrap import make_parts
from bot.core.classroom.bells import Bell
from bot.services import Parts, shift
from bot.services.classroom import bell
from bot.services.classroom.pause import pause
from bot.services.take_turn import accept
from bot.settings import Settings
from tests.classroom.people import a_class, a_student, a_teacher
from tests.classroom.test_pause import PROBLEM, SlowTutor, answered, said, statuses
from tests.postgres import server


@pytest.fixture
async def two(postgres_database: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Parts, Parts]]:
    """Two programs on one database, that know nothing of each other but what is in it. No shift is kept: neither may be taken for dead."""
    monkeypatch.setattr(shift, "LEASE", timedelta(hours=1))
    settings = Settings(database_url=server().url(postgres_database))
    made = [replace(make_parts(settings), brain=SlowTutor(0.08, seed)) for seed in (1, 2)]
    for one in made:
        await shift.begin(one)
    yield made[0], made[1]
    for one in made:
        await one.lanes.drained(60)
        await one.store.close()


async def test_at_any_moment_the_other_process_stops_too(two: tuple[Parts, Parts]) -> None:
    here, there = two
    chance, teacher = random.Random(3), await a_teacher(here)
    room = await a_class(here, teacher)
    chats = []
    for name in ("Ann", "Ben", "Cai"):
        student = await a_student(here, room, name)
        learner = await here.store.learner_by_identity("terminal", student.chat)
        assert learner is not None
        await here.store.adopt_chat(f"web:{student.chat}", learner.id)
        await here.store.identify("web", student.chat, learner.id)
        chats.append(student.chat)
    sent = 0
    for round_ in range(10):
        for chat in chats:
            for number in range(2):
                sent += await accept(there, said(chat, f"{PROBLEM} {round_} {number}"))
        await asyncio.sleep(chance.random() * 0.15)
        await pause(here, teacher, room, "paused", True)
        before = await answered(here)
        await asyncio.sleep(0.2)
        assert await answered(here) == before, f"round {round_}"
        await pause(here, teacher, room, "paused", False)
    await shift.one_round(there)
    for one in (here, there):
        await one.lanes.drained(60)
    for chat in chats:
        assert set(await statuses(here, f"web:{chat}")) == {"done"}
        history = await here.store.history(f"web:{chat}", 500)
        assert [line.payload["text"] for line in history if line.by == "learner"] == [f"{PROBLEM} {r} {n}" for r in range(10) for n in range(2)]
    assert sent == 60


async def test_what_is_thought_elsewhere_is_broken_off(two: tuple[Parts, Parts]) -> None:
    here, there = two
    there = replace(there, brain=SlowTutor(30, least=30))
    teacher = await a_teacher(here)
    room = await a_class(here, teacher)
    student = await a_student(here, room, "Ann")
    learner = await here.store.learner_by_identity("terminal", student.chat)
    assert learner is not None
    await here.store.adopt_chat(f"web:{student.chat}", learner.id)
    ringing = asyncio.create_task(bell.keep(there))
    await accept(there, said(student.chat, PROBLEM))
    await asyncio.sleep(0.1)
    await pause(here, teacher, room, "paused", True)
    await there.lanes.drained(60)
    assert await statuses(here, f"web:{student.chat}") == ["held"]
    ringing.cancel()


async def test_a_schedule_rings_once_for_both(two: tuple[Parts, Parts]) -> None:
    here, there = two
    teacher, now = await a_teacher(here), datetime.now(UTC)
    room = await a_class(here, teacher)
    await a_student(here, room, "Ann")
    row = Bell(switch="paused", since=now - timedelta(minutes=1), until=now + timedelta(hours=1))
    await here.store.classes.change(room.id, schedule=bell.kept([row]), next_bell=row.since)
    await asyncio.gather(*(bell.one_round(one) for one in (here, there) * 3))
    assert [entry.what for entry in await here.store.care.entries(room.id)] == ["bell"]
    found = await there.store.classes.get(room.id)
    assert found is not None and found.paused is not None
