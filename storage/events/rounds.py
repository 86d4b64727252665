"""Rounds of judging: while one is open votes count, and what comes after its closing writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, select

from storage.columns import now
from storage.events import tables as t
from storage.inserting import insert_on
from storage.tables import table

_event, _round = table(t.Event), table(t.JudgingRound)


@dataclass(frozen=True, slots=True)
class Round:
    """A round of judging; `closed` is None while votes count."""

    event: str
    number: int
    entries: Sequence[str]
    opened: datetime
    closed: datetime | None
    result: Mapping[str, Any] | None
    confirmed: datetime | None
    confirmed_by: str


ROUND = tuple(_round.c[name] for name in Round.__dataclass_fields__)
RUNS = exists().where(_event.c.id == _round.c.event, _event.c.ended.is_(None))
"""The round's event was not put away."""


def open_round(db: Connection, event: str, number: int, entries: Sequence[str]) -> bool:
    row = {"event": event, "number": number, "entries": list(entries), "opened": now(), "closed": None, "result": None, "confirmed": None}
    made = insert_on(db.dialect.name, _round).values(**row, confirmed_by="").on_conflict_do_nothing().returning(_round.c.number)
    new = db.execute(made).first() is not None
    if new:
        db.execute(_event.update().where(_event.c.id == event).values(judging_closed=None))
    return new


def close(db: Connection, event: str) -> bool:
    at = now()
    done = db.execute(_round.update().where(_round.c.event == event, _round.c.closed.is_(None)).values(closed=at)).rowcount > 0
    if done:
        db.execute(_event.update().where(_event.c.id == event).values(judging_closed=at))
    return done


def reopen(db: Connection, event: str, number: int) -> bool:
    here = (_round.c.event == event, _round.c.number == number, _round.c.closed.is_not(None), _round.c.confirmed.is_(None))
    done = db.execute(_round.update().where(*here).values(closed=None)).rowcount == 1
    if done:
        db.execute(_event.update().where(_event.c.id == event).values(judging_closed=None))
    return done


def rounds(db: Connection, event: str) -> list[Round]:
    return [Round(*row) for row in db.execute(select(*ROUND).where(_round.c.event == event).order_by(_round.c.number))]


def confirm(db: Connection, event: str, number: int, result: Mapping[str, Any], by: str) -> bool:
    here = (_round.c.event == event, _round.c.number == number, _round.c.closed.is_not(None), _round.c.confirmed.is_(None))
    values = {"result": dict(result), "confirmed": now(), "confirmed_by": by}
    return db.execute(_round.update().where(*here).values(values)).rowcount == 1


def unconfirm(db: Connection, event: str, number: int) -> bool:
    later = select(_round.c.number).where(_round.c.event == event, _round.c.number > number)
    shown = select(_event.c.revealed).where(_event.c.id == event, _event.c.revealed > 0)
    if db.execute(later).first() or db.execute(shown).first():
        return False
    here = (_round.c.event == event, _round.c.number == number, _round.c.confirmed.is_not(None))
    return db.execute(_round.update().where(*here).values(result=None, confirmed=None, confirmed_by="")).rowcount == 1


def current(db: Connection, event: str, *, giving: bool = False, speaking: bool = False) -> Round | None:
    """The round that is open. Who gives batches holds its row meanwhile, so that they are given one after another; who says something only keeps
    it from being closed."""
    wanted = select(*ROUND).where(_round.c.event == event, _round.c.closed.is_(None), RUNS)
    if giving or speaking:
        wanted = wanted.with_for_update(of=_round, read=speaking)
    row = db.execute(wanted).first()
    return None if row is None else Round(*row)
