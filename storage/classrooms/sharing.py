"""Whose a class is: one lead, any number of co-teachers. Every change looks first, so that of two at once the second is told."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from storage.classrooms import care, teachers
from storage.classrooms import tables as t
from storage.errors import OverError
from storage.tables import table

_member, _teacher, _classroom = table(t.ClassTeacher), table(t.Teacher), table(t.Classroom)


def role(db: Connection, classroom: str, teacher: str) -> str | None:
    mine = (_member.c.classroom == classroom) & (_member.c.teacher == teacher)
    return db.execute(select(_member.c.role).where(mine)).scalar()


def hand_over(db: Connection, classroom: str, lead: str, to: str) -> None:
    """The lead becomes a co-teacher and another the lead. Raises `OverError` where somebody was quicker."""
    _look(db, classroom, lead, "lead")
    _look(db, classroom, to, "co")
    for teacher, new in ((lead, "co"), (to, "lead")):
        db.execute(_member.update().where(_member.c.classroom == classroom, _member.c.teacher == teacher).values(role=new))
    care.write_down(db, "lead_handed_over", classroom, lead, None, _name(db, to))


def leave(db: Connection, classroom: str, teacher: str, by: str) -> None:
    """A co-teacher goes, by themselves or by the lead. Raises `OverError` where they are none: the lead hands over first."""
    _look(db, classroom, teacher, "co")
    if by != teacher:
        _look(db, classroom, by, "lead")
    teachers.leave_class(db, teacher, classroom)
    care.write_down(db, "teacher_left" if by == teacher else "teacher_removed", classroom, by, None, _name(db, teacher))


def sizes(db: Connection, teacher: str) -> dict[str, tuple[int, int]]:
    """Of each class of a teacher: how many are on the list, and how many of them came in."""
    seat = table(t.Seat)
    mine = select(seat.c.classroom, func.count(), func.count(seat.c.joined)).join(_member, _member.c.classroom == seat.c.classroom)
    return {row[0]: (row[1], row[2]) for row in db.execute(mine.where(_member.c.teacher == teacher).group_by(seat.c.classroom))}


def _look(db: Connection, classroom: str, teacher: str, wanted: str) -> None:
    db.execute(select(_classroom.c.id).where(_classroom.c.id == classroom).with_for_update())
    if role(db, classroom, teacher) != wanted:
        raise OverError


def _name(db: Connection, teacher: str) -> str:
    return str(db.execute(select(_teacher.c.name).where(_teacher.c.id == teacher)).scalar() or "")
