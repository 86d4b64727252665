"""The bell at work: on time, after a restart, once among several processes, and giving way to a teacher's hand until it rings next."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.core.classroom.bells import Bell, Switch
from bot.services import Parts
from bot.services.classroom import bell
from bot.services.classroom.pause import pause
from bot.services.lanes import Lanes
from storage.classrooms.records import Classroom
from tests.classroom.people import a_class, a_student, a_teacher

PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"


async def now_of(parts: Parts, room: Classroom) -> Classroom:
    found = await parts.store.classes.get(room.id)
    assert found is not None
    return found


def until(seconds: float, switch: Switch = "paused") -> Bell:
    now = datetime.now(UTC)
    return Bell(switch=switch, since=now - timedelta(hours=1), until=now + timedelta(seconds=seconds))


async def test_what_is_set_holds_at_once_and_ends_on_time(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    student = await a_student(parts, room, "Ann")
    await bell.set_schedule(parts, teacher, room, [until(3600)])
    room = await now_of(parts, room)
    assert room.paused and (await student.say(PROBLEM)).messages == ()
    keeping = asyncio.create_task(bell.keep(parts))
    row = until(1.0)
    await bell.set_schedule(parts, teacher, room, [row])
    async with asyncio.timeout(60):
        while (await now_of(parts, room)).paused:
            await asyncio.sleep(0.02)
        assert row.until is not None and datetime.now(UTC) >= row.until
        while (await parts.store.history(f"terminal:{student.chat}"))[-1].by != "tutor":
            await asyncio.sleep(0.02)
    after = await now_of(parts, room)
    assert after.schedule == [] and after.next_bell is None, "a row that is over is taken out"
    keeping.cancel()


async def test_what_came_while_no_process_ran_is_made_up_for(parts: Parts) -> None:
    """The program was away at the beginning and at the end, or at the beginning alone."""
    teacher, now = await a_teacher(parts), datetime.now(UTC)
    passed = Bell(switch="paused", since=now - timedelta(hours=2), until=now - timedelta(hours=1))
    midst = Bell(switch="unaided", since=now - timedelta(hours=1), until=now + timedelta(hours=1))
    room = await a_class(parts, teacher)
    due = now - timedelta(hours=2)
    await parts.store.classes.change(room.id, schedule=bell.kept([passed, midst]), next_bell=due, paused=due)
    await bell.one_round(parts)
    after = await now_of(parts, room)
    assert after.paused is None and after.unaided is not None
    assert after.next_bell == midst.until and len(after.schedule) == 1


async def test_it_rings_once_however_many_hear_it(parts: Parts) -> None:
    teacher, now = await a_teacher(parts), datetime.now(UTC)
    room = await a_class(parts, teacher)
    await a_student(parts, room, "Ann")
    row = Bell(switch="paused", since=now - timedelta(minutes=1), until=now + timedelta(hours=1))
    await parts.store.classes.change(room.id, schedule=bell.kept([row]), next_bell=row.since)
    others = [replace(parts, lanes=Lanes()) for _ in range(4)]
    await asyncio.gather(*(bell.one_round(one) for one in (parts, *others)))
    assert [entry.what for entry in await parts.store.care.entries(room.id)] == ["bell"]
    assert (await now_of(parts, room)).paused


async def test_who_comes_late_to_a_bell_rings_nothing(parts: Parts) -> None:
    """It was due when a process looked, and has rung by the time that it gets there."""
    teacher, now = await a_teacher(parts), datetime.now(UTC)
    room = await a_class(parts, teacher)
    row = Bell(switch="paused", since=now - timedelta(minutes=1), until=now + timedelta(hours=1))
    await parts.store.classes.change(room.id, schedule=bell.kept([row]), next_bell=row.since)
    for _ in range(2):
        await bell.ring(parts, room.id, now)
    assert [entry.what for entry in await parts.store.care.entries(room.id)] == ["bell"]


async def test_a_row_that_a_teacher_adds_as_it_rings_stays(parts: Parts) -> None:
    teacher, now = await a_teacher(parts), datetime.now(UTC)
    room = await a_class(parts, teacher)
    row = Bell(switch="paused", since=now - timedelta(minutes=1), until=now + timedelta(hours=1))
    await parts.store.classes.change(room.id, schedule=bell.kept([row]), next_bell=row.since)
    seen = await now_of(parts, room)
    both = bell.kept([row, until(7200, "unaided")])
    await parts.store.classes.change(room.id, schedule=both)
    assert await parts.store.classes.ring(seen, {"paused": True}, bell.kept([row]), row.until) == {}
    assert (await now_of(parts, room)).schedule == both
    await bell.one_round(parts)
    after = await now_of(parts, room)
    assert after.paused and after.schedule == both


async def test_a_hand_on_the_switch_holds_until_the_next_bell(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    await bell.set_schedule(parts, teacher, room, [until(3600)])
    await pause(parts, teacher, await now_of(parts, room), "paused", False)
    await bell.one_round(parts)
    assert (await now_of(parts, room)).paused is None
    await bell.set_schedule(parts, teacher, await now_of(parts, room), [until(3600), until(7200, "unaided")])
    after = await now_of(parts, room)
    assert after.paused is None and after.unaided, "another row does not undo it"
    await bell.set_schedule(parts, teacher, after, [])
    assert (await now_of(parts, room)).unaided is None, "who takes out what holds now ends it"


async def test_a_class_that_is_put_away_is_left_alone(parts: Parts) -> None:
    teacher, now = await a_teacher(parts), datetime.now(UTC)
    room = await a_class(parts, teacher)
    await parts.store.classes.change(room.id, schedule=bell.kept([until(60)]), next_bell=now - timedelta(minutes=1), archived=now)
    assert await bell.one_round(parts) == bell.EVERY and (await now_of(parts, room)).paused is None


async def test_a_row_that_cannot_be_read_silences_no_other(parts: Parts) -> None:
    teacher, now = await a_teacher(parts), datetime.now(UTC)
    odd, fine = await a_class(parts, teacher), await a_class(parts, teacher, code="WXYZ2345")
    await parts.store.classes.change(odd.id, schedule=[{"switch": "tea"}], next_bell=now - timedelta(minutes=2))
    row = Bell(switch="paused", since=now - timedelta(minutes=1), until=now + timedelta(hours=1))
    await parts.store.classes.change(fine.id, schedule=bell.kept([row]), next_bell=row.since)
    assert await bell.one_round(parts) > 0
    assert (await now_of(parts, fine)).paused


async def test_a_teacher_who_did_not_see_a_colleagues_row_takes_none_away(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    seen = await a_class(parts, teacher)
    first, second = until(3600, "unaided"), until(7200, "unaided")
    assert await bell.set_schedule(parts, teacher, seen, [first])
    assert not await bell.set_schedule(parts, teacher, seen, [second])
    assert (await now_of(parts, seen)).schedule == bell.kept([first])
    assert [entry.what for entry in await parts.store.care.entries(seen.id)].count("schedule") == 1
