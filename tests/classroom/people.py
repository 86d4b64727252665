"""Teachers, classes and students for tests, without a browser."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.services import Parts
from storage.classrooms.records import Classroom, Teacher
from storage.ids import new_id
from tests.chatting import Chatter

LASTS = timedelta(days=1)
CODE = "KBCD3476"
A_CLASS = Classroom(
    id="", code=CODE, name="2B", tier="junior", language="en", asks_number=False, roster_only=False, task={}, pinned=None,
    tokens=None, learner_tokens=None, paused=None, unaided=None, schedule=[], next_bell=None, keep_days=365, archived=None,
    created=datetime(2026, 9, 1, tzinfo=UTC),
)  # fmt: skip


async def a_teacher(parts: Parts, name: str = "Ms Lee", language: str = "en") -> Teacher:
    return await parts.store.teachers.add(name, "no hash", language)


async def signed_in(parts: Parts, teacher: Teacher) -> dict[str, str]:
    """The cookies of a browser in which they are signed in."""
    return {"teacher": await parts.store.teachers.begin_session(teacher.id, "test", LASTS)}


async def a_class(parts: Parts, teacher: Teacher, **changes: object) -> Classroom:
    made = replace(A_CLASS, id=new_id(), **changes)  # type: ignore[arg-type]
    await parts.store.classes.add(made)
    await parts.store.teachers.join_class(teacher.id, made.id, "lead")
    return made


async def a_student(parts: Parts, classroom: Classroom, name: str, first: str = "/start") -> Chatter:
    """Somebody who chats (in the terminal) and sits in the class."""
    student = Chatter(parts, language=classroom.language)  # type: ignore[arg-type]
    await student.say(first)
    learner = await learner_of(parts, student)
    await parts.store.classes.sit(classroom.id, learner, name)
    return student


async def learner_of(parts: Parts, student: Chatter) -> str:
    found = await parts.store.learner_by_identity("terminal", student.chat)
    assert found is not None
    return found.id
