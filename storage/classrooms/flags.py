"""Flags of children who may be in danger: raised with the turn (`standings.keep`), seen by a teacher, closed by the lead with what was done."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, literal, select

from storage.classrooms import tables as t
from storage.columns import now
from storage.tables import table

_flag, _classroom, _member, _teacher = table(t.SafetyFlag), table(t.Classroom), table(t.ClassTeacher), table(t.Teacher)
_seer, _closer = _teacher.alias("seer"), _teacher.alias("closer")
OPEN = _flag.c.closed.is_(None)
LONGEST_OUTCOME = 500


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag as it is kept."""

    id: str
    classroom: str
    learner: str | None
    """None once they asked to be forgotten."""
    name: str
    number: str
    kind: str
    sentence: str
    language: str
    at: datetime
    acknowledged: datetime | None
    acknowledged_by: str | None
    closed: datetime | None
    closed_by: str | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """A flag as a teacher of its class sees it. `role` is theirs, '' where nobody asks; names are '' where nobody did it yet."""

    flag: Flag
    class_name: str
    role: str
    seen_by: str
    closed_by: str


FLAG = tuple(_flag.c[field.name] for field in fields(Flag))
_NEWEST = (_flag.c.acknowledged.is_not(None), _flag.c.id.desc())
"""Those that nobody saw yet come first."""


def open_for(db: Connection, teacher: str) -> list[Alarm]:
    """What is open in all classes of a teacher, archived ones too."""
    mine = _alarms(_member.c.role).join(_member, (_member.c.classroom == _flag.c.classroom) & (_member.c.teacher == teacher))
    return _read(db, mine.where(OPEN).order_by(*_NEWEST))


def of_class(db: Connection, classroom: str, teacher: str, closed: int) -> list[Alarm]:
    """What is open in a class, and the last so many that were closed."""
    here = _alarms(_member.c.role).join(_member, (_member.c.classroom == _flag.c.classroom) & (_member.c.teacher == teacher))
    here = here.where(_flag.c.classroom == classroom)
    return [*_read(db, here.where(OPEN).order_by(*_NEWEST)), *_read(db, here.where(~OPEN).order_by(_flag.c.closed.desc()).limit(closed))]


def get(db: Connection, id: str) -> Alarm | None:
    """One flag, whoever asks."""
    found = _read(db, _alarms(literal("")).where(_flag.c.id == id))
    return found[0] if found else None


def acknowledge(db: Connection, id: str, teacher: str) -> bool:
    """That a teacher has seen it; False where another had, or where there is no such flag (any more)."""
    mine = db.execute(
        _flag.update().where(_flag.c.id == id, OPEN, _flag.c.acknowledged.is_(None)).values(acknowledged=now(), acknowledged_by=teacher)
    )
    return mine.rowcount == 1


def close(db: Connection, id: str, teacher: str, outcome: str) -> bool:
    """What was done about it; False where it was closed already. Of a learner who asked to be forgotten nothing is kept from then on."""
    acknowledge(db, id, teacher)
    gone = db.execute(_flag.delete().where(_flag.c.id == id, OPEN, _flag.c.learner.is_(None))).rowcount
    done = {"closed": now(), "closed_by": teacher, "outcome": outcome[:LONGEST_OUTCOME]}
    return gone == 1 or db.execute(_flag.update().where(_flag.c.id == id, OPEN).values(done)).rowcount == 1


def open_count(db: Connection, classroom: str) -> int:
    return int(db.execute(select(func.count()).select_from(_flag).where(_flag.c.classroom == classroom, OPEN)).scalar_one())


def _alarms(role: ColumnElement[str]) -> Select[Any]:
    """Each flag with the name of its class, a role, and who saw and who closed it."""
    names = (func.coalesce(_classroom.c.name, ""), role, func.coalesce(_seer.c.name, ""), func.coalesce(_closer.c.name, ""))
    joined = _flag.outerjoin(_classroom, _classroom.c.id == _flag.c.classroom).outerjoin(_seer, _seer.c.id == _flag.c.acknowledged_by)
    return select(*FLAG, *names).select_from(joined.outerjoin(_closer, _closer.c.id == _flag.c.closed_by))


def _read(db: Connection, wanted: Select[Any]) -> list[Alarm]:
    return [Alarm(Flag(*row[: len(FLAG)]), *row[len(FLAG) :]) for row in db.execute(wanted).all()]
