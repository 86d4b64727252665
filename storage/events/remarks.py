"""What judges look at and say of single entries, beside their ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, case, select

from storage.columns import now
from storage.events import batches, rounds
from storage.events import tables as t
from storage.inserting import insert_new, insert_on
from storage.tables import table

_entry, _glance, _judgement = table(t.Entry), table(t.Glance), table(t.Judgement)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge says of one entry beside their ranking."""

    judge: str
    entry: str
    event: str
    levels: Mapping[str, int]
    comment: str
    held: str
    at: datetime
    passed: datetime | None
    hidden: datetime | None


@dataclass(frozen=True, slots=True)
class Glance:
    """A judge who opened an entry; `ran` is when they ran its app."""

    judge: str
    entry: str
    at: datetime
    ran: datetime | None


JUDGEMENT = tuple(_judgement.c[name] for name in Judgement.__dataclass_fields__)
GLANCE = tuple(_glance.c[name] for name in Glance.__dataclass_fields__)


def look(db: Connection, judge: str, entry: str, ran: bool) -> None:
    db.execute(insert_new(_glance)(db.dialect.name).values(judge=judge, entry=entry, at=now(), ran=None))
    if ran:
        db.execute(_glance.update().where(_glance.c.judge == judge, _glance.c.entry == entry, _glance.c.ran.is_(None)).values(ran=now()))


def glances(db: Connection, event: str, judge: str | None) -> list[Glance]:
    wanted = select(*GLANCE).join(_entry, _entry.c.id == _glance.c.entry).where(_entry.c.event == event)
    return [Glance(*row) for row in db.execute(wanted if judge is None else wanted.where(_glance.c.judge == judge))]


def say(db: Connection, judge: str, entry: str, levels: Mapping[str, int], comment: str, held: str) -> bool:
    event = db.execute(select(_entry.c.event).where(_entry.c.id == entry)).scalar()
    current = None if event is None else rounds.current(db, event, speaking=True)
    if current is None or not any(entry in one.entries for one in batches.batches(db, current.event, current.number, judge)):
        return False
    values = {"levels": dict(levels), "comment": comment, "at": now()}
    new = {"judge": judge, "entry": entry, "event": event, "held": held, "passed": None, "hidden": None}
    written = insert_on(db.dialect.name, _judgement).values(**values, **new)
    again = case((_judgement.c.comment == comment, _judgement.c.held), else_=held)  # the same words that somebody let through are not held anew
    db.execute(written.on_conflict_do_update(index_elements=[_judgement.c.judge, _judgement.c.entry], set_=values | {"held": again}))
    return True


def judgements(db: Connection, event: str, judge: str | None) -> list[Judgement]:
    wanted = select(*JUDGEMENT).where(_judgement.c.event == event).order_by(_judgement.c.at)
    return [Judgement(*row) for row in db.execute(wanted if judge is None else wanted.where(_judgement.c.judge == judge))]
