"""A class at a glance, for a teacher who reads it in a chat: who sits there and how far each is, and what moved since a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from storage.classrooms import tables as t
from storage.classrooms.records import NewStanding, Seat
from storage.classrooms.standings import SEAT, STANDING
from storage.tables import table

_seat, _standing, _crossing = table(t.Seat), table(t.Standing), table(t.Crossing)


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody in a class; `standing` is None where they did nothing yet."""

    seat: Seat
    standing: NewStanding | None


def of_class(db: Connection, classroom: str) -> list[Seated]:
    """Everyone, by name."""
    joined = _seat.outerjoin(_standing, _standing.c.learner == _seat.c.learner)
    rows = db.execute(select(*SEAT, *STANDING).select_from(joined).where(_seat.c.classroom == classroom).order_by(_seat.c.name)).all()
    return [_seated(row) for row in rows]


def of_learner(db: Connection, learner: str) -> Seated | None:
    joined = _seat.outerjoin(_standing, _standing.c.learner == _seat.c.learner)
    row = db.execute(select(*SEAT, *STANDING).select_from(joined).where(_seat.c.learner == learner)).first()
    return None if row is None else _seated(row)


def _seated(row: Sequence[Any]) -> Seated:
    standing = row[len(SEAT) :]
    return Seated(Seat(*row[: len(SEAT)]), None if standing[4] is None else NewStanding(*standing))


def crossings(db: Connection, classroom: str, since: datetime) -> list[tuple[str, str]]:
    """(learner, stage) of each time that one of a class came to a stage since then."""
    wanted = select(_crossing.c.learner, _crossing.c.stage).join(_seat, _seat.c.learner == _crossing.c.learner)
    return [(learner, stage) for learner, stage in db.execute(wanted.where(_seat.c.classroom == classroom, _crossing.c.at >= since)).all()]
