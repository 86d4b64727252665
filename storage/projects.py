"""Projects and their revisions. A revision is only ever added; undo and redo move the project's head."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select

from storage.columns import now
from storage.errors import ClosedError, HeadMovedError
from storage.inserting import insert_new
from storage.prepared import Prepared
from storage.records import NewRevision, Project, Revision, TurnRecord
from storage.tables import Member, table
from storage.tables import Project as ProjectRow
from storage.tables import Revision as RevisionRow

_project, _revision, _member = table(ProjectRow), table(RevisionRow), table(Member)

PROJECT = (_project.c.id, _project.c.slug, _project.c.head, _project.c.begun_by, _project.c.learner_files, _project.c.created, _project.c.closes)
REVISION = (_revision.c.n, _revision.c.parent, _revision.c.spec, _revision.c.why, _revision.c.turn, _revision.c.created)
"""The columns of the records of these names, in their order."""
ID = _project.c.id
_AT_HEAD = (_revision.c.project == _project.c.id) & (_revision.c.n == _project.c.head)
PROJECT_WITH_HEAD = _project.outerjoin(_revision, _AT_HEAD)

_GET = select(*PROJECT).where(_project.c.id == bindparam("project"))
_NEXT = select(func.coalesce(func.max(_revision.c.n), 0) + 1).where(_revision.c.project == bindparam("in_project")).scalar_subquery()
_ADD = Prepared(_revision.insert())
_HEAD_IS = _project.c.head.is_not_distinct_from(bindparam("read_head"))
_IS_OPEN = or_(_project.c.closes.is_(None), _project.c.closes > bindparam("at", type_=_project.c.closes.type))
_HERE = (_project.c.id == bindparam("in_project"), _HEAD_IS, _IS_OPEN)
_MOVED = (_project.c.head, _project.c.closes)
_MOVE = Prepared(_project.update().where(*_HERE).values(head=bindparam("to")).returning(*_MOVED))
_JOIN_TEAM = Prepared(insert_new(_member))
_MOVE_ON = Prepared(_project.update().where(*_HERE).values(head=_NEXT).returning(*_MOVED))


def get(db: Connection, id: str) -> Project | None:
    row = db.execute(_GET, {"project": id}).first()
    return None if row is None else Project(*row)


def of(db: Connection, learner: str) -> list[Project]:
    mine = select(*PROJECT).join(_member, _member.c.project == _project.c.id).where(_member.c.learner == learner)
    return [Project(*row) for row in db.execute(mine.order_by(_project.c.created.desc(), _project.c.id))]


def versions(db: Connection, project: str) -> list[Revision]:
    return [Revision(*row) for row in db.execute(select(*REVISION).where(_revision.c.project == project).order_by(_revision.c.n))]


def revision(db: Connection, project: str, n: int | None) -> Revision | None:
    at = _AT_HEAD if n is None else _revision.c.n == n
    theirs = (_project.c.id == project) & (_revision.c.project == project)
    row = db.execute(select(*REVISION).select_from(_project.join(_revision, at)).where(theirs)).first()
    return None if row is None else Revision(*row)


def change(db: Connection, record: TurnRecord, *, joins: bool = True) -> int | None:
    """What a turn does to its project, and the head afterwards as far as the turn knows it. Who speaks is a member from now on, where they join it."""
    if record.project is None:
        return None
    _begin_or_rename(db, record.project, record.slug, record.learner)
    if joins:
        _JOIN_TEAM.count(db, {"project": record.project, "learner": record.learner, "role": "member"})
    if record.learner_files is not None:
        save_learner_files(db, record.project, record.learner_files)
    if record.revision is not None:
        return _add(db, record.project, record.read_head, record.revision, record.turn, record.learner_files)
    if record.head is not None:
        move_head(db, record.project, record.head, record.read_head)
        return record.head
    return record.read_head


def _begin_or_rename(db: Connection, id: str, slug: str | None, learner: str) -> None:
    if slug is None:
        return
    if db.execute(_project.update().where(_project.c.id == id).values(slug=slug)).rowcount == 0:
        db.execute(_project.insert().values(id=id, slug=slug, head=None, begun_by=learner, learner_files=b"", created=now(), closes=None))
        db.execute(_member.insert().values(project=id, learner=learner, role="owner"))


def _add(db: Connection, project: str, read_head: int | None, new: NewRevision, turn: str, files: bytes | None) -> int:
    """The head moves before the row is written: it is what two writers meet at."""
    n = _set_head(db, _MOVE_ON, {"in_project": project, "read_head": read_head})
    row = {"project": project, "n": n, "parent": read_head, "spec": new.spec, "why": new.why, "turn": turn, "created": now(), "learner_files": files}
    _ADD.count(db, row)
    return n


def move_head(db: Connection, project: str, n: int, read_head: int | None) -> None:
    """The project is as it was at that version, the learner's own code too. Raises `LookupError` where there is no such revision."""
    if revision(db, project, n) is None:
        raise LookupError(f"there is no revision {n}")
    _set_head(db, _MOVE, {"in_project": project, "read_head": read_head, "to": n})
    save_learner_files(db, project, learner_files(db, project, n))


def _set_head(db: Connection, move: Prepared, values: dict[str, Any]) -> int:
    """Move the head if it is still where it was read, and pens are not down; where it is now."""
    at = now()
    moved = move.rows(db, values | {"at": at})
    if not moved:
        there = get(db, values["in_project"])
        if there is not None and there.closes is not None and there.closes <= at:
            raise ClosedError(there.closes)
        raise HeadMovedError(there.head if there else None)
    head, closes = moved[0]
    if closes is not None and closes <= now():  # it waited for its row; who takes the entry waits for the row too, and nothing comes between
        raise ClosedError(closes)
    return int(head)


def learner_files(db: Connection, project: str, n: int) -> bytes:
    """The learner's own code as it was at a version: what came with it, or with the nearest before it."""
    rows = db.execute(select(_revision.c.n, _revision.c.parent, _revision.c.learner_files.is_(None)).where(_revision.c.project == project)).all()
    parents, as_before = {row[0]: row[1] for row in rows}, {row[0] for row in rows if row[2]}
    at: int | None = n
    while at in as_before:
        at = parents[at]
    found = db.execute(select(_revision.c.learner_files).where(_revision.c.project == project, _revision.c.n == at)).scalar()
    return found or b""


def save_learner_files(db: Connection, project: str, files: bytes) -> None:
    db.execute(_project.update().where(_project.c.id == project).values(learner_files=files))
