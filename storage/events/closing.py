"""Pens down. The moment is written into the projects themselves, where every change of an app passes, whatever channel it comes through:
nothing has to happen at that moment for it to hold, and no process has to be alive."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from storage.events import tables as t
from storage.tables import Project, table

_event, _team, _project = table(t.Event), table(t.EventTeam), table(Project)
_IN = (_team.c.merged_into.is_(None), _team.c.withdrawn.is_(None), _team.c.project == _project.c.id)
_CLOSES = (
    select(func.max(func.coalesce(_team.c.closes, _event.c.freezes)))
    .join(_event, _event.c.id == _team.c.event)
    .where(*_IN, _event.c.ended.is_(None), _event.c.released.is_(None))
    .scalar_subquery()
)


def apply(db: Connection, event: str) -> None:
    """Write into the project of each team of an event until when it may be changed."""
    theirs = select(_team.c.project).where(_team.c.event == event, _team.c.project.is_not(None))
    db.execute(_project.update().where(_project.c.id.in_(theirs)).values(closes=_CLOSES))


def apply_to(db: Connection, project: str) -> None:
    """The same for one project, whose team took it up or was given other hours."""
    db.execute(_project.update().where(_project.c.id == project).values(closes=_CLOSES))
