"""A class from its first minute to its last: opened, filled from a list, changed by several, ended; `store.setting_up` to services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from storage.access import Access
from storage.classrooms import care, flags, leaving, pausing, seats, sharing, teachers
from storage.classrooms import tables as t
from storage.classrooms.records import Classroom, Seat
from storage.columns import now
from storage.errors import OverError, TakenError
from storage.events import codes
from storage.forgetting import forget
from storage.ids import new_id
from storage.names import name_key
from storage.tables import Conversation, Learner, table

_classroom, _seat, _learner = table(t.Classroom), table(t.Seat), table(Learner)
_conversation, _mentor, _comment, _flag = table(Conversation), table(t.Mentor), table(t.Comment), table(t.SafetyFlag)


@dataclass(frozen=True, slots=True)
class Row:
    """One student of a list."""

    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Who got a place, and who did not because the name was there or the class is full."""

    seats: Sequence[Seat]
    left_out: Sequence[str]


class SettingUp:
    """What a store does with a class as a whole. Every call may raise `StoreError`; `teacher` is who does it, for the audit."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def begin(self, classroom: Classroom, teacher: str) -> None:
        """A new class and its lead. Raises `TakenError` where another class has the code."""
        await self._store.write(begin, classroom, teacher)

    async def renew_code(self, classroom: str, teacher: str, was: str, code: str) -> str:
        """Another join code; the one that holds, where a colleague was quicker. Raises `TakenError`."""
        return await self._store.write(renew_code, classroom, teacher, was, code)

    async def adjust(self, classroom: str, teacher: str, was: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
        """Set what a teacher changed; what a colleague changed meanwhile to something else, and then nothing is written."""
        return await self._store.write(adjust, classroom, teacher, was, wanted)

    async def archive(self, classroom: str, teacher: str, on: bool) -> None:
        await self._store.write(archive, classroom, teacher, on)

    async def enrol(self, classroom: str, teacher: str, rows: Sequence[Row], most: int, like: Mapping[str, str]) -> Enrolled:
        """A learner of this tier and language (`like`) and a place for each row, as many as there is room for."""
        return await self._store.write(enrol, classroom, teacher, rows, most, like)

    async def take_off(self, classroom: str, teacher: str, learner: str) -> str | None:
        """Take somebody who never came in off the list; their name, or None where they came meanwhile."""
        return await self._store.write(take_off, classroom, teacher, learner)

    async def end(self, classroom: str, teacher: str) -> list[str]:
        """Delete a class and its seats; the chats that go on out of a pause. Raises `OverError` while a flag of it is open."""
        return await self._store.write(end, classroom, teacher)

    async def sizes(self, teacher: str) -> dict[str, tuple[int, int]]:
        """Of each of their classes: how many are on the list, and how many of them came in."""
        return await self._store.read(sharing.sizes, teacher)

    async def role(self, teacher: str, classroom: str) -> str | None:
        return await self._store.read(sharing.role, classroom, teacher)

    async def hand_over(self, classroom: str, lead: str, to: str) -> None:
        """The lead becomes a co-teacher, another one the lead. Raises `OverError` where somebody was quicker."""
        await self._store.write(sharing.hand_over, classroom, lead, to)

    async def part(self, classroom: str, teacher: str, by: str) -> None:
        """A co-teacher leaves, or the lead removes one. Raises `OverError` where they are none."""
        await self._store.write(sharing.leave, classroom, teacher, by)


def begin(db: Connection, classroom: Classroom, teacher: str) -> None:
    """A new class and its lead. Raises `TakenError` where another class has the code."""
    _free(db, classroom.code)
    db.execute(_classroom.insert().values(asdict(classroom)))
    teachers.join_class(db, teacher, classroom.id, "lead")
    care.write_down(db, "class_opened", classroom.id, teacher, None, "")


def renew_code(db: Connection, classroom: str, teacher: str, was: str, code: str) -> str:
    """Another code from now on; the one that holds, where a co-teacher was quicker. Raises `TakenError`."""
    held = db.execute(select(_classroom.c.code).where(_classroom.c.id == classroom).with_for_update()).scalar()
    if held != was:
        return str(held)
    _free(db, code)
    db.execute(_classroom.update().where(_classroom.c.id == classroom).values(code=code))
    care.write_down(db, "code_renewed", classroom, teacher, None, "")
    return code


def adjust(db: Connection, classroom: str, teacher: str, was: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Set what a teacher changed. What a colleague changed meanwhile to something else is given back, and then nothing is written."""
    columns = [_classroom.c[name] for name in wanted]
    row = db.execute(select(*columns).where(_classroom.c.id == classroom).with_for_update()).first()
    if row is None:
        return {}
    now_is = dict(zip(wanted, row, strict=True))
    new = {name: value for name, value in wanted.items() if value != was.get(name)}
    met = {name: now_is[name] for name in new if now_is[name] not in (was.get(name), new[name])}
    changed = {name: value for name, value in new.items() if value != now_is[name]}
    if changed and not met:
        db.execute(_classroom.update().where(_classroom.c.id == classroom).values(changed))
        care.write_down(db, "settings_changed", classroom, teacher, None, ", ".join(sorted(changed)))
    return met


