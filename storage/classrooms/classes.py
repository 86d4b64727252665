"""Classes and their seats, as services see them: `store.classes`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from storage.access import Access
from storage.classrooms import claiming, pausing, seats, works
from storage.classrooms import tables as t
from storage.classrooms.records import Classroom, InClass, Json, Seat
from storage.classrooms.standings import CLASSROOM, in_class
from storage.tables import table

_classroom, _seat = table(t.Classroom), table(t.Seat)


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

    async def place_of(self, learner: str) -> InClass | None:
        """Where a learner sits, what class that is, and how far they are."""
        return await self._store.read(in_class, learner)

    async def arrive(self, learner: str) -> str | None:
        """Somebody came to the place that was kept for them; the class, where it was the first time."""
        return await self._store.write(claiming.arrive, learner)

    async def claim(self, owner: str, guest: str) -> bool:
        """Make the guest's chats and projects the owner's, where the owner's place waited for them; False where it did not."""
        return await self._store.write(claiming.claim, owner, guest)

    async def change(self, id: str, **values: Any) -> None:
        """Set columns of a class."""
        await self._store.write(change, id, values)

    async def change_from(self, id: str, was: Mapping[str, str | None], **values: Any) -> bool:
        """Set columns of a class where these others still are as they were; False, and nothing changes, where they are not."""
        return await self._store.write(change_from, id, was, values)

    async def set_task(self, id: str, task: Json) -> bool:
        """False where this is its task already: of two who set the same at once, one set it."""
        return await self._store.write(set_task, id, task)

    async def seats(self, classroom: str) -> list[Seat]:
        return await self._store.read(seats.of_class, classroom)

    async def seat(self, learner: str) -> Seat | None:
        return await self._store.read(seats.of, learner)

    async def seat_named(self, classroom: str, name: str) -> Seat | None:
        return await self._store.read(seats.named, classroom, name)

    async def sit(self, classroom: str, learner: str, name: str, number: str = "", *, joined: bool = True, most: int | None = None) -> Seat:
        """Give a learner a place. Raises `TakenError` where another of the class has that name, `FullError` where `most` sit there."""
        return await self._store.write(seats.sit, classroom, learner, name, number, joined=joined, most=most)

    async def turn_switch(self, classroom: str, switch: pausing.Switch, on: bool, learners: list[str] | None = None) -> list[str]:
        """Turn one on or off, for all (None) or some; the chats for which it changed."""
        return await self._store.write(pausing.turn, classroom, switch, on, learners)

    async def ring(
        self, seen: Classroom, turns: Mapping[pausing.Switch, bool], bells: Sequence[Any], then: datetime | None
    ) -> dict[pausing.Switch, list[str]]:
        """Do what a schedule said when it was seen, once, whoever else does so too; by switch, the chats for which it changed."""
        return await self._store.write(pausing.ring, seen, turns, bells, then)

    async def set_schedule(self, seen: Classroom, bells: Sequence[Any], then: datetime | None) -> bool:
        """Keep other rows in place of those that were seen; False, and nothing changes, where they are others by now."""
        return await self._store.write(pausing.set_schedule, seen, bells, then)

    async def next_ring(self) -> datetime | None:
        """When the first schedule of all changes something."""
        return await self._store.read(pausing.next_ring)

    async def ringing(self, at: datetime) -> list[str]:
        """The classes whose schedule changes something by then."""
        return await self._store.read(pausing.ringing, at)

    async def on_their_way(self, chats: Sequence[str]) -> bool:
        """Whether something is being sent in one of these chats that a pause came too late to hold."""
        return await self._store.read(pausing.on_their_way, chats)

    async def stopped_among(self, chats: Sequence[str]) -> list[str]:
        """Those of these chats that are paused."""
        return await self._store.read(pausing.stopped_among, chats)

    async def works(self, classroom: str) -> list[works.Work]:
        """The app that each student is at."""
        return await self._store.read(works.of_class, classroom)

    async def tokens_of(self, learner: str) -> tuple[int | None, int | None]:
        """What a learner's class and the learner may use of a language model a day; None where the teacher left it to the program."""
        return await self._store.read(tokens_of, learner)


def add(db: Connection, classroom: Classroom) -> None:
    db.execute(_classroom.insert().values(asdict(classroom)))


def get(db: Connection, id: str) -> Classroom | None:
    row = db.execute(select(*CLASSROOM).where(_classroom.c.id == id)).first()
    return None if row is None else Classroom(*row)


def by_code(db: Connection, code: str) -> Classroom | None:
    row = db.execute(select(*CLASSROOM).where(_classroom.c.code == code)).first()
    return None if row is None else Classroom(*row)


def tokens_of(db: Connection, learner: str) -> tuple[int | None, int | None]:
    joined = _seat.join(_classroom, _classroom.c.id == _seat.c.classroom)
    each = func.coalesce(_seat.c.tokens, _classroom.c.learner_tokens)
    row = db.execute(select(_classroom.c.tokens, each).select_from(joined).where(_seat.c.learner == learner)).first()
    return (None, None) if row is None else (row[0], row[1])


def change(db: Connection, id: str, values: dict[str, Any]) -> None:
    db.execute(_classroom.update().where(_classroom.c.id == id).values(values))


def change_from(db: Connection, id: str, was: Mapping[str, str | None], values: dict[str, Any]) -> bool:
    still = [_classroom.c[name].is_not_distinct_from(value) for name, value in was.items()]
    return db.execute(_classroom.update().where(_classroom.c.id == id, *still).values(values)).rowcount == 1


def set_task(db: Connection, id: str, task: Json) -> bool:
    held = db.execute(select(_classroom.c.task).where(_classroom.c.id == id).with_for_update()).scalar()
    if held is None or held == dict(task):
        return False
    db.execute(_classroom.update().where(_classroom.c.id == id).values(task=dict(task)))
    return True
