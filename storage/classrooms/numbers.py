"""What a class's charts are drawn from, as services see it: `store.numbers`. Four queries, however large the class or the store is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from storage.access import Access
from storage.classrooms import surveys
from storage.classrooms import tables as t
from storage.classrooms.surveys import Answered
from storage.inbox import SAID_BY_NOBODY
from storage.tables import Inbox, table

_seat, _standing, _crossing, _inbox = table(t.Seat), table(t.Standing), table(t.Crossing), table(Inbox)
_HELPED, _SILENT = _inbox.c.payload["helped"].as_string(), SAID_BY_NOBODY
MOST = 40_000
"""Messages that are looked at, the latest ones: those of a class of 45 in some twenty lessons."""


@dataclass(frozen=True, slots=True)
class Place:
    """A student of the class; without a stage they did nothing yet."""

    learner: str
    stage: str | None
    blocks: Sequence[str]
    hints: int


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody came to a stage."""

    learner: str
    stage: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """Something was said. `helped` is the stage in which help was asked for by it."""

    learner: str
    at: datetime
    helped: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    places: Sequence[Place]
    came: Sequence[Came]
    """In their order."""
    moments: Sequence[Moment]
    """In their order."""
    answers: Sequence[Answered]


class Numbers:
    """What a store knows of a class in numbers. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def of_class(self, classroom: str) -> Figures:
        """All of it as of one moment."""
        return await self._store.read(of_class, classroom)


def of_class(db: Connection, classroom: str) -> Figures:
    return Figures(_places(db, classroom), _came(db, classroom), _moments(db, classroom), surveys.of_class(db, classroom))


def _places(db: Connection, classroom: str) -> list[Place]:
    joined = _seat.outerjoin(_standing, _standing.c.learner == _seat.c.learner)
    wanted = select(_seat.c.learner, _standing.c.stage, _standing.c.look, _standing.c.hints).select_from(joined)
    here = wanted.where(_seat.c.classroom == classroom, _seat.c.joined.is_not(None))
    return [Place(learner, stage, (look or {}).get("blocks", ()), hints or 0) for learner, stage, look, hints in db.execute(here)]


def _came(db: Connection, classroom: str) -> list[Came]:
    wanted = select(_crossing.c.learner, _crossing.c.stage, _crossing.c.at).join(_seat, _seat.c.learner == _crossing.c.learner)
    return [Came(*row) for row in db.execute(wanted.where(_seat.c.classroom == classroom).order_by(_crossing.c.id))]


def _moments(db: Connection, classroom: str) -> list[Moment]:
    wanted = select(_inbox.c.learner, _inbox.c.created, _HELPED).join(_seat, _seat.c.learner == _inbox.c.learner)
    here = wanted.where(_seat.c.classroom == classroom, _SILENT.is_not(True)).order_by(_inbox.c.id.desc()).limit(MOST)
    return [Moment(*row) for row in reversed(db.execute(here).all())]
