"""An event as rows, to be taken away: `store.taking_away`. One select a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from storage.access import Access
from storage.events import tables as t
from storage.tables import table

_team, _seat, _idea, _entry = table(t.EventTeam), table(t.EventSeat), table(t.Idea), table(t.Entry)
_batch, _judgement, _round = table(t.Batch), table(t.Judgement), table(t.JudgingRound)
_person, _help, _award = table(t.EventPerson), table(t.HelpRequest), table(t.Award)
_said, _checked, _conflict = table(t.Announcement), table(t.Checked), table(t.Conflict)
Rows = Sequence[Row[Any]]


class TakingAway:
    """What a store gives of an event as rows. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def of_event(self, what: str, event: str) -> Rows:
        """The rows of one of `SELECTS`."""
        return await self._store.read(of_event, what, event)


def _columns(part: Any, *names: str) -> list[ColumnElement[Any]]:
    return [part.c[name] for name in names]


_HELP = ("at", "topic", "text", "claimed", "resolved", "outcome", "handed_back", "rating", "comment")
SELECTS: dict[str, tuple[Select[Any], ColumnElement[Any]]] = {
    "teams": (
        select(*_columns(_team, "id", "place", "name", "division", "region", "school", "stage", "version", "title", "pitch", "link", "ai_statement"),
               *_columns(_team, "signed", "shown", "created", "withdrawn", "merged_into")).order_by(_team.c.place),
        _team.c.event,
    ),
    "members": (
        select(*_columns(_seat, "team", "name", "role", "interests", "school", "joined")).order_by(_seat.c.joined, _seat.c.learner),
        _seat.c.event,
    ),
    "ideas": (
        select(*_columns(_idea, "team", "text", "at"), (_team.c.idea == _idea.c.id).label("chosen"), _seat.c.name)
        .join(_team, _team.c.id == _idea.c.team)
        .outerjoin(_seat, (_seat.c.learner == _idea.c.learner) & (_seat.c.event == _team.c.event))
        .order_by(_team.c.place, _idea.c.at),
        _team.c.event,
    ),
    "entries": (
        select(*_columns(_entry, "id", "number", "team", "title", "version", "pitch", "link", "ai_statement", "signed", "taken", "late", "allowed_by"),
               *_columns(_entry, "sealed", "fault", "withdrawn")).order_by(_entry.c.number),
        _entry.c.event,
    ),
    "ballots": (
        select(*_columns(_batch, "id", "round", "judge", "entries", "repeat_of", "ranking", "skipped", "given", "done")).order_by(_batch.c.given, _batch.c.id),
        _batch.c.event,
    ),
    "judgements": (
        select(*_columns(_judgement, "judge", "entry", "levels", "comment", "at", "passed", "hidden")).order_by(_judgement.c.at),
        _judgement.c.event,
    ),
    "results": (
        select(*_columns(_round, "number", "entries", "opened", "closed", "result", "confirmed", "confirmed_by")).order_by(_round.c.number),
        _round.c.event,
    ),
    "awards": (select(*_columns(_award, "prize", "team", "by", "at")).order_by(_award.c.at), _award.c.event),
    "help": (select(*_columns(_help, "team", "mentor", *_HELP)).order_by(_help.c.at), _help.c.event),
    "announcements": (select(*_columns(_said, "at", "kind", "by", "text", "data", "teams", "hidden")).order_by(_said.c.at), _said.c.event),
    "checkpoints": (
        select(*_columns(_checked, "team", "checkpoint", "by", "at")).join(_team, _team.c.id == _checked.c.team).order_by(_checked.c.at),
        _team.c.event,
    ),
    "people": (
        select(*_columns(_person, "id", "role", "name", "school", "topics", "created", "seen", "ended")).order_by(_person.c.created),
        _person.c.event,
    ),
    "conflicts": (
        select(*_columns(_conflict, "judge", "team", "why", "at")).join(_team, _team.c.id == _conflict.c.team).order_by(_conflict.c.at),
        _team.c.event,
    ),
}  # fmt: skip
"""What there is to select, and the column that narrows it to an event."""


def of_event(db: Connection, what: str, event: str) -> Rows:
    wanted, column = SELECTS[what]
    return db.execute(wanted.where(column == event)).all()
