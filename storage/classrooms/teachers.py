"""Teachers: accounts, sessions, invitations, and whose a class is; as services see them, `store.teachers`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from storage.access import Access
from storage.classrooms import tables as t
from storage.classrooms.records import Classroom, Invitation, Role, Session, Teacher
from storage.classrooms.standings import CLASSROOM
from storage.columns import now
from storage.errors import TakenError
from storage.ids import hash_token, new_id, new_token
from storage.names import name_key
from storage.tables import table

_teacher, _session, _invitation = table(t.Teacher), table(t.TeacherSession), table(t.Invitation)
_classroom, _member = table(t.Classroom), table(t.ClassTeacher)
TEACHER = tuple(_teacher.c[name] for name in Teacher.__dataclass_fields__)
SESSION = tuple(_session.c[name] for name in Session.__dataclass_fields__)
INVITATION = tuple(_invitation.c[name] for name in Invitation.__dataclass_fields__)
"""The columns of the records of these names, in their order."""
SEEN_EVERY = timedelta(minutes=5)
"""How often a session says that it is used: a write for every page would be one too many."""


class Teachers:
    """What a store does with teachers. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    # Accounts

    async def add(self, name: str, password: str, language: str) -> Teacher:
        """A new account; `password` is its hash. Raises `TakenError`."""
        return await self._store.write(add, name, password, language)

    async def get(self, id: str) -> Teacher | None:
        return await self._store.read(get, id)

    async def named(self, name: str) -> tuple[Teacher, str] | None:
        """The account of a name, however it is typed, and the hash of its password."""
        return await self._store.read(named, name)

    async def change(self, id: str, **values: Any) -> None:
        """Set columns of an account."""
        await self._store.write(change, id, values)

    async def count(self) -> int:
        return await self._store.read(count)

    async def remove(self, id: str) -> None:
        """An account and its ways in; one that is still a class's teacher is refused by the store."""
        await self._store.write(remove, id)

    async def all(self) -> list[tuple[Teacher, bool, int]]:
        """Every account by name, whether a password was chosen, and how many classes it has."""
        return await self._store.read(every)

    # Sessions

    async def begin_session(self, teacher: str, device: str, lasts: timedelta) -> str:
        """A token for a browser; only its hash is kept."""
        return await self._store.write(begin_session, teacher, device, lasts)

    async def by_session(self, token: str) -> Teacher | None:
        """Who is signed in with this token; None where it is unknown, over, or was ended."""
        found = await self._store.read(by_session, token) if token else None
        if found is None:
            return None
        teacher, seen = found
        if now() - seen > SEEN_EVERY:
            await self._store.write(touch, token)
        return teacher

    async def sessions(self, teacher: str) -> list[Session]:
        """Where an account is signed in, the latest first."""
        return await self._store.read(sessions, teacher)

    async def end_session(self, teacher: str, token_hash: str) -> None:
        await self._store.write(end_session, teacher, token_hash)

    async def end_sessions(self, teacher: str, but: str = "") -> None:
        """End all of an account's, but for the one of the token `but`."""
        await self._store.write(end_sessions, teacher, but)

    # Invitations

    async def invite(self, kind: str, lasts: timedelta, *, by: str | None = None, teacher: str | None = None, classroom: str | None = None) -> str:
        """A token that does one thing once."""
        return await self._store.write(invite, kind, lasts, by, teacher, classroom)

    async def invitation(self, token: str) -> Invitation | None:
        """What a token would do; None where it is unknown, over or used."""
        return await self._store.read(invitation, token)

    async def use_invitation(self, token: str) -> bool:
        """Mark it as used; False where somebody was quicker."""
        return await self._store.write(use_invitation, token)

    # Classes

    async def classes(self, teacher: str) -> list[Classroom]:
        """The teacher's classes, the newest first, archived ones last."""
        return await self._store.read(classes, teacher)

    async def class_of(self, teacher: str, classroom: str) -> Classroom | None:
        """The class, if it is one of theirs."""
        return await self._store.read(class_of, teacher, classroom)

    async def of_class(self, classroom: str) -> list[tuple[Teacher, Role]]:
        """Its teachers, the lead first."""
        return await self._store.read(of_class, classroom)

    async def join_class(self, teacher: str, classroom: str, role: Role) -> None:
        await self._store.write(join_class, teacher, classroom, role)

    async def leave_class(self, teacher: str, classroom: str) -> None:
        await self._store.write(leave_class, teacher, classroom)


def add(db: Connection, name: str, password: str, language: str) -> Teacher:
    if named(db, name) is not None:
        raise TakenError(name)
    made = Teacher(new_id(), name, language, None, now())
    row = {"id": made.id, "name": name, "name_key": name_key(name), "password": password, "language": language, "telegram": None}
    db.execute(_teacher.insert().values(row | {"created": made.created}))
    return made


def get(db: Connection, id: str) -> Teacher | None:
    row = db.execute(select(*TEACHER).where(_teacher.c.id == id)).first()
    return None if row is None else Teacher(*row)


def named(db: Connection, name: str) -> tuple[Teacher, str] | None:
    row = db.execute(select(*TEACHER, _teacher.c.password).where(_teacher.c.name_key == name_key(name))).first()
    return None if row is None else (Teacher(*row[:-1]), row[-1])


