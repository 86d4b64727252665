"""A class as rows, to be taken away: `store.exporting`. What may be long is read student by student, through their indexes alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Row, Select, func, literal, null, select

from storage.access import Access
from storage.classrooms import tables as t
from storage.inbox import SAID_BY_NOBODY
from storage.tables import Inbox, Member, ModelCall, Outbox, Project, Revision, table

_seat, _teacher, _audit = table(t.Seat), table(t.Teacher), table(t.Audit)
_nudge, _note, _flag, _stuck = table(t.Nudge), table(t.TeacherNote), table(t.SafetyFlag), table(t.Stuck)
_score, _survey, _crossing, _standing = table(t.Score), table(t.Survey), table(t.Crossing), table(t.Standing)
_mentor, _comment = table(t.Mentor), table(t.Comment)
_inbox, _outbox, _member = table(Inbox), table(Outbox), table(Member)
_project, _revision, _call = table(Project), table(Revision), table(ModelCall)
_SILENT = SAID_BY_NOBODY.label("silent")
_FILE = func.coalesce(_inbox.c.payload["file"].as_string(), _inbox.c.payload["file_name"].as_string())
_SAID = (_inbox.c.created, _inbox.c.payload["text"].as_string(), _inbox.c.payload["press"].as_string(), func.substr(_FILE, 1, 200), null())
_ANSWERED = (
    _outbox.c.created, _outbox.c.payload["text"].as_string(), null(), _outbox.c.payload[("file", "name")].as_string(), _outbox.c.payload["teacher"].as_string(),
)  # fmt: skip
"""The columns of `Words` without the number. Taken out by the database: a whole payload would be read for its text alone."""
Rows = Sequence[Row[Any]]


@dataclass(frozen=True, slots=True)
class Student:
    learner: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """One message: the learner's own, or an answer to it (`number` is then its place, from 1), by a teacher where there is one's name."""

    at: datetime
    number: int
    text: str | None
    press: str | None
    file: str | None
    teacher: str | None


class Exporting:
    """What a store gives of a class as rows. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def students(self, classroom: str) -> list[Student]:
        """By class number, then by name."""
        return await self._store.read(students, classroom)

    async def teachers(self, classroom: str) -> dict[str, str]:
        """The names of all teachers whose ids stand in a class's rows."""
        return await self._store.read(teachers, classroom)

    async def standings(self, classroom: str) -> Rows:
        return await self._store.read(standings, classroom)

    async def messages(self, learner: str) -> list[Words]:
        """All of one student's, in their order."""
        return await self._store.read(messages, learner)

    async def versions(self, learner: str) -> Sequence[Any]:
        return await self._store.read(versions, learner)

    async def of_class(self, what: str, classroom: str) -> Rows:
        """The rows of one of `SELECTS`, in the order of time."""
        return await self._store.read(of_class, what, classroom)


def students(db: Connection, classroom: str) -> list[Student]:
    rows = db.execute(select(_seat.c.learner, _seat.c.number, _seat.c.name).where(_seat.c.classroom == classroom).order_by(_seat.c.name))
    return sorted((Student(*row) for row in rows), key=lambda one: (not one.number, len(one.number), one.number))


def teachers(db: Connection, classroom: str) -> dict[str, str]:
    named = {part.c.teacher for part in (_nudge, _note, _audit)} | {_stuck.c.judged_by, _flag.c.acknowledged_by, _flag.c.closed_by}
    ids = {id for column in named for id in db.execute(select(column).where(column.table.c.classroom == classroom).distinct()).scalars() if id}
    scored = select(_score.c.teacher).join(_seat, _seat.c.learner == _score.c.learner).where(_seat.c.classroom == classroom).distinct()
    ids |= {id for id in db.execute(scored).scalars() if id}
    named_so = db.execute(select(_teacher.c.id, _teacher.c.name).where(_teacher.c.id.in_(ids)))
    return {row.id: row.name for row in named_so}


