"""Processes that answer and send, and what becomes of the work of one that died."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, case, func, select

from storage.columns import now
from storage.inserting import insert_on
from storage.outbox import on_its_way
from storage.records import NOTICE, Buried
from storage.tables import Lane, Outbox, Worker, table

_worker, _lane, _outbox = table(Worker), table(Lane), table(Outbox)


def join(db: Connection, worker: str, lease: timedelta) -> None:
    """A SQLite store belongs to one process: every other one is dead, whatever its lease says."""
    if db.dialect.name == "sqlite":
        db.execute(_worker.delete().where(_worker.c.id != worker))
    beat(db, worker, lease)
    if db.dialect.name == "sqlite":
        bury(db)


def beat(db: Connection, worker: str, lease: timedelta) -> None:
    until = now() + lease
    row = insert_on(db.dialect.name, _worker).values(id=worker, until=until)
    db.execute(row.on_conflict_do_update(index_elements=["id"], set_={"until": until}))


def leave(db: Connection, worker: str) -> None:
    db.execute(_worker.delete().where(_worker.c.id == worker))
    _take_away(db, _lane.c.worker == worker, _outbox.c.worker == worker)


def bury(db: Connection) -> Buried:
    """Take the work of all whose lease is over. What nobody in particular was sending counts as theirs."""
    at = now()
    living = select(_worker.c.id).where(_worker.c.until > at)
    buried = _take_away(db, _lane.c.worker.not_in(living), func.coalesce(_outbox.c.worker, "").not_in(living))
    db.execute(_worker.delete().where(_worker.c.until <= at))
    return buried


def _take_away(db: Connection, lanes: ColumnElement[bool], answers: ColumnElement[bool]) -> Buried:
    became = case((_outbox.c.number >= NOTICE, "pending"), else_="uncertain")  # a notice may be said twice
    stuck = _outbox.update().where(on_its_way(_outbox), _outbox.c.status == "sending", answers).values(status=became, worker=None)
    return Buried(db.execute(_lane.delete().where(lanes)).rowcount, db.execute(stuck).rowcount)
