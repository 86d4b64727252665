"""Tokens of language models: put aside before a request, settled after it, counted by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, case, func, select

from storage.columns import now
from storage.errors import SpentError
from storage.ids import new_id
from storage.inserting import insert_new
from storage.records import Allowance, ModelUse, Spent
from storage.tables import ModelCall, ModelSpending, table

_call, _spending = table(ModelCall), table(ModelSpending)
_RESERVED = "reserved"
_UNKNOWN = ModelUse("", "", 0, "", 0, 0, 0, True, _RESERVED, "", 0)


def reserve(db: Connection, day: str, learner: str, classroom: str | None, tokens: int, allowances: Sequence[Allowance]) -> str:
    """Put tokens aside, of each that has an allowance; raises `SpentError` where one does not suffice, and nothing is kept then."""
    for one in allowances:
        _count(db, day, one, tokens)
    id = new_id()
    whose = {"id": id, "day": day, "learner": learner, "classroom": classroom, "reserved": tokens, "created": now()}
    db.execute(_call.insert().values(**whose, **asdict(_UNKNOWN)))
    return id


def _count(db: Connection, day: str, of: Allowance, tokens: int) -> None:
    """In one statement, so that two processes cannot both spend the last of it."""
    row = {"day": day, "scope": of.scope, "who": of.who}
    db.execute(insert_new(_spending)(db.dialect.name).values(**row, tokens=0))
    there = (_spending.c.day == day) & (_spending.c.scope == of.scope) & (_spending.c.who == of.who)
    grown = _spending.update().where(there, _spending.c.tokens + tokens <= of.tokens).values(tokens=_spending.c.tokens + tokens)
    if db.execute(grown).rowcount == 0:
        raise SpentError(of.scope)


def settle(db: Connection, id: str, use: ModelUse) -> None:
    """What it came to; the difference to what was put aside is given back, or taken as well. A second time changes nothing."""
    found = db.execute(select(_call).where(_call.c.id == id, _call.c.outcome == _RESERVED)).mappings().first()
    if found is None:
        return
    db.execute(_call.update().where(_call.c.id == id).values(**asdict(use)))
    more = use.sent + use.got - found["reserved"]
    for scope, who in (("learner", found["learner"]), ("classroom", found["classroom"]), ("everyone", "")):
        there = (_spending.c.day == found["day"]) & (_spending.c.scope == scope) & (_spending.c.who == who)
        db.execute(_spending.update().where(there).values(tokens=_spending.c.tokens + more))


def spent(db: Connection, since: str, until: str) -> list[Spent]:
    """What was used from one day to another, both counted, by class and model. What was never settled counts as it was put aside."""
    open_ = _call.c.outcome == _RESERVED
    sums = (
        func.count(),
        func.sum(case((_call.c.outcome == "offline", 1), else_=0)),
        func.sum(case((open_, _call.c.reserved), else_=_call.c.sent)),
        func.sum(_call.c.cached),
        func.sum(_call.c.got),
    )
    by = (_call.c.classroom, _call.c.model)
    found = select(*by, *sums).where(_call.c.day.between(since, until)).group_by(*by).order_by(*by)
    return [Spent(*row[:2], *(int(value) for value in row[2:])) for row in db.execute(found)]
