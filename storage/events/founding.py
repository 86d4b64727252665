"""An event's beginning and its end, each all at once; as services see them, `store.founding`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from hmac import compare_digest
from typing import Any

from sqlalchemy import Connection, Table, select

from storage import recovery
from storage.access import Access
from storage.columns import now
from storage.events import closing, crew, events
from storage.events import tables as t
from storage.events.records import Event, Person
from storage.tables import Conversation, table

_event, _team, _person, _entry = table(t.Event), table(t.EventTeam), table(t.EventPerson), table(t.Entry)
_conversation = table(Conversation)
WINDOW = timedelta(minutes=15)
"""In which wrong PINs count."""


class Founding:
    """What a store does when an event begins and when it goes. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def begin(self, event: Event, organiser: str, chat: str | None = None, teacher: str | None = None) -> tuple[Person, str]:
        """The event with its first organiser, and the token of their link. Raises `TakenError` where the code is taken."""
        return await self._store.write(begin, event, organiser, chat, teacher)

    async def of_chat(self, chat: str) -> list[tuple[Event, Person]]:
        """What somebody who chats there runs and did not put away, the newest first."""
        return await self._store.read(of_chat, chat)

    async def pin_fits(self, person: str, digest: str, guessers: Mapping[str, int]) -> bool:
        """Whether this is somebody's PIN. A wrong one counts; raises `LockedOutError` for who has used up their guesses."""
        return await self._store.write(pin_fits, person, digest, guessers)

    async def pin_digest(self, pin: str) -> str:
        """What is kept of a PIN; slow on purpose."""
        return await asyncio.to_thread(recovery.digest, pin, await self._store.read(recovery.pepper))

    async def remove(self, event: str) -> None:
        """The event and all that is its own. What teams made stays with those who made it, and they may work on."""
        await self._store.write(remove, event)


def begin(db: Connection, event: Event, organiser: str, chat: str | None, teacher: str | None) -> tuple[Person, str]:
    events.add(db, event)
    values: dict[str, Any] = {"school": "", "language": event.language, "pin": "", "topics": [], "chat": chat, "teacher": teacher}
    return crew.invite(db, event.id, "organiser", organiser, values)


def of_chat(db: Connection, chat: str) -> list[tuple[Event, Person]]:
    theirs = (_person.c.chat == chat, _person.c.role == "organiser", _person.c.ended.is_(None), _event.c.ended.is_(None))
    wanted = select(*events.EVENT, *crew.PERSON).join(_person, _person.c.event == _event.c.id).where(*theirs).order_by(_event.c.created.desc())
    many = len(events.EVENT)
    return [(Event(*row[:many]), Person(*row[many:])) for row in db.execute(wanted)]


def pin_fits(db: Connection, person: str, digest: str, guessers: Mapping[str, int]) -> bool:
    recovery.refuse_if_locked(db, guessers, WINDOW)
    kept = crew.pin_of(db, person)
    if kept and compare_digest(kept, digest):
        return True
    recovery.count_wrong(db, guessers, WINDOW)
    return False


def remove(db: Connection, event: str) -> None:
    """The rows that point at others go before these; then the projects open again, since nothing closes them."""
    db.execute(_event.update().where(_event.c.id == event).values(ended=now()))
    closing.apply(db, event)
    its = {
        "team": select(_team.c.id).where(_team.c.event == event),
        "judge": select(_person.c.id).where(_person.c.event == event),
        "entry": select(_entry.c.id).where(_entry.c.event == event),
    }
    db.execute(_conversation.update().where(_conversation.c.team.in_(its["team"])).values(team=None))
    for one in reversed(t.Event.metadata.sorted_tables):
        if column := _belongs_by(one):
            db.execute(one.delete().where(one.c.event == event if column == "event" else one.c[column].in_(its[column])))
    db.execute(_event.delete().where(_event.c.id == event))


_OURS = frozenset(table(found).name for found in vars(t).values() if isinstance(found, type) and found.__module__ == t.__name__)


def _belongs_by(one: Table) -> str | None:
    """The column by which a row belongs to an event; None for the tables of something else, and for the event's own."""
    if one.name not in _OURS or one.name == _event.name:
        return None
    columns: Any = one.c
    return next((name for name in ("event", "team", "judge", "entry") if name in columns), None)
