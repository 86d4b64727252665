"""Scores that teachers confirmed, and what was done that no other page reads; as services see them, `store.scores`.

A line without a row was not looked at yet: that is never a 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, select

from storage import projects
from storage.access import Access
from storage.classrooms import care
from storage.classrooms import tables as t
from storage.columns import now
from storage.inserting import insert_new
from storage.records import WISH, Project, Revision
from storage.tables import AppLink, AppRow, ModelCall, Outbox, table
from storage.tables import Project as ProjectRow

_score, _teacher, _seat, _survey = table(t.Score), table(t.Teacher), table(t.Seat), table(t.Survey)
_standing, _outbox, _call = table(t.Standing), table(Outbox), table(ModelCall)
_link, _row, _project = table(AppLink), table(AppRow), table(ProjectRow)


@dataclass(frozen=True, slots=True)
class Score:
    """One line as a teacher confirmed it; `name` is empty where their account is gone."""

    learner: str
    line: str
    level: int
    comment: str
    teacher: str | None
    name: str
    at: datetime

    @property
    def stamp(self) -> str:
        """Another after every change."""
        return self.at.isoformat()


@dataclass(frozen=True, slots=True)
class NewScore:
    classroom: str
    learner: str
    rubric: str
    line: str
    level: int | None
    """None takes it back: not looked at."""
    comment: str
    teacher: str


@dataclass(frozen=True, slots=True)
class Deeds:
    """What was done with a project that its versions and messages do not say."""

    proofs: Mapping[str, Mapping[str, Any]]
    """By turn, the report as it stood beside the zip."""
    model_calls: int
    tries: int
    try_until: datetime | None
    """When the try link that is open ends."""
    rows: int
    """What others wrote into it."""
    visitors: int
    survey: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Packed:
    """A student's app as it is packed for their class."""

    learner: str
    name: str
    project: Project
    head: Revision


