"""Who sits in a class. A learner sits in one at a time."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from storage.classrooms import tables as t
from storage.classrooms.records import Seat
from storage.classrooms.standings import SEAT
from storage.columns import now
from storage.errors import TakenError
from storage.tables import Conversation, table

_classroom, _seat, _conversation = table(t.Classroom), table(t.Seat), table(Conversation)
_HOLDS = tuple(func.coalesce(_classroom.c[name], _seat.c[name]) for name in ("paused", "unaided"))


def name_key(name: str) -> str:
    """The same name however it is typed: case, width and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


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


def of_chat(db: Connection, learner: str) -> dict[str, Any]:
    """What a new chat of this learner says of their class."""
    joined = _seat.join(_classroom, _classroom.c.id == _seat.c.classroom)
    row = db.execute(select(_seat.c.classroom, *_HOLDS).select_from(joined).where(_seat.c.learner == learner)).first()
    return dict(zip(("classroom", "paused", "unaided"), row or (None, None, None), strict=True))


def sit(db: Connection, classroom: str, learner: str, name: str, number: str = "", *, joined: bool = True) -> Seat:
    """Give a learner a place, out of the class that they sat in before. Raises `TakenError` where another of the class has that name."""
    there = named(db, classroom, name)
    if there is not None and there.learner != learner:
        raise TakenError(name)
    at = now()
    row = {"learner": learner, "classroom": classroom, "name": name, "name_key": name_key(name), "number": number}
    before = of(db, learner)
    if before is None:
        db.execute(_seat.insert().values(row | {"tokens": None, "paused": None, "unaided": None, "joined": at if joined else None, "created": at}))
    else:
        db.execute(_seat.update().where(_seat.c.learner == learner).values(row | {"joined": before.joined or (at if joined else None)}))
    _tell_chats(db, [learner])
    seat = of(db, learner)
    assert seat is not None
    return seat


def _tell_chats(db: Connection, learners: Sequence[str]) -> None:
    for learner in learners:
        db.execute(_conversation.update().where(_conversation.c.learner == learner).values(of_chat(db, learner)))
