"""When a teacher is told of a flag in Telegram, and told again; and when the letter of the week is put."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.telegram.text import marked
from bot.core.classroom.progress import Signal
from bot.locales import LANGUAGES
from bot.services import Parts
from bot.services.classroom import alarm, digest, letters, stuck_card
from bot.services.classroom.alarm import AT_MOST, is_due
from scaffolds.spec import Language
from storage.classrooms.letters import Told, Unseen
from storage.classrooms.records import Classroom, Teacher
from storage.records import Json
from tests.classroom.people import a_class, a_student, a_teacher, learner_of

ZONE = "Asia/Hong_Kong"
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
"""A Monday, twelve o'clock in Hong Kong."""
NIGHT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


def told(at: datetime, *before: tuple[float, str]) -> Unseen:
    """Somebody who was told so many minutes ago, with what became of it."""
    return Unseen("f", at - timedelta(hours=9), "teacher:1", tuple(Told(at - timedelta(minutes=ago), status) for ago, status in before))


@pytest.mark.parametrize(
    ("at", "before", "due"),
    [
        (NOON, [], True),
        (NIGHT, [], True),
        (NOON, [(9, "sent")], False),
        (NOON, [(10, "sent")], True),
        (NIGHT, [(10, "sent")], True),
        (NOON, [(70, "sent"), (59, "sent")], False),
        (NOON, [(70, "sent"), (60, "sent")], True),
        (NIGHT, [(170, "sent"), (160, "sent")], False),
        (NOON, [(90, "pending")], False),
        (NOON, [(90, "sending")], False),
        (NOON, [(0.5, "uncertain")], False),
        (NOON, [(1, "uncertain")], True),
        (NIGHT, [(2, "failed")], True),
        (NOON, [(60 * 24 - number, "sent") for number in range(AT_MOST)], False),
        (NOON, [(60 * 24 - number, "failed") for number in range(AT_MOST)], False),
    ],
)
def test_when_somebody_is_told(at: datetime, before: list[tuple[float, str]], due: bool) -> None:
    assert is_due(told(at, *before), at, ZONE) == due


@pytest.fixture
async def teacher(parts: Parts) -> Teacher:
    return await with_chat(parts, await a_teacher(parts), "11")


@pytest.fixture
async def room(parts: Parts, teacher: Teacher) -> Classroom:
    return await a_class(parts, teacher)


async def with_chat(parts: Parts, teacher: Teacher, chat: str) -> Teacher:
    await parts.store.teachers.change(teacher.id, telegram=chat)
    found = await parts.store.care.teacher_at(chat)
    assert found is not None
    return found


async def waiting(parts: Parts) -> list[tuple[str, str]]:
    return [(answer.chat, answer.payload["about"]) for answer in await parts.store.waiting_answers("teacher:")]


async def test_everyone_with_a_chat_is_told_once_by_however_many_processes(parts: Parts, teacher: Teacher, room: Classroom) -> None:
    co, away = await with_chat(parts, await a_teacher(parts, "Mr Wong"), "12"), await a_teacher(parts, "No chat")
    for one in (co, away):
        await parts.store.teachers.join_class(one.id, room.id, "co")
    student = await a_student(parts, room, "Ka-ho")
    assert await alarm.one_round(parts) == 0
    await student.say("i want to kill myself")
    assert await alarm.one_round(parts) == 2
    assert await alarm.one_round(parts) == 0
    (name,) = {f"alarm:{one.flag}:00" for one in await parts.store.care.unseen()}
    assert await parts.store.care.put_letter("teacher:11", name, {"about": "alarm"}) == ()
    assert sorted(await waiting(parts)) == [("teacher:11", "alarm"), ("teacher:12", "alarm")]


async def test_the_queue_holds_no_word_of_a_child(parts: Parts, teacher: Teacher, room: Classroom) -> None:
    student = await a_student(parts, room, "Ka-ho")
    await student.say("i want to kill myself")
    await alarm.one_round(parts)
    (answer,) = await parts.store.waiting_answers("teacher:")
    assert "kill" not in str(answer.payload) and "Ka-ho" not in str(answer.payload)
    (letter,) = await letters.write(parts, teacher, answer.payload)
    assert "Ka-ho" in letter.text and "i want to kill myself" in letter.text and "18111" in letter.text