def standings(db: Connection, classroom: str) -> Rows:
    joined = _seat.outerjoin(_standing, _standing.c.learner == _seat.c.learner)
    of_standing = (_standing.c[name] for name in ("stage", "since", "title", "version", "hints", "last", "progress"))
    return db.execute(
        select(_seat.c.learner, _seat.c.joined, _seat.c.paused, *of_standing).select_from(joined).where(_seat.c.classroom == classroom)
    ).all()


def messages(db: Connection, learner: str) -> list[Words]:
    mine = _inbox.c.learner == learner
    said = db.execute(select(_inbox.c.id, literal(0), *_SAID, _SILENT).where(mine)).all()
    answers = db.execute(select(_outbox.c.turn, _outbox.c.number, *_ANSWERED).join(_inbox, _inbox.c.id == _outbox.c.turn).where(mine)).all()
    lines = [row[:-1] for row in said if not row[-1]] + [tuple(row) for row in answers]
    lines.sort(key=itemgetter(0, 1))
    return [Words(at, number, *words) for _, number, at, *words in lines]


def versions(db: Connection, learner: str) -> Sequence[Any]:
    joined = _revision.join(_project, _project.c.id == _revision.c.project).join(_member, _member.c.project == _project.c.id)
    columns = (_project.c.slug, _revision.c.n, _revision.c.parent, _revision.c.why, _revision.c.created)
    mine = select(*columns).select_from(joined).where(_member.c.learner == learner)
    return db.execute(mine.order_by(_project.c.created, _revision.c.n)).all()


def of_class(db: Connection, what: str, classroom: str) -> Rows:
    return db.execute(SELECTS[what].where(_OF[what] == classroom)).all()


def _seated(part: Any, *columns: str) -> Select[Any]:
    """Rows of a table that knows learners and no class."""
    return select(part.c.learner, *(part.c[name] for name in columns)).join(_seat, _seat.c.learner == part.c.learner)


SELECTS: dict[str, Select[Any]] = {
    "signals": select(*(_stuck.c[one] for one in ("learner", "at", "ended", "reason", "detail", "verdict", "judged_by"))).order_by(_stuck.c.at),
    "nudges": select(*(_nudge.c[one] for one in ("learner", "at", "teacher", "kind", "text"))).order_by(_nudge.c.id),
    "notes": select(*(_note.c[one] for one in ("learner", "at", "teacher", "text"))).order_by(_note.c.id),
    "flags": select(
        *(_flag.c[one] for one in ("name", "number", "at", "kind", "sentence", "acknowledged", "acknowledged_by", "closed", "closed_by", "outcome"))
    ).order_by(_flag.c.id),
    "scores": _seated(_score, "rubric", "line", "level", "comment", "teacher", "at").order_by(_score.c.at),
    "surveys": _seated(_survey, "moment", "question", "answer", "at").order_by(_survey.c.at),
    "stages": _seated(_crossing, "stage", "at").order_by(_crossing.c.id),
    "comments": select(_mentor.c.name, *(_comment.c[one] for one in ("project", "screen", "text", "hidden", "at")))
    .join(_mentor, _mentor.c.id == _comment.c.mentor)
    .order_by(_comment.c.id),
    "audit": select(*(_audit.c[one] for one in ("at", "teacher", "learner", "what", "detail"))).order_by(_audit.c.id),
    "spending": select(
        *(_call.c[one] for one in ("learner", "created", "day", "model", "prompt", "sent", "cached", "got", "estimated", "outcome", "ms"))
    ).order_by(_call.c.created),
}
"""What there is to select beside students, messages and versions; `of_class` narrows it to a class."""
_OF = {
    "signals": _stuck.c.classroom, "nudges": _nudge.c.classroom, "notes": _note.c.classroom, "flags": _flag.c.classroom, "scores": _seat.c.classroom,
    "surveys": _seat.c.classroom, "stages": _seat.c.classroom, "comments": _mentor.c.classroom, "audit": _audit.c.classroom, "spending": _call.c.classroom,
}  # fmt: skip
