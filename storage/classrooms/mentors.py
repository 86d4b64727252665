"""Mentors from outside, each invited to one project by link, and what they wrote; as services see it, `store.mentors`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, select

from storage.access import Access
from storage.classrooms import tables as t
from storage.columns import now
from storage.ids import hash_token, new_id, new_token, next_id
from storage.tables import AppLink, Learner, Member, Project, Revision, table

_mentor, _comment, _seat, _classroom = table(t.Mentor), table(t.Comment), table(t.Seat), table(t.Classroom)
_member, _link, _learner = table(Member), table(AppLink), table(Learner)
_project, _revision = table(Project), table(Revision)


@dataclass(frozen=True, slots=True)
class Mentor:
    id: str
    classroom: str
    project: str
    name: str
    expires: datetime
    ended: datetime | None
    created: datetime

    def is_open(self, at: datetime) -> bool:
        """Their link still opens the project."""
        return self.ended is None and self.expires > at


@dataclass(frozen=True, slots=True)
class Comment:
    """`screen` is empty for one on the problem; `passed` is when a teacher gave it to the students."""

    id: str
    project: str
    mentor: str
    screen: str
    text: str
    at: datetime
    hidden: bool
    passed: datetime | None


@dataclass(frozen=True, slots=True)
class Maker:
    """A learner of a class and a project of theirs that has an app."""

    learner: str
    name: str
    language: str
    project: str
    begun_by: str
    """Who of its team began it."""
    spec: str


MENTOR = tuple(_mentor.c[name] for name in Mentor.__dataclass_fields__)
COMMENT = tuple(_comment.c[name] for name in Comment.__dataclass_fields__)


class Mentors:
    """What a store does with mentors. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def invite(self, classroom: str, project: str, name: str, lasts: timedelta) -> tuple[Mentor, str]:
        """A mentor of one project, and the token of their link; only its hash is kept."""
        return await self._store.write(invite, classroom, project, name, lasts)

    async def by_token(self, token: str) -> Mentor | None:
        """Whose link this is; None where it is unknown, over, was ended, or the class is in the archive."""
        return await self._store.read(by_token, token)

    async def get(self, classroom: str, id: str) -> Mentor | None:
        return await self._store.read(get, classroom, id)

    async def of_class(self, classroom: str) -> list[Mentor]:
        """Every mentor of a class, the latest first."""
        return await self._store.read(of_class, classroom)

    async def end(self, classroom: str, id: str) -> bool:
        """Close a mentor's link and the app that they have open; False where there is no such mentor here."""
        return await self._store.write(end, classroom, id)

    async def makers(self, classroom: str, project: str | None = None) -> list[Maker]:
        """Who of a class makes which app that can be shown, by name; of one project, its team in this class."""
        return await self._store.read(makers, classroom, project)

    async def names(self, project: str) -> list[str]:
        """What the members of a project are called anywhere, and their classes: what nobody from outside may read."""
        return await self._store.read(names, project)

    async def comment(self, mentor: Mentor, screen: str, text: str, at_most: int) -> bool:
        """Keep a comment; False where they have written as many as they may."""
        return await self._store.write(comment, mentor, screen, text, at_most)

    async def comments(self, classroom: str, mentor: str | None = None) -> list[Comment]:
        """What mentors of a class wrote, or one of them, the latest first; hidden ones too."""
        return await self._store.read(comments, classroom, mentor)

    async def hide(self, classroom: str, id: str, hidden: bool) -> bool:
        """Take a comment away, or show it again; False where it is none of this class."""
        return await self._store.write(hide, classroom, id, hidden)

    async def take_to_pass(self, classroom: str, id: str) -> Comment | None:
        """Mark a comment as given to the students; None where it is none of this class, is hidden, or somebody was quicker."""
        return await self._store.write(take_to_pass, classroom, id)


def invite(db: Connection, classroom: str, project: str, name: str, lasts: timedelta) -> tuple[Mentor, str]:
    token, at = new_token(), now()
    mentor = Mentor(new_id(), classroom, project, name, at + lasts, None, at)
    row = {field: getattr(mentor, field) for field in Mentor.__dataclass_fields__}
    db.execute(_mentor.insert().values(token_hash=hash_token(token), **row))
    return mentor, token