def archive(db: Connection, classroom: str, teacher: str, on: bool) -> None:
    """Nobody joins any more and it leaves the list; or it comes back."""
    other = _classroom.c.archived.is_(None) if on else _classroom.c.archived.is_not(None)
    if db.execute(_classroom.update().where(_classroom.c.id == classroom, other).values(archived=now() if on else None)).rowcount == 1:
        care.write_down(db, "class_archived" if on else "class_back", classroom, teacher, None, "")


def enrol(db: Connection, classroom: str, teacher: str, rows: Sequence[Row], most: int, like: Mapping[str, str]) -> Enrolled:
    """A learner and a place for each, as many as there is room for; `like`: their tier and language."""
    db.execute(select(_classroom.c.id).where(_classroom.c.id == classroom).with_for_update())
    there = {row[0] for row in db.execute(select(_seat.c.name_key).where(_seat.c.classroom == classroom))}
    made, left = list[Seat](), list[str]()
    for row in rows:
        if len(there) >= most or name_key(row.name) in there:
            left.append(row.name)
            continue
        there.add(name_key(row.name))
        made.append(_enrol(db, classroom, row, like))
    care.write_down(db, "roster_added", classroom, teacher, None, str(len(made)))
    return Enrolled(made, left)


def take_off(db: Connection, classroom: str, teacher: str, learner: str) -> str | None:
    """Take somebody who never came in off the list; their name, or None where they came meanwhile or were not there."""
    waits = (_seat.c.classroom == classroom) & (_seat.c.learner == learner) & _seat.c.joined.is_(None)
    name = db.execute(select(_seat.c.name).where(waits).with_for_update()).scalar()  # who comes now comes before this, or finds no place
    begun = db.execute(select(_conversation.c.chat).where(_conversation.c.learner == learner)).first()
    if name is None or begun is not None:
        return None
    forget(db, learner)
    care.write_down(db, "roster_removed", classroom, teacher, None, "")
    return str(name)


def end(db: Connection, classroom: str, teacher: str) -> list[str]:
    """Delete a class and every seat in it; learners whose work stays go on alone, out of any pause: their chats.

    Raises `OverError` while a flag of it is open: its lead is who answers for it."""
    if flags.open_count(db, classroom):
        raise OverError
    name = db.execute(select(_classroom.c.name).where(_classroom.c.id == classroom)).scalar() or ""
    chats = pausing.turn(db, classroom, "paused", False)
    pausing.turn(db, classroom, "unaided", False)
    for learner in db.execute(select(_seat.c.learner).where(_seat.c.classroom == classroom)).scalars().all():
        leaving.leave(db, learner)
    db.execute(_conversation.update().where(_conversation.c.classroom == classroom).values(classroom=None))
    mentors = select(_mentor.c.id).where(_mentor.c.classroom == classroom)
    db.execute(_comment.delete().where(_comment.c.mentor.in_(mentors)))
    for part in (t.Mentor, t.Stuck, t.Nudge, t.TeacherNote, t.Invitation, t.ClassTeacher):
        theirs = table(part)
        db.execute(theirs.delete().where(theirs.c.classroom == classroom))
    db.execute(_flag.delete().where(_flag.c.classroom == classroom, ~flags.OPEN))
    if flags.open_count(db, classroom):  # raised since it was looked at
        raise OverError
    db.execute(_classroom.delete().where(_classroom.c.id == classroom))
    care.write_down(db, "class_deleted", classroom, teacher, None, name)
    return chats


def _free(db: Connection, code: str) -> None:
    if not codes.is_free(db, code):
        raise TakenError(code)


def _enrol(db: Connection, classroom: str, row: Row, like: Mapping[str, str]) -> Seat:
    learner = new_id()
    db.execute(_learner.insert().values(id=learner, nickname=row.name, created=now(), **like))
    return seats.sit(db, classroom, learner, row.name, row.number, joined=False)