async def test_what_was_seen_meanwhile_is_not_told_any_more(parts: Parts, teacher: Teacher, room: Classroom) -> None:
    student = await a_student(parts, room, "Ka-ho")
    await student.say("i want to kill myself")
    await alarm.one_round(parts)
    (answer,) = await parts.store.waiting_answers("teacher:")
    (flag,) = await parts.store.care.alarms(teacher.id)
    await parts.store.care.acknowledge(flag.flag.id, teacher.id)
    assert await letters.write(parts, teacher, answer.payload) == []
    assert await alarm.one_round(parts, datetime.now(UTC) + timedelta(hours=30)) == 0


@pytest.mark.parametrize(
    ("at", "put"),
    [
        (MORNING - timedelta(minutes=31), 0),
        (MORNING - timedelta(minutes=30), 1),
        (NOON, 1),
        (NOON + timedelta(hours=6), 0),
        (NOON + timedelta(days=1), 0),
    ],
)
async def test_the_letter_comes_on_monday_morning(parts: Parts, teacher: Teacher, at: datetime, put: int) -> None:
    assert await digest.one_round(parts, at) == put


async def test_it_comes_once_a_week_and_to_nobody_who_declined(parts: Parts, teacher: Teacher) -> None:
    co = await with_chat(parts, await a_teacher(parts, "Mr Wong"), "12")
    await parts.store.care.set_weekly(co.id, False)
    assert [await digest.one_round(parts, NOON + timedelta(days=days)) for days in (0, 0, 7)] == [1, 0, 1]
    await parts.store.care.set_weekly(co.id, True)
    assert await digest.one_round(parts, NOON) == 1


async def test_it_says_who_finished_and_who_was_not_here(parts: Parts, teacher: Teacher, room: Classroom) -> None:
    here = await a_student(parts, room, "Ka-ho")
    await here.say("there's one shower for 9 families on our floor and every night there's a queue")
    await a_student(parts, room, "Mei")
    monday = datetime.now(UTC) + timedelta(days=7 - datetime.now(UTC).weekday())
    (letter,) = await letters.write(parts, teacher, {"about": "week", "week": monday.date().isoformat()})
    assert "2B" in letter.text and "Not here all week: Mei" in letter.text and "Reached: " in letter.text
    assert letter.buttons[0].id == "t:weekly:off"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_letter_is_written_in_every_language(parts: Parts, monkeypatch: pytest.MonkeyPatch, language: Language) -> None:
    monkeypatch.setattr(stuck_card, "signal_of", lambda *_: Signal(reason="stage", count=9))
    teacher = await with_chat(parts, await a_teacher(parts, language=language), "11")
    room = await a_class(parts, teacher, language=language)
    student = await a_student(parts, room, "*Ka-ho*_[x](http://y)")
    await student.say("hello")
    learner = await learner_of(parts, student)
    await student.say("i want to kill myself")
    (flag,) = await parts.store.care.alarms(teacher.id)
    about: list[Json] = [
        {"about": "alarm", "flag": flag.flag.id, "nth": 1}, {"about": "linked"}, {"about": "not_linked", "taken_by": "", "language": language},
        {"about": "not_linked", "taken_by": "Mr Ho", "language": language}, {"about": "summary", "nth": 7}, {"about": "no_weekly"},
        {"about": "cards", "classroom": room.id, "skip": 0}, {"about": "ask_nudge", "learner": learner}, {"about": "unstuck", "learner": learner},
        {"about": "nudged", "learner": learner, "reached": 1}, {"about": "nudged", "learner": learner, "reached": 0},
        {"about": "seen", "flag": flag.flag.id}, {"about": "closed", "message": 3}, {"about": "week", "week": "2099-01-05"},
    ]  # fmt: skip
    for payload in about:
        (letter,) = await letters.write(parts, teacher, payload)
        shown = marked(letter.text)
        assert shown.text and "{" not in shown.text, payload
        if "Ka-ho" in shown.text:
            assert "*Ka-ho*_[x](http://y)" in shown.text, "a name is shown as it was typed"
    assert await letters.write(parts, None, {"about": "summary", "nth": 1}) == []
    assert await letters.write(parts, teacher, {"about": "nothing that there is"}) == []
