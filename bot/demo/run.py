"""The demo class: filled, kept chatting, and taken away again with everything that is its."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from bot.bootstrap import make_parts
from bot.core.errors import OperatorError
from bot.demo.student import Student
from bot.services import Parts
from bot.services.classroom.close_class import delete_class
from bot.services.classroom.open_class import ClassWish, open_class
from bot.settings import Settings
from prompts.demo import scripts
from storage.classrooms.records import Classroom, Teacher
from storage.errors import TakenError

TEACHER = "Demo"
MARK = "demo"
"""In place of a password's hash: nobody signs in with it, and by it the demo's teacher is told from a real one of that name."""
CLASS = "Demo 2B"
LASTS = timedelta(days=1)
AT_ONCE = 6
"""Students who come in at the same time."""

log = logging.getLogger(__name__)


async def fill(parts: Parts) -> tuple[Classroom, list[Student]]:
    """The demo's teacher and class, with everybody as far as their script says. One that was there before goes first."""
    await remove(parts)
    teacher = await _teacher(parts)
    classroom = await open_class(parts, teacher, ClassWish(CLASS, "junior", "en", asks_number=True))
    students = [Student(parts, classroom, script) for script in scripts()]
    door = asyncio.Semaphore(AT_ONCE)

    async def come_in(student: Student) -> None:
        async with door:
            await student.come_in()

    await asyncio.gather(*map(come_in, students))
    return classroom, students


async def _teacher(parts: Parts) -> Teacher:
    try:
        return await parts.store.teachers.add(TEACHER, MARK, "en")
    except TakenError:
        raise OperatorError(
            f"a teacher is called {TEACHER} here, as the demo's would be: have them choose another name, or use another DATABASE_URL"
        ) from None


async def _demo_teacher(parts: Parts) -> Teacher | None:
    found = await parts.store.teachers.named(TEACHER)
    return found[0] if found and found[1] == MARK else None


async def keep_chatting(students: list[Student]) -> None:
    """Until cancelled. One whose turn fails is silent from then on, as a student whose computer broke."""
    ended = await asyncio.gather(*(student.carry_on() for student in students), return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            log.warning("a demo student fell silent: %s", error)


async def play(parts: Parts) -> None:
    """Fill the class, print the way in, and keep the students chatting."""
    print("The demo class is being filled; this takes a few seconds.", flush=True)
    _, students = await fill(parts)
    print(f"Its teacher's page, for one browser: {parts.public_url}{await link(parts)}", flush=True)
    print("Take it away again with: sampan demo --remove", flush=True)
    await keep_chatting(students)


async def take_away(settings: Settings) -> int:
    parts = make_parts(settings)
    try:
        gone = await remove(parts)
    finally:
        await parts.close()
    print(f"Removed: {gone} demo students, their class and its teacher." if gone else "There is no demo class.")
    return 0


async def link(parts: Parts) -> str:
    """The path that signs the demo's teacher in, once."""
    teacher = await _demo_teacher(parts)
    if teacher is None:
        raise LookupError("the demo class was not filled")
    return f"/teacher/demo/{await parts.store.teachers.invite('demo', LASTS, teacher=teacher.id)}"


async def remove(parts: Parts) -> int:
    """Take the demo's classes, students and teacher away; how many students that were."""
    teacher = await _demo_teacher(parts)
    if teacher is None:
        return 0
    gone = 0
    for classroom in await parts.store.teachers.classes(teacher.id):
        gone += len(await parts.store.classes.seats(classroom.id))
        await _close(parts, teacher, classroom)
    await parts.store.teachers.remove(teacher.id)
    return gone


async def _close(parts: Parts, teacher: Teacher, classroom: Classroom) -> None:
    await delete_class(parts, teacher, classroom, with_work=True)
    await parts.lanes.drained(5)
