"""The apps of a class as they are now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from storage.classrooms import tables as t
from storage.tables import Project, Revision, table

_seat, _standing, _project, _revision = table(t.Seat), table(t.Standing), table(Project), table(Revision)


@dataclass(frozen=True, slots=True)
class Work:
    """A student's app."""

    learner: str
    name: str
    project: str
    title: str
    spec: str
    """The AppSpec as JSON text."""


def of_class(db: Connection, classroom: str) -> list[Work]:
    """The app that each student is at, in the order of their names; none of those who have none yet."""
    at_head = (_revision.c.project == _project.c.id) & (_revision.c.n == _project.c.head)
    joined = (
        _seat.join(_standing, _standing.c.learner == _seat.c.learner).join(_project, _project.c.id == _standing.c.project).join(_revision, at_head)
    )
    columns = (_seat.c.learner, _seat.c.name, _project.c.id, _standing.c.title, _revision.c.spec)
    rows = db.execute(select(*columns).select_from(joined).where(_seat.c.classroom == classroom).order_by(_seat.c.name))
    return [Work(*row) for row in rows]
