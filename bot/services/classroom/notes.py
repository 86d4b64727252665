"""What teachers write about a learner for one another."""

from __future__ import annotations

from bot.services import Parts
from bot.services.news import of_class
from storage.classrooms.records import Classroom, Teacher

LONGEST = 2000


async def add_note(parts: Parts, teacher: Teacher, classroom: Classroom, learner: str, text: str) -> bool:
    """False where nothing was written."""
    written = text.strip()[:LONGEST]
    if not written:
        return False
    await parts.store.looking.add_note(classroom.id, learner, teacher.id, written)
    parts.news.tell(of_class(classroom.id))
    return True


async def remove_note(parts: Parts, teacher: Teacher, classroom: Classroom, learner: str, note: str) -> bool:
    """Take away a note of one's own. That of another stays, and the try is written down."""
    if not await parts.store.looking.remove_note(classroom.id, learner, teacher.id, note):
        await parts.store.care.write_down("refused", classroom=classroom.id, teacher=teacher.id, learner=learner, detail="note")
        return False
    parts.news.tell(of_class(classroom.id))
    return True
