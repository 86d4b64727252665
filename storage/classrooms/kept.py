"""All that is kept of one learner, table by table, so that they can have it: rows as plain values, without what is only the store's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, select

from storage.classrooms import tables as t
from storage.events import kept as at_events
from storage.learning.tables import Evidence
from storage.tables import (
    App,
    AppLink,
    AppRow,
    Conversation,
    Identity,
    Inbox,
    Learner,
    Member,
    ModelCall,
    ModelSpending,
    Outbox,
    PersonalLink,
    Project,
    Revision,
    table,
)

Rows = list[dict[str, Any]]
_HIDDEN = frozenset({"token_hash", "digest", "worker", "tries", "next_try", "name_key", "code", "learner_files"})
"""Columns that open something, that only the program reads, or that come in another form."""
_NAMES = {"safety_flag": "closed_flags"}


def of_learner(db: Connection, learner: str) -> dict[str, Rows]:
    """By table, every row about a learner. What teachers write for one another, and a flag that is open, are not theirs to see here."""
    return {name: [_plain(dict(row._mapping)) for row in db.execute(wanted)] for name, wanted in _queries(learner)}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}


def _queries(learner: str) -> Iterator[tuple[str, Select[Any]]]:
    chats = select(table(Conversation).c.chat).where(table(Conversation).c.learner == learner)
    projects = select(table(Member).c.project).where(table(Member).c.learner == learner)
    inbox, outbox, spent = table(Inbox), table(Outbox), table(ModelSpending)
    said = (inbox.c.learner == learner) | (inbox.c.chat.in_(chats) & inbox.c.learner.is_(None))  # not what others said in a group
    yield _every(table(Learner), table(Learner).c.id == learner)
    for theirs in (table(Identity), table(PersonalLink), table(Conversation), table(ModelCall)):
        yield _every(theirs, theirs.c.learner == learner)
    yield _every(inbox, said)
    yield _every(outbox, outbox.c.turn.in_(select(inbox.c.id).where(said)))
    yield _every(table(Project), table(Project).c.id.in_(projects))
    for of_project in (table(Member), table(Revision), table(App), table(AppLink)):
        yield _every(of_project, of_project.c.project.in_(projects))
    yield _every(table(AppRow), table(AppRow).c.app.in_(select(table(App).c.key).where(table(App).c.project.in_(projects))))
    yield _every(spent, (spent.c.scope == "learner") & (spent.c.who == learner))
    yield _every(table(Evidence), table(Evidence).c.learner == learner)
    yield from _in_class(learner, projects)
    yield from at_events.queries(learner)


def _in_class(learner: str, projects: Select[Any]) -> Iterator[tuple[str, Select[Any]]]:
    for part in (t.Seat, t.Standing, t.Crossing, t.Stuck, t.Nudge, t.Score, t.Survey, t.Audit):
        yield _every(table(part), table(part).c.learner == learner)
    yield _every(table(t.SafetyFlag), (table(t.SafetyFlag).c.learner == learner) & table(t.SafetyFlag).c.closed.is_not(None))
    yield _every(table(t.Comment), table(t.Comment).c.project.in_(projects))
    seated = select(table(t.Seat).c.classroom).where(table(t.Seat).c.learner == learner)
    classroom = table(t.Classroom)
    yield (
        "classroom",
        select(classroom.c.name, classroom.c.tier, classroom.c.language, classroom.c.task, classroom.c.keep_days).where(classroom.c.id.in_(seated)),
    )
    lead = table(t.ClassTeacher)
    teachers = select(table(t.Teacher).c.id, table(t.Teacher).c.name, lead.c.role).join(lead, lead.c.teacher == table(t.Teacher).c.id)
    yield "teacher", teachers.where(lead.c.classroom.in_(seated))


def _every(part: Table, where: ColumnElement[bool]) -> tuple[str, Select[Any]]:
    columns = [column for column in part.c if column.name not in _HIDDEN]
    ordered = select(*columns).where(where).order_by(*part.primary_key.columns)
    return _NAMES.get(part.name, part.name), ordered
