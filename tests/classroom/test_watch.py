"""A class as its live page reads it: one query, on both kinds of store, however many sit there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, event

from bot.bootstrap import make_parts
from bot.services import Parts
from bot.services.classroom.nudge import nudge
from bot.settings import Settings
from storage.classrooms.watch import everyone
from tests.classroom.people import a_class, a_full_class, a_student, a_teacher, learner_of


@pytest.fixture
async def parts(store_url: str) -> AsyncIterator[Parts]:
    made = make_parts(Settings(database_url=store_url))
    yield made
    await made.store.close()


async def test_everyone_is_there_in_the_order_in_which_they_came(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    ids = await a_full_class(parts, room, 5)
    waits = await parts.store.find_or_create_learner("roster", "late")
    await parts.store.classes.sit(room.id, waits.id, "Late", joined=False)
    found = await parts.store.watch.everyone(room.id)
    assert [one.seat.learner for one in found] == [*ids, waits.id]
    assert [one.standing is None for one in found] == [False] * 5 + [True]
    assert found[0].standing is not None and found[0].standing.stage == "build"
    assert found[-1].seat.joined is None and found[0].language == "en"


async def test_another_class_is_another_class(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room, other = await a_class(parts, teacher), await a_class(parts, teacher, code="WXYZ2345")
    await a_full_class(parts, room, 2)
    assert await parts.store.watch.everyone(other.id) == []


async def test_a_teachers_word_and_verdict_are_seen(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    ann, ben = await a_student(parts, room, "Ann"), await a_student(parts, room, "Ben")
    first, second = await learner_of(parts, ann), await learner_of(parts, ben)
    await nudge(parts, teacher, room, [first, second], "Look at your list", "question")
    await nudge(parts, teacher, room, [second], "One wish in one message", "lesson")
    await parts.store.signals.judge(room.id, first, "stage", "", True, teacher.id)
    await parts.store.signals.judge(room.id, first, "stage", "", False, teacher.id)
    found = {one.seat.learner: one for one in await parts.store.watch.everyone(room.id)}
    assert found[first].judged == ("stage", False) and found[second].judged is None
    assert found[first].taught is None and found[second].taught is not None
    assert all(one.nudged and datetime.now(UTC) - one.nudged < timedelta(minutes=1) for one in found.values())


@pytest.mark.parametrize("count", [1, 45])
async def test_one_query_for_one_and_for_many(parts: Parts, count: int) -> None:
    room = await a_class(parts, await a_teacher(parts))
    await a_full_class(parts, room, count)
    asked: list[str] = []

    def counted(db: Connection) -> int:
        def note(*args: object) -> None:
            asked.append(str(args[2]))

        event.listen(db, "before_cursor_execute", note)
        try:
            return len(everyone(db, room.id))
        finally:
            event.remove(db, "before_cursor_execute", note)

    assert await parts.store.read(counted) == count
    assert len(asked) == 1
