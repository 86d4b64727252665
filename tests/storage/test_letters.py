"""Flags and letters to teachers, on every database: a flag comes with its turn, a letter of one name is put once, a chat is one teacher's."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.classrooms.records import ClassNews, Classroom, NewFlag, NewStanding, Teacher
from storage.errors import TakenError
from storage.ids import new_id
from storage.store import Store
from tests.classroom.people import A_CLASS
from tests.storage.conftest import Talk

AT = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
STANDING = NewStanding(None, 0, "", {}, "discover", AT, AT, 0, {})


async def a_room(store: Store, *teachers: Teacher) -> Classroom:
    room = replace(A_CLASS, id=new_id())
    await store.classes.add(room)
    for number, teacher in enumerate(teachers):
        await store.teachers.join_class(teacher.id, room.id, "co" if number else "lead")
    return room


async def raise_flag(store: Store, room: Classroom) -> Talk:
    talk = Talk(store, await store.find_or_create_learner("web", "ann"))
    seat = await store.classes.sit(room.id, talk.learner.id, "Ann", "7")
    await talk.turn(news=ClassNews(seat, STANDING, crossed=True, stuck=None, unstuck=False, flag=NewFlag("abuse", "he hits me", "en")))
    return talk


async def with_chat(store: Store, name: str, chat: str) -> Teacher:
    made = await store.teachers.add(name, "", "en")
    await store.teachers.change(made.id, telegram=chat)
    return made


async def test_who_is_to_be_told_and_what_they_were_told(store: Store) -> None:
    lee, wong = await with_chat(store, "Lee", "11"), await with_chat(store, "Wong", "12")
    await with_chat(store, "Another", "13")
    room = await a_room(store, lee, wong, await store.teachers.add("No chat", "", "en"))
    await raise_flag(store, room)
    first, second = await store.care.unseen()
    assert (first.chat, second.chat, first.told) == ("teacher:11", "teacher:12", ())
    name = f"alarm:{first.flag}:00"
    put = await asyncio.gather(*(store.care.put_letter("teacher:11", name, {"about": "alarm"}) for _ in range(3)))
    assert sorted(len(answers) for answers in put) == [0, 0, 1]
    told = (await store.care.unseen())[0].told
    assert [one.status for one in told] == ["pending"]
    (answer,) = next(answers for answers in put if answers)
    await store.care.note_sent(answer.id, {"about": "alarm", "message": 5})
    assert await store.care.sent_alarms(first.flag) == [("teacher:11", 5)]
    assert await store.care.has_letter("teacher:11", name) and not await store.care.has_letter("teacher:12", name)


async def test_a_flag_is_seen_once_and_closed_once(store: Store) -> None:
    lee, wong = await store.teachers.add("Lee", "", "en"), await store.teachers.add("Wong", "", "en")
    room = await a_room(store, lee, wong)
    await raise_flag(store, room)
    (alarm,) = await store.care.alarms(wong.id)
    flag = alarm.flag.id
    seen = await asyncio.gather(*(store.care.acknowledge(flag, teacher.id) for teacher in (lee, wong, lee)))
    assert sorted(seen) == [False, False, True]
    assert [await store.care.close_flag(flag, lee.id, "talked") for _ in range(2)] == [True, False]
    (closed,) = await store.care.alarms_in(room.id, wong.id)
    assert (closed.closed_by, closed.flag.outcome, closed.role, closed.flag.number) == ("Lee", "talked", "co", "7")
    assert await store.care.alarms(wong.id) == [] and await store.care.open_flags(room.id) == 0


@pytest.mark.parametrize("before", [True, False])
async def test_of_whoever_was_forgotten_an_open_flag_stays_until_it_is_closed(store: Store, before: bool) -> None:
    lee = await store.teachers.add("Lee", "", "en")
    room = await a_room(store, lee)
    talk = await raise_flag(store, room)
    (alarm,) = await store.care.alarms(lee.id)
    if before:
        await talk.forgets()
        (still,) = await store.care.alarms(lee.id)
        assert (still.flag.learner, still.flag.sentence, still.flag.name) == (None, "he hits me", "Ann")
    assert await store.care.close_flag(alarm.flag.id, lee.id, "done")
    if not before:
        await talk.forgets()
    assert await store.care.alarm(alarm.flag.id) is None
    assert [one.entry.what for one in await store.care.audit(room.id)] == ["flag_raised"]


async def test_a_link_makes_one_chat_known_once(store: Store) -> None:
    lee, wong = await store.teachers.add("Lee", "", "en"), await store.teachers.add("Wong", "", "en")
    invite = store.teachers.invite
    token = await invite("telegram", timedelta(minutes=5), by=lee.id, teacher=lee.id)
    linked = await asyncio.gather(*(store.care.link_chat(token, chat) for chat in ("1", "2", "3")))
    assert [one.name for one in linked if one] == ["Lee"]
    chat = (await store.teachers.get(lee.id) or lee).telegram or ""
    with pytest.raises(TakenError, match="Lee"):
        await store.care.link_chat(await invite("telegram", timedelta(minutes=5), by=wong.id, teacher=wong.id), chat)
    again = await store.care.link_chat(await invite("telegram", timedelta(minutes=5), by=lee.id, teacher=lee.id), "9")
    assert again is not None and again.telegram == "9"
    for kind, lasts in (("teacher", 5), ("telegram", -1)):
        assert await store.care.link_chat(await invite(kind, timedelta(minutes=lasts), by=wong.id, teacher=wong.id), "4") is None
    await store.care.unlink_chat(lee.id)
    assert await store.care.teacher_at("9") is None


async def test_who_lacks_this_weeks_letter(store: Store) -> None:
    lee, wong = await with_chat(store, "Lee", "11"), await with_chat(store, "Wong", "12")
    assert await store.care.without_week("2026-11-23") == ["teacher:11", "teacher:12"]
    await store.care.set_weekly(wong.id, False)
    await store.care.put_letter("teacher:11", "week:2026-11-23", {"about": "week"})
    assert await store.care.without_week("2026-11-23") == []
    assert await store.care.without_week("2026-11-30") == ["teacher:11"]
    assert (await store.care.weekly(lee.id), await store.care.weekly(wong.id)) == (True, False)


async def test_a_letter_that_may_not_have_arrived_is_no_learners_doubt(store: Store) -> None:
    (answer,) = await store.care.put_letter("teacher:11", "alarm:x:00", {"about": "alarm"})
    (begun,) = await store.send_next({}, "worker", [answer.id])
    await store.send_next({begun.id: "uncertain"}, "worker")
    assert await store.doubtful() == []