def by_token(db: Connection, token: str) -> Mentor | None:
    wanted = select(*MENTOR).join(_classroom, _classroom.c.id == _mentor.c.classroom).where(_mentor.c.token_hash == hash_token(token))
    row = db.execute(wanted.where(_mentor.c.ended.is_(None), _mentor.c.expires > now(), _classroom.c.archived.is_(None))).first()
    return None if row is None else Mentor(*row)


def get(db: Connection, classroom: str, id: str) -> Mentor | None:
    row = db.execute(select(*MENTOR).where(_mentor.c.id == id, _mentor.c.classroom == classroom)).first()
    return None if row is None else Mentor(*row)


def of_class(db: Connection, classroom: str) -> list[Mentor]:
    wanted = select(*MENTOR).where(_mentor.c.classroom == classroom).order_by(_mentor.c.created.desc(), _mentor.c.id)
    return [Mentor(*row) for row in db.execute(wanted)]


def app_of(mentor: str) -> str:
    """The key of the rows that a mentor makes when they try the app: theirs alone."""
    return f"mentor:{mentor}"


def end(db: Connection, classroom: str, id: str) -> bool:
    here = (_mentor.c.id == id, _mentor.c.classroom == classroom, _mentor.c.ended.is_(None))
    if db.execute(_mentor.update().where(*here).values(ended=now())).rowcount != 1:
        return False
    db.execute(_link.update().where(_link.c.app == app_of(id), _link.c.ended.is_(None)).values(ended=now()))
    return True


def makers(db: Connection, classroom: str, project: str | None) -> list[Maker]:
    at_head = (_revision.c.project == _project.c.id) & (_revision.c.n == _project.c.head)
    joined = (
        _seat.join(_learner, _learner.c.id == _seat.c.learner)
        .join(_member, _member.c.learner == _seat.c.learner)
        .join(_project, _project.c.id == _member.c.project)
        .join(_revision, at_head)
    )
    wanted = select(_seat.c.learner, _seat.c.name, _learner.c.language, _project.c.id, _project.c.begun_by, _revision.c.spec).select_from(joined)
    one: list[ColumnElement[bool]] = [_project.c.id == project] if project is not None else []
    rows = db.execute(wanted.where(_seat.c.classroom == classroom, *one).order_by(_seat.c.name_key, _project.c.created.desc()))
    return [Maker(*row) for row in rows]


def names(db: Connection, project: str) -> list[str]:
    people = _member.join(_learner, _learner.c.id == _member.c.learner).outerjoin(_seat, _seat.c.learner == _member.c.learner)
    joined = people.outerjoin(_classroom, _classroom.c.id == _seat.c.classroom)
    wanted = select(_learner.c.nickname, _seat.c.name, _seat.c.number, _classroom.c.name).select_from(joined).where(_member.c.project == project)
    return sorted({one for row in db.execute(wanted) for one in row if one})


def comment(db: Connection, mentor: Mentor, screen: str, text: str, at_most: int) -> bool:
    written = db.execute(select(func.count()).select_from(_comment).where(_comment.c.mentor == mentor.id)).scalar() or 0
    if written >= at_most:
        return False
    row = Comment(next_id(), mentor.project, mentor.id, screen, text, now(), False, None)
    db.execute(_comment.insert().values({field: getattr(row, field) for field in Comment.__dataclass_fields__}))
    return True


def _of_class(classroom: str) -> ColumnElement[bool]:
    return _comment.c.mentor.in_(select(_mentor.c.id).where(_mentor.c.classroom == classroom))


def comments(db: Connection, classroom: str, mentor: str | None) -> list[Comment]:
    wanted = select(*COMMENT).where(_of_class(classroom)).order_by(_comment.c.id.desc())
    return [Comment(*row) for row in db.execute(wanted if mentor is None else wanted.where(_comment.c.mentor == mentor))]


def hide(db: Connection, classroom: str, id: str, hidden: bool) -> bool:
    return db.execute(_comment.update().where(_comment.c.id == id, _of_class(classroom)).values(hidden=hidden)).rowcount == 1


def take_to_pass(db: Connection, classroom: str, id: str) -> Comment | None:
    open_still = (_comment.c.id == id, _of_class(classroom), _comment.c.passed.is_(None), _comment.c.hidden.is_(False))
    if db.execute(_comment.update().where(*open_still).values(passed=now())).rowcount != 1:
        return None
    row = db.execute(select(*COMMENT).where(_comment.c.id == id)).first()
    return None if row is None else Comment(*row)
