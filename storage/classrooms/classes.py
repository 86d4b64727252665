"""Classes and their seats, as services see them: `store.classes`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select

from storage.access import Access
from storage.classrooms import pausing, seats
from storage.classrooms import tables as t
from storage.classrooms.records import Classroom, Seat
from storage.classrooms.standings import CLASSROOM
from storage.tables import table

_classroom = table(t.Classroom)


class Classes:
    """What a store does with classes and seats. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def add(self, classroom: Classroom) -> None:
        await self._store.write(add, classroom)

    async def get(self, id: str) -> Classroom | None:
        return await self._store.read(get, id)

    async def by_code(self, code: str) -> Classroom | None:
        """The class of a join code, archived or not."""
        return await self._store.read(by_code, code)

    async def change(self, id: str, **values: Any) -> None:
        """Set columns of a class."""
        await self._store.write(change, id, values)

    async def seats(self, classroom: str) -> list[Seat]:
        return await self._store.read(seats.of_class, classroom)

    async def seat(self, learner: str) -> Seat | None:
        return await self._store.read(seats.of, learner)

    async def seat_named(self, classroom: str, name: str) -> Seat | None:
        return await self._store.read(seats.named, classroom, name)

    async def sit(self, classroom: str, learner: str, name: str, number: str = "", *, joined: bool = True) -> Seat:
        """Give a learner a place. Raises `TakenError` where another of the class has that name."""
        return await self._store.write(seats.sit, classroom, learner, name, number, joined=joined)

    async def turn_switch(self, classroom: str, switch: pausing.Switch, on: bool, learners: list[str] | None = None) -> list[str]:
        """Pause or go on, for all (None) or some; the chats for which the chat pause changed."""
        return await self._store.write(pausing.turn, classroom, switch, on, learners)


def add(db: Connection, classroom: Classroom) -> None:
    db.execute(_classroom.insert().values(asdict(classroom)))


def get(db: Connection, id: str) -> Classroom | None:
    row = db.execute(select(*CLASSROOM).where(_classroom.c.id == id)).first()
    return None if row is None else Classroom(*row)


def by_code(db: Connection, code: str) -> Classroom | None:
    row = db.execute(select(*CLASSROOM).where(_classroom.c.code == code)).first()
    return None if row is None else Classroom(*row)


def change(db: Connection, id: str, values: dict[str, Any]) -> None:
    db.execute(_classroom.update().where(_classroom.c.id == id).values(values))
