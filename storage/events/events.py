"""Events and when their phases begin, as services see them: `store.events`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from storage.access import Access
from storage.columns import now
from storage.errors import TakenError
from storage.events import closing, codes
from storage.events import tables as t
from storage.events.records import Event, Json
from storage.tables import table

_event, _person = table(t.Event), table(t.EventPerson)
EVENT = tuple(_event.c[name] for name in Event.__dataclass_fields__)


class Events:
    """What a store does with events. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def add(self, event: Event) -> None:
        """Raises `TakenError` where a class, an event or a team has that code."""
        await self._store.write(add, event)

    async def get(self, id: str) -> Event | None:
        return await self._store.read(get, id)

    async def by_code(self, code: str) -> Event | None:
        """The event of a code, whether it is open, not yet or no more."""
        return await self._store.read(by_code, code)

    async def change(self, id: str, **values: Any) -> None:
        """Set columns of an event; phases by `set_phases`."""
        await self._store.write(change, id, values)

    async def adjust(self, id: str, was: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
        """Set what an organiser changed; the names of what a colleague changed meanwhile to something else, and then nothing is written."""
        return await self._store.write(adjust, id, was, wanted)

    async def set_phases(self, id: str, was: Sequence[Json], phases: Sequence[Json], next_ring: datetime | None, freezes: datetime | None) -> bool:
        """Move the clock, and with it the moment at which the projects of its teams close. False, and nothing changes, where the phases are
        not those that were read: somebody was quicker."""
        return await self._store.write(set_phases, id, was, phases, next_ring, freezes)

    async def open(self, id: str) -> bool:
        """Open the doors; False where they are open."""
        return await self._store.write(open_doors, id)

    async def next_ring(self) -> datetime | None:
        """When the first of all phases begins."""
        return await self._store.read(next_ring)

    async def ringing(self, at: datetime) -> list[Event]:
        """The events of which a phase begins by then."""
        return await self._store.read(ringing, at)

    async def rung(self, id: str, due: datetime, then: datetime | None) -> bool:
        """The phase that was due began; False where another process was quicker."""
        return await self._store.write(rung, id, due, then)

    async def of_teacher(self, teacher: str) -> list[Event]:
        """Those that an account runs, the newest first."""
        return await self._store.read(of_teacher, teacher)

    async def all(self) -> list[Event]:
        """Every event, the newest first."""
        return await self._store.read(every)


def add(db: Connection, event: Event) -> None:
    if not codes.is_free(db, event.code):
        raise TakenError(event.code)
    db.execute(_event.insert().values(asdict(event)))


def get(db: Connection, id: str) -> Event | None:
    row = db.execute(select(*EVENT).where(_event.c.id == id)).first()
    return None if row is None else Event(*row)


def by_code(db: Connection, code: str) -> Event | None:
    row = db.execute(select(*EVENT).where(_event.c.code == code)).first()
    return None if row is None else Event(*row)


def change(db: Connection, id: str, values: dict[str, Any]) -> None:
    db.execute(_event.update().where(_event.c.id == id).values(values))
    if values.keys() & {"ended", "released"}:
        closing.apply(db, id)


def adjust(db: Connection, id: str, was: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    """`was` is how it stood on the page; what a page does not say counts as unchanged since now."""
    row = db.execute(select(*(_event.c[name] for name in wanted)).where(_event.c.id == id).with_for_update()).one()
    held = dict(zip(wanted, row, strict=True))
    new = {name: value for name, value in wanted.items() if value != was.get(name, held[name])}
    met = [name for name, value in new.items() if held[name] not in (was.get(name, held[name]), value)]
    if new and not met:
        change(db, id, new)
    return met


def set_phases(db: Connection, id: str, was: Sequence[Json], phases: Sequence[Json], next_ring: datetime | None, freezes: datetime | None) -> bool:
    read = db.execute(select(_event.c.phases).where(_event.c.id == id).with_for_update()).scalar()
    if read != list(was):
        return False
    db.execute(_event.update().where(_event.c.id == id).values(phases=list(phases), next_ring=next_ring, freezes=freezes))
    closing.apply(db, id)
    return True


def open_doors(db: Connection, id: str) -> bool:
    return db.execute(_event.update().where(_event.c.id == id, _event.c.opened.is_(None)).values(opened=now())).rowcount == 1


_RINGS = (_event.c.next_ring.is_not(None), _event.c.opened.is_not(None), _event.c.ended.is_(None))


def next_ring(db: Connection) -> datetime | None:
    return db.execute(select(_event.c.next_ring).where(*_RINGS).order_by(_event.c.next_ring).limit(1)).scalar()


def ringing(db: Connection, at: datetime) -> list[Event]:
    return [Event(*row) for row in db.execute(select(*EVENT).where(_event.c.next_ring <= at, *_RINGS))]


def rung(db: Connection, id: str, due: datetime, then: datetime | None) -> bool:
    return db.execute(_event.update().where(_event.c.id == id, _event.c.next_ring == due).values(next_ring=then)).rowcount == 1


def of_teacher(db: Connection, teacher: str) -> list[Event]:
    theirs = select(_person.c.event).where(_person.c.teacher == teacher, _person.c.role == "organiser", _person.c.ended.is_(None))
    return [Event(*row) for row in db.execute(select(*EVENT).where(_event.c.id.in_(theirs)).order_by(_event.c.created.desc()))]


def every(db: Connection) -> list[Event]:
    return [Event(*row) for row in db.execute(select(*EVENT).order_by(_event.c.created.desc()))]
