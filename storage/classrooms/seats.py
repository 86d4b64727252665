"""Who sits in a class. A learner sits in one at a time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from storage.classrooms import pausing
from storage.classrooms import tables as t
from storage.classrooms.records import Seat
from storage.classrooms.standings import SEAT
from storage.columns import now
from storage.errors import FullError, TakenError
from storage.events import teams
from storage.names import name_key
from storage.tables import Conversation, table

_classroom, _seat, _conversation = table(t.Classroom), table(t.Seat), table(Conversation)
_HOLDS = tuple(func.coalesce(_classroom.c[name], _seat.c[name]) for name in ("paused", "unaided"))


def of(db: Connection, learner: str) -> Seat | None:
    row = db.execute(select(*SEAT).where(_seat.c.learner == learner)).first()
    return None if row is None else Seat(*row)


def of_class(db: Connection, classroom: str) -> list[Seat]:
    """Everyone on the list, by class number and then by when they came."""
    rows = db.execute(select(*SEAT).where(_seat.c.classroom == classroom).order_by(_seat.c.created, _seat.c.learner))
    return sorted((Seat(*row) for row in rows), key=lambda seat: (not seat.number, len(seat.number), seat.number))


def named(db: Connection, classroom: str, name: str) -> Seat | None:
    row = db.execute(select(*SEAT).where(_seat.c.classroom == classroom, _seat.c.name_key == name_key(name))).first()
    return None if row is None else Seat(*row)


def of_chat(db: Connection, learner: str, chat: str) -> dict[str, Any]:
    """What a new chat of this learner says of their class, and of their team at an event (a group speaks for none before it is told so); on
    PostgreSQL nobody pauses it before this is committed."""
    joined = _seat.join(_classroom, _classroom.c.id == _seat.c.classroom)
    here = select(_seat.c.classroom, *_HOLDS).select_from(joined).where(_seat.c.learner == learner)
    row = db.execute(here.with_for_update(read=True)).first()
    return dict(zip(("classroom", "paused", "unaided"), row or (None, None, None), strict=True)) | {
        "team": None if chat.startswith(teams.GROUPS) else teams.of_learner(db, learner)
    }


def sit(db: Connection, classroom: str, learner: str, name: str, number: str = "", *, joined: bool = True, most: int | None = None) -> Seat:
    """Give a learner a place, out of the class that they sat in before. Raises `TakenError` where another of the class has that name, and
    `FullError` where `most` sit there."""
    there = named(db, classroom, name)
    if there is not None and there.learner != learner:
        raise TakenError(name)
    before = of(db, learner)
    if most is not None and (before is None or before.classroom != classroom) and _count(db, classroom) >= most:
        raise FullError(classroom)
    row = {"learner": learner, "classroom": classroom, "name": name, "name_key": name_key(name), "number": number}
    if before is None or before.classroom != classroom:
        db.execute(_seat.delete().where(_seat.c.learner == learner))
        at = now()
        db.execute(_seat.insert().values(row | {"tokens": None, "paused": None, "unaided": None, "joined": at if joined else None, "created": at}))
    else:
        db.execute(_seat.update().where(_seat.c.learner == learner).values(row | {"joined": before.joined or (now() if joined else None)}))
    _tell_chats(db, classroom, learner)
    seat = of(db, learner)
    assert seat is not None
    return seat


def _count(db: Connection, classroom: str) -> int:
    """Under the class's own row, so that two who take the last place do so one after the other."""
    db.execute(select(_classroom.c.id).where(_classroom.c.id == classroom).with_for_update())
    return db.execute(select(func.count()).select_from(_seat).where(_seat.c.classroom == classroom)).scalar_one()


def _tell_chats(db: Connection, classroom: str, learner: str) -> None:
    """Their chats belong to the class now, and what held in the class before holds no more."""
    db.execute(_conversation.update().where(_conversation.c.learner == learner).values(classroom=classroom))
    pausing.apply(db, classroom)
