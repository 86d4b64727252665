"""A class keeps nothing for longer than it says, with a moved clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from bot.services import Parts
from bot.services.classroom.retention import sweep
from storage.classrooms import going
from storage.classrooms import tables as t
from storage.tables import table
from tests.classroom.people import a_class, a_student, a_teacher, learner_of

PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"


def later(days: float) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


async def test_who_was_not_there_for_so_long_is_forgotten(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    short, long = await a_class(parts, teacher, keep_days=30), await a_class(parts, teacher, code="ZZZZ2222", keep_days=365)
    gone, kept = await a_student(parts, short, "Ka-ho"), await a_student(parts, long, "Ka-yan")
    for student in (gone, kept):
        await student.say(PROBLEM)
    ids = [await learner_of(parts, student) for student in (gone, kept)]
    assert await sweep(parts, later(29)) == 0
    assert await sweep(parts, later(31)) == 1
    assert [await parts.store.learner(id) is None for id in ids] == [True, False]
    written = await parts.store.care.entries(short.id)
    assert [(one.what, one.detail, one.learner) for one in written] == [("forgotten", "1", None)]
    assert await parts.store.history(f"terminal:{gone.chat}") == []
    assert await sweep(parts, later(31)) == 0


async def test_somebody_who_is_on_the_list_alone_goes_too(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts), keep_days=30)
    learner = await parts.store.find_or_create_learner("roster", "x")
    await parts.store.classes.sit(room.id, learner.id, "Ka-ho", joined=False)
    assert await sweep(parts, later(31)) == 1
    assert await parts.store.classes.seats(room.id) == []


async def test_an_open_flag_stays(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts), keep_days=30)
    student = await a_student(parts, room, "Ka-ho")
    await student.say("i want to kill myself")
    assert await sweep(parts, later(31)) == 1
    flags = await parts.store.read(
        lambda db: [tuple(row) for row in db.execute(select(table(t.SafetyFlag).c.learner, table(t.SafetyFlag).c.sentence))]
    )
    assert flags == [(None, "i want to kill myself")]


async def test_who_comes_back_meanwhile_stays(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts), keep_days=30)
    student = await a_student(parts, room, "Ka-ho")
    learner = await learner_of(parts, student)
    await student.say(PROBLEM)
    assert await parts.store.going.forget(learner, unless_after=datetime.now(UTC) - timedelta(days=30)) is None
    assert await parts.store.learner(learner) is not None


async def test_farewells_do_not_stay_for_ever(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    student, other = await a_student(parts, room, "Ka-ho"), await a_student(parts, room, "Ka-yan")
    await student.say("/forget")
    await student.press("forget:yes")
    chat = f"terminal:{student.chat}"
    await sweep(parts, later(0.5))
    assert len(await parts.store.history(chat)) == 2
    await sweep(parts, later(1.5))
    assert await parts.store.history(chat) == [] and await parts.store.history(f"terminal:{other.chat}")


async def test_the_seats_of_a_class_are_found_by_their_index(parts: Parts) -> None:
    if parts.store._reading.dialect.name != "sqlite":
        pytest.skip("the plan is SQLite's")

    def plan(db: Connection) -> str:
        seat = table(t.Seat)
        old = select(seat.c.learner).select_from(going._seated).where(seat.c.classroom == "c", going._last < datetime.now(UTC))
        compiled = old.compile(db, compile_kwargs={"literal_binds": True})
        return str(db.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}").all())

    found = await parts.store.read(plan)
    assert "USING INDEX ix_seat_classroom" in found and "SCAN" not in found