class Scores:
    """What a store does with scores. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def of_class(self, classroom: str, rubric: str) -> list[Score]:
        return await self._store.read(of_class, classroom, rubric)

    async def of_learner(self, learner: str, rubric: str) -> list[Score]:
        return await self._store.read(of_learner, learner, rubric)

    async def put(self, new: NewScore, seen: str) -> Score | None:
        """Keep a score, or take it back, and write down who did. `seen` is the stamp of what was on the page ('' for nothing).

        Where somebody else scored the line meanwhile nothing is written, and theirs comes back. What is so already is not written again."""
        return await self._store.write(put, new, seen)

    async def deeds(self, learner: str, project: str | None, turns: Sequence[str]) -> Deeds:
        """`turns` are those of the versions whose proof is wanted."""
        return await self._store.read(deeds, learner, project, turns)

    async def titles(self, classroom: str) -> dict[str, str]:
        """By learner, what their app is called; none of those who have said nothing."""
        return await self._store.read(titles, classroom)

    async def apps(self, classroom: str) -> list[Packed]:
        """The app that each student is at, by the order of the list; none of those who have none."""
        return await self._store.read(apps, classroom)


_COLUMNS = (_score.c.learner, _score.c.line, _score.c.level, _score.c.comment, _score.c.teacher, _teacher.c.name, _score.c.at)
_NAMED = _score.outerjoin(_teacher, _teacher.c.id == _score.c.teacher)


def of_class(db: Connection, classroom: str, rubric: str) -> list[Score]:
    inside = select(*_COLUMNS).select_from(_NAMED.join(_seat, _seat.c.learner == _score.c.learner))
    rows = db.execute(inside.where(_seat.c.classroom == classroom, _score.c.rubric == rubric))
    return [_made(row) for row in rows]


def of_learner(db: Connection, learner: str, rubric: str) -> list[Score]:
    rows = db.execute(select(*_COLUMNS).select_from(_NAMED).where(_score.c.learner == learner, _score.c.rubric == rubric))
    return [_made(row) for row in rows]


def _made(row: Any) -> Score:
    learner, line, level, comment, teacher, name, at = row
    return Score(learner, line, level, comment, teacher, name or "", at)


def put(db: Connection, new: NewScore, seen: str) -> Score | None:
    there = _there(db, new)
    if _is_so(there, new):
        return None  # pressed twice, or taken back by two
    if there is not None and there.stamp != seen:
        return there
    if not _written(db, new, there):
        return _there(db, new)
    detail = f"{new.rubric}: {new.line}, {new.level or 'taken back'}"
    care.write_down(db, "score", new.classroom, new.teacher, new.learner, detail)
    return None


def _there(db: Connection, new: NewScore) -> Score | None:
    """How the line stands now."""
    return next((one for one in of_learner(db, new.learner, new.rubric) if one.line == new.line), None)


def _is_so(there: Score | None, new: NewScore) -> bool:
    if there is None or new.level is None:
        return there is None and new.level is None
    return (there.level, there.comment, there.teacher) == (new.level, new.comment, new.teacher)


def _written(db: Connection, new: NewScore, there: Score | None) -> bool:
    """False where somebody was quicker by a hair."""
    here = and_(_score.c.learner == new.learner, _score.c.rubric == new.rubric, _score.c.line == new.line)
    if there is not None and new.level is None:
        return db.execute(_score.delete().where(here, _score.c.at == there.at)).rowcount == 1
    values = {"level": new.level, "comment": new.comment, "teacher": new.teacher, "at": now()}
    if there is not None:
        return db.execute(_score.update().where(here, _score.c.at == there.at).values(values)).rowcount == 1
    insert = insert_new(_score)(db.dialect.name).values(learner=new.learner, rubric=new.rubric, line=new.line, **values)
    return db.execute(insert).rowcount == 1


def deeds(db: Connection, learner: str, project: str | None, turns: Sequence[str]) -> Deeds:
    answered = select(_outbox.c.turn, _outbox.c.payload["proof"]).where(_outbox.c.turn.in_(turns)).order_by(_outbox.c.number)
    proofs = {turn: proof for turn, proof in db.execute(answered) if proof}
    calls = db.execute(select(func.count()).where(_call.c.learner == learner, _call.c.outcome.in_(("ok", "repaired")))).scalar_one()
    links = select(func.count(), func.max(_link.c.expires)).where(_link.c.project == project, _link.c.kind == "try")
    tries = db.execute(links).one()[0]
    until = db.execute(links.where(_link.c.ended.is_(None), _link.c.expires > now())).one()[1]
    rows, visitors = db.execute(
        select(func.count(), func.count(_row.c.visitor.distinct())).where(_row.c.app == project, _row.c.visitor != learner, _row.c.thing != WISH)
    ).one()
    survey: dict[str, dict[str, int]] = {}
    for moment, question, answer in db.execute(select(_survey.c.moment, _survey.c.question, _survey.c.answer).where(_survey.c.learner == learner)):
        survey.setdefault(moment, {})[question] = answer
    return Deeds(proofs, calls, tries, until, rows, visitors, survey)


def titles(db: Connection, classroom: str) -> dict[str, str]:
    joined = _seat.join(_standing, _standing.c.learner == _seat.c.learner)
    rows = db.execute(select(_seat.c.learner, _standing.c.title).select_from(joined).where(_seat.c.classroom == classroom))
    return {row.learner: row.title for row in rows}


def apps(db: Connection, classroom: str) -> list[Packed]:
    joined = _seat.join(_standing, _standing.c.learner == _seat.c.learner).join(projects.PROJECT_WITH_HEAD, _standing.c.project == projects.ID)
    columns = (_seat.c.learner, _seat.c.name, *projects.PROJECT, *projects.REVISION)
    rows = db.execute(select(*columns).select_from(joined).where(_seat.c.classroom == classroom, _project.c.head.is_not(None)))
    end = 2 + len(projects.PROJECT)
    return [Packed(row[0], row[1], Project(*row[2:end]), Revision(*row[end:])) for row in rows]
