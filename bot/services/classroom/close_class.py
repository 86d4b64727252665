"""The end of a class: archived, to come back, or deleted for good."""

from __future__ import annotations

from bot.services import Parts, shift
from bot.services.forget import forget
from bot.services.news import of_class
from storage.classrooms.records import Classroom, Teacher
from storage.errors import OverError


async def archive(parts: Parts, teacher: Teacher, classroom: Classroom, on: bool) -> None:
    """Nobody joins any more; or the class is back."""
    await parts.store.setting_up.archive(classroom.id, teacher.id, on)
    parts.news.tell(of_class(classroom.id))


async def delete_class(parts: Parts, teacher: Teacher, classroom: Classroom, with_work: bool) -> None:
    """Delete a class, and its learners' work where that was asked for. Raises `OverError` while an alarm of it is open.

    The work goes first, a learner at a time: whoever is interrupted can ask again, and nothing is left without a class to find it by."""
    if await parts.store.care.open_flags(classroom.id):
        raise OverError
    await archive(parts, teacher, classroom, True)
    if with_work:
        for seat in await parts.store.classes.seats(classroom.id):
            await forget(parts, seat.learner)
    chats = await parts.store.setting_up.end(classroom.id, teacher.id)
    for topic in (of_class(classroom.id), *chats):
        parts.news.tell(topic)
    await shift.take_up(parts)
