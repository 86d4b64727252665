"""Pens down, the snapshot: every team's entry is taken in one transaction, as its app and its words were when its time ended.

Nothing of them changes after that moment (`closing`, `entering`), so it does not matter how much later a process comes to take it; only the rows
of an app go on changing, and whoever writes the first one after the moment has the entry taken before. What is changed at that moment is waited
for: a change holds the row that it changed from before it looked at the clock until it is committed, and here these rows are locked first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from storage.columns import now
from storage.events import closing, frozen_rows, teams
from storage.events import tables as t
from storage.events.records import Team
from storage.ids import new_id
from storage.tables import App, Project, Revision, table

_event, _team, _entry = table(t.Event), table(t.EventTeam), table(t.Entry)
_project, _revision, _app = table(Project), table(Revision), table(App)
CLOSES = func.coalesce(_team.c.closes, _event.c.freezes)
"""When a team's time is over."""
_WORDS = ("pitch", "link", "ai_statement")
_COMPARED = ("project", "version", "spec", "learner_files", "title", *_WORDS, "signed")
_TEAM_AT_EVENT = _team.join(_event, _event.c.id == _team.c.event).outerjoin(_entry, _entry.c.team == _team.c.id)


@dataclass(frozen=True, slots=True)
class _There:
    """What is known of a team's entry before it is taken (again)."""

    id: str
    taken: datetime


def due(db: Connection, at: datetime) -> list[str]:
    """The events of which an entry is to be taken by then."""
    wanted = select(_event.c.id).select_from(_TEAM_AT_EVENT).where(*_is_due(at)).distinct()
    return list(db.execute(wanted).scalars())


def due_for(db: Connection, project: str, at: datetime) -> list[str]:
    """The same for one app: none, nearly always."""
    wanted = select(_event.c.id).select_from(_TEAM_AT_EVENT).where(_team.c.project == project, *_is_due(at))
    return list(db.execute(wanted).scalars())


def take_before_change(db: Connection, project: str) -> None:
    """Before a row of an app changes: where its team's time is over and its entry was not taken yet, it is taken now."""
    at = now()
    for event in due_for(db, project, at):
        take(db, event, at)


def _is_due(at: datetime) -> tuple[ColumnElement[bool], ...]:
    in_it = and_(_team.c.merged_into.is_(None), _team.c.withdrawn.is_(None))
    running = and_(_event.c.opened.is_not(None), _event.c.released.is_(None), _event.c.ended.is_(None))
    return running, in_it, _event.c.freezes <= at, or_(_entry.c.id.is_(None), and_(at >= CLOSES, _entry.c.taken < CLOSES))


def take(db: Connection, event: str, at: datetime, *, whatever_time: bool = False) -> int:
    """Take every entry that is due; how many were new or are another now. A second time nothing changes.

    A team that was given longer has an entry of the event's freeze too, so that it has one whatever comes. `whatever_time`: theirs is over now."""
    found = db.execute(select(_event.c.freezes, _event.c.released).where(_event.c.id == event)).one()
    freezes, released = found
    if released is not None or freezes is None or (freezes > at and not whatever_time):
        return 0
    _hold_still(db, event)
    there = {row[0]: _There(row[1], row[2]) for row in db.execute(select(_entry.c.team, _entry.c.id, _entry.c.taken).where(_entry.c.event == event))}
    return sum(_taken(db, team, min(freezes, at), there.get(team.id), at, whatever_time) for team in teams.of_event(db, event) if team.is_in)


def release(db: Connection, event: str, at: datetime) -> bool:
    """Teams may work on from now on; what is not taken yet is taken first. False where they may already."""
    if db.execute(select(_event.c.released).where(_event.c.id == event)).scalar() is not None:
        return False
    take(db, event, at, whatever_time=True)
    done = db.execute(_event.update().where(_event.c.id == event, _event.c.released.is_(None)).values(released=at)).rowcount == 1
    closing.apply(db, event)
    return done


def _hold_still(db: Connection, event: str) -> None:
    """In the order in which a turn takes them: the app, then its team."""
    theirs = select(_team.c.project).where(_team.c.event == event, _team.c.project.is_not(None))
    db.execute(select(_project.c.id).where(_project.c.id.in_(theirs)).order_by(_project.c.id).with_for_update())
    db.execute(select(_team.c.id).where(_team.c.event == event).order_by(_team.c.id).with_for_update())
    db.execute(select(_app.c.key).where(_app.c.key.in_(theirs)).order_by(_app.c.key).with_for_update())


def _taken(db: Connection, team: Team, freezes: datetime, there: _There | None, at: datetime, whatever_time: bool) -> bool:
    closes = team.closes or freezes
    over = closes <= at
    moment = closes if over else at if whatever_time else freezes
    if there is None:
        _begin(db, team, moment, freezes)
        return True
    if there.taken >= moment or not (over or whatever_time):
        return False
    return _take_again(db, team, there, moment, freezes)


def _begin(db: Connection, team: Team, moment: datetime, freezes: datetime) -> None:
    entry = _snapshot(db, team)
    number = (db.execute(select(func.max(_entry.c.number)).where(_entry.c.event == team.event)).scalar() or 0) + 1
    id = new_id()
    known = {"id": id, "event": team.event, "team": team.id, "number": number, "taken": moment, "late": _late(moment, freezes)}
    sealing = {"package": None, "sealed": None, "fault": "", "withdrawn": None, "allowed_by": ""}
    db.execute(_entry.insert().values(**known, **sealing, **entry))
    if entry["project"]:
        frozen_rows.copy_app(db, entry["project"], id)


def _take_again(db: Connection, team: Team, there: _There, moment: datetime, freezes: datetime) -> bool:
    """A late entry, or one of which the freeze was moved. Where nothing was changed it stays what it was, in time."""
    entry, at = _snapshot(db, team), _entry.c.id == there.id
    before = db.execute(select(*(_entry.c[name] for name in _COMPARED)).where(at)).one()
    if all(entry[name] == value for name, value in zip(_COMPARED, before, strict=True)):
        db.execute(_entry.update().where(at).values(taken=moment))
        return False
    anew = {"package": None, "sealed": None, "fault": ""}
    db.execute(_entry.update().where(at).values(**entry, **anew, taken=moment, late=_late(moment, freezes)))
    frozen_rows.forget_copies(db, there.id)
    if entry["project"]:
        frozen_rows.copy_app(db, entry["project"], there.id)
    return True


def _late(moment: datetime, freezes: datetime) -> int:
    return max(0, round((moment - freezes).total_seconds()))


def _snapshot(db: Connection, team: Team) -> dict[str, Any]:
    """What a team would enter just now."""
    at_head = (_revision.c.project == _project.c.id) & (_revision.c.n == _project.c.head)
    wanted = select(_project.c.id, _revision.c.n, _revision.c.spec, _project.c.learner_files).select_from(_project.join(_revision, at_head))
    row = db.execute(wanted.where(_project.c.id == team.project)).first() if team.project else None
    project, version, spec, files = row or ("", 0, "", b"")
    app = {"project": project, "version": version, "spec": spec, "learner_files": files, "title": team.title if version else ""}
    return app | {name: getattr(team, name) for name in _WORDS} | {"signed": list(team.signed)}