def change(db: Connection, id: str, values: dict[str, Any]) -> None:
    db.execute(_teacher.update().where(_teacher.c.id == id).values(values))


def remove(db: Connection, id: str) -> None:
    db.execute(_session.delete().where(_session.c.teacher == id))
    db.execute(_invitation.delete().where((_invitation.c.by == id) | (_invitation.c.teacher == id)))
    db.execute(_teacher.delete().where(_teacher.c.id == id))


def count(db: Connection) -> int:
    return int(db.execute(select(func.count()).select_from(_teacher)).scalar_one())


def every(db: Connection) -> list[tuple[Teacher, bool, int]]:
    joined = _teacher.outerjoin(_member, _member.c.teacher == _teacher.c.id)
    wanted = select(*TEACHER, _teacher.c.password != "", func.count(_member.c.classroom)).select_from(joined)
    return [(Teacher(*row[:-2]), bool(row[-2]), row[-1]) for row in db.execute(wanted.group_by(_teacher.c.id).order_by(_teacher.c.name_key))]


def begin_session(db: Connection, teacher: str, device: str, lasts: timedelta) -> str:
    token, at = new_token(), now()
    db.execute(_session.delete().where(_session.c.expires < at))
    row = {"token_hash": hash_token(token), "teacher": teacher, "device": device, "created": at, "seen": at, "expires": at + lasts}
    db.execute(_session.insert().values(row))
    return token


def by_session(db: Connection, token: str) -> tuple[Teacher, datetime] | None:
    mine = select(*TEACHER, _session.c.seen).join(_session, _session.c.teacher == _teacher.c.id)
    row = db.execute(mine.where(_session.c.token_hash == hash_token(token), _session.c.expires > now())).first()
    return None if row is None else (Teacher(*row[:-1]), row[-1])


def touch(db: Connection, token: str) -> None:
    db.execute(_session.update().where(_session.c.token_hash == hash_token(token)).values(seen=now()))


def sessions(db: Connection, teacher: str) -> list[Session]:
    mine = select(*SESSION).where(_session.c.teacher == teacher, _session.c.expires > now())
    return [Session(*row) for row in db.execute(mine.order_by(_session.c.seen.desc()))]


def end_session(db: Connection, teacher: str, token_hash: str) -> None:
    db.execute(_session.delete().where(_session.c.teacher == teacher, _session.c.token_hash == token_hash))


def end_sessions(db: Connection, teacher: str, but: str) -> None:
    db.execute(_session.delete().where(_session.c.teacher == teacher, _session.c.token_hash != hash_token(but)))


def invite(db: Connection, kind: str, lasts: timedelta, by: str | None, teacher: str | None, classroom: str | None) -> str:
    token, at = new_token(), now()
    row = {"token_hash": hash_token(token), "kind": kind, "by": by, "teacher": teacher, "classroom": classroom}
    db.execute(_invitation.insert().values(row | {"created": at, "expires": at + lasts, "used": None}))
    return token


def invitation(db: Connection, token: str) -> Invitation | None:
    wanted = select(*INVITATION).where(_invitation.c.token_hash == hash_token(token))
    row = db.execute(wanted.where(_invitation.c.expires > now(), _invitation.c.used.is_(None))).first()
    return None if row is None else Invitation(*row)


def use_invitation(db: Connection, token: str) -> bool:
    fresh = (_invitation.c.token_hash == hash_token(token)) & _invitation.c.used.is_(None) & (_invitation.c.expires > now())
    return db.execute(_invitation.update().where(fresh).values(used=now())).rowcount == 1


def classes(db: Connection, teacher: str) -> list[Classroom]:
    mine = select(*CLASSROOM).join(_member, _member.c.classroom == _classroom.c.id).where(_member.c.teacher == teacher)
    return [Classroom(*row) for row in db.execute(mine.order_by(_classroom.c.archived.is_not(None), _classroom.c.created.desc()))]


def class_of(db: Connection, teacher: str, classroom: str) -> Classroom | None:
    mine = select(*CLASSROOM).join(_member, _member.c.classroom == _classroom.c.id)
    row = db.execute(mine.where(_member.c.teacher == teacher, _classroom.c.id == classroom)).first()
    return None if row is None else Classroom(*row)


def of_class(db: Connection, classroom: str) -> list[tuple[Teacher, Role]]:
    theirs = select(*TEACHER, _member.c.role).join(_member, _member.c.teacher == _teacher.c.id).where(_member.c.classroom == classroom)
    return [(Teacher(*row[:-1]), row[-1]) for row in db.execute(theirs.order_by(_member.c.role.desc(), _teacher.c.name))]


def join_class(db: Connection, teacher: str, classroom: str, role: Role) -> None:
    here = (_member.c.teacher == teacher) & (_member.c.classroom == classroom)
    if db.execute(select(_member.c.role).where(here)).first() is None:
        db.execute(_member.insert().values(teacher=teacher, classroom=classroom, role=role))


def leave_class(db: Connection, teacher: str, classroom: str) -> None:
    db.execute(_member.delete().where(_member.c.teacher == teacher, _member.c.classroom == classroom))
