"""A class as its live page shows it: everyone, how far each is, and what was done about it, in one query; as services see it, `store.watch`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from storage.access import Access
from storage.classrooms import tables as t
from storage.classrooms.records import NewStanding, Seat
from storage.classrooms.standings import SEAT, STANDING
from storage.tables import Learner, table

_seat, _standing, _stuck, _nudge = table(t.Seat), table(t.Standing), table(t.Stuck), table(t.Nudge)
_learner = table(Learner)
LESSON = "lesson"
"""What a nudge is kept as that was a mini-lesson for several at once."""
BY_TEACHERS = ("nudge", "question", LESSON)
"""What nudges are kept as that a teacher wrote; the others are the class's own: a task, a pause."""


@dataclass(frozen=True, slots=True)
class Watched:
    """Somebody on the list of a class."""

    seat: Seat
    language: str
    """In which they chat."""
    standing: NewStanding | None
    """None where they did nothing yet."""
    nudged: datetime | None
    """When a teacher last said something to them."""
    taught: datetime | None
    """When they last got a mini-lesson."""
    judged: tuple[str, bool] | None
    """The reason of the signal that goes on, and whether a teacher found it true; None where nobody said."""


class Watch:
    """What a store reads for the live page. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def everyone(self, classroom: str) -> list[Watched]:
        """Everyone on the list, in the order in which they came to it."""
        return await self._store.read(everyone, classroom)


def everyone(db: Connection, classroom: str) -> list[Watched]:
    judged = and_(_stuck.c.learner == _seat.c.learner, _stuck.c.ended.is_(None), _stuck.c.verdict.is_not(None))
    people = _seat.join(_learner, _learner.c.id == _seat.c.learner)
    joined = people.outerjoin(_standing, _standing.c.learner == _seat.c.learner).outerjoin(_stuck, judged)
    columns = (*SEAT, *STANDING, _learner.c.language, _said(BY_TEACHERS), _said((LESSON,)), _stuck.c.reason, _stuck.c.verdict)
    wanted = select(*columns).select_from(joined).where(_seat.c.classroom == classroom)
    rows = db.execute(wanted.order_by(_seat.c.created, _seat.c.learner, _stuck.c.id)).all()
    latest = {row[0]: _watched(tuple(row)) for row in rows}  # of several signals that go on, the one that began last
    return list(latest.values())


def _said(kinds: tuple[str, ...]) -> ColumnElement[datetime | None]:
    latest = select(func.max(_nudge.c.at)).where(_nudge.c.learner == _seat.c.learner, _nudge.c.kind.in_(kinds))
    return latest.correlate(_seat).scalar_subquery()


def _watched(row: tuple[Any, ...]) -> Watched:
    standing, (language, nudged, taught, reason, verdict) = row[len(SEAT) : -5], row[-5:]
    return Watched(
        seat=Seat(*row[: len(SEAT)]),
        language=str(language),
        standing=None if standing[4] is None else NewStanding(*standing),
        nudged=nudged,
        taught=taught,
        judged=None if verdict is None else (str(reason), bool(verdict)),
    )
