"""Those who run an event: organisers, mentors, judges, each by a link of their own; as services see them, `store.crew`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select

from storage.access import Access
from storage.columns import now
from storage.events import tables as t
from storage.events.records import Person, Role
from storage.ids import hash_token, new_id, new_token
from storage.tables import table

_person = table(t.EventPerson)
PERSON = tuple(_person.c[name] for name in Person.__dataclass_fields__)
SEEN_EVERY = timedelta(minutes=1)
"""How often a page says that it is used: a write for each would be one too many."""


class Crew:
    """What a store does with the people who run events. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def invite(
        self, event: str, role: Role, name: str, *, school: str = "", language: str = "en", pin: str = "", topics: Sequence[str] = (),
        chat: str | None = None, teacher: str | None = None,
    ) -> tuple[Person, str]:  # fmt: skip
        """Somebody new with the token of their link; only its hash is kept. `pin` is a digest."""
        values = {"school": school, "language": language, "pin": pin, "topics": list(topics), "chat": chat, "teacher": teacher}
        return await self._store.write(invite, event, role, name, values)

    async def by_token(self, token: str) -> Person | None:
        """Whose link this is; None where it is unknown or was ended."""
        found = await self._store.read(by_token, token) if token else None
        if found is not None and (found.seen is None or now() - found.seen > SEEN_EVERY):
            await self._store.write(change, found.event, found.id, {"seen": now()})
        return found

    async def get(self, event: str, id: str) -> Person | None:
        return await self._store.read(get, event, id)

    async def pin_of(self, id: str) -> str:
        """The digest of somebody's PIN; '' where they have none."""
        return await self._store.read(pin_of, id)

    async def of_event(self, event: str, role: Role | None = None) -> list[Person]:
        """All of an event, or those of one role, in the order in which they came."""
        return await self._store.read(of_event, event, role)

    async def at_chat(self, chat: str) -> list[Person]:
        """What somebody is, wherever, who chats there."""
        return await self._store.read(at_chat, chat)

    async def change(self, event: str, id: str, **values: Any) -> bool:
        """Set columns; False where there is no such person here."""
        return await self._store.write(change, event, id, values)

    async def renew(self, event: str, id: str, **values: Any) -> str | None:
        """Another link from now on, and with it these columns; the old one opens nothing. None where there is no such person here."""
        return await self._store.write(renew, event, id, values)

    async def end(self, event: str, id: str) -> bool:
        """Their link opens nothing any more. False for the last organiser: an event is not left without one."""
        return await self._store.write(end, event, id)


def invite(db: Connection, event: str, role: Role, name: str, values: dict[str, Any]) -> tuple[Person, str]:
    token, id = new_token(), new_id()
    known = {"id": id, "event": event, "role": role, "name": name, "created": now(), "seen": None, "ended": None}
    db.execute(_person.insert().values(**known, **values, token_hash=hash_token(token)))
    found = get(db, event, id)
    assert found is not None
    return found, token


def by_token(db: Connection, token: str) -> Person | None:
    row = db.execute(select(*PERSON).where(_person.c.token_hash == hash_token(token), _person.c.ended.is_(None))).first()
    return None if row is None else Person(*row)


def get(db: Connection, event: str, id: str) -> Person | None:
    row = db.execute(select(*PERSON).where(_person.c.id == id, _person.c.event == event)).first()
    return None if row is None else Person(*row)


def pin_of(db: Connection, id: str) -> str:
    return db.execute(select(_person.c.pin).where(_person.c.id == id)).scalar() or ""


def of_event(db: Connection, event: str, role: Role | None) -> list[Person]:
    wanted = select(*PERSON).where(_person.c.event == event).order_by(_person.c.created, _person.c.id)
    return [Person(*row) for row in db.execute(wanted if role is None else wanted.where(_person.c.role == role))]


def at_chat(db: Connection, chat: str) -> list[Person]:
    wanted = select(*PERSON).where(_person.c.chat == chat, _person.c.ended.is_(None)).order_by(_person.c.created.desc())
    return [Person(*row) for row in db.execute(wanted)]


def change(db: Connection, event: str, id: str, values: dict[str, Any]) -> bool:
    return db.execute(_person.update().where(_person.c.id == id, _person.c.event == event).values(values)).rowcount == 1


def renew(db: Connection, event: str, id: str, values: dict[str, Any]) -> str | None:
    token = new_token()
    return token if change(db, event, id, values | {"token_hash": hash_token(token), "ended": None}) else None


def end(db: Connection, event: str, id: str) -> bool:
    """Looked at under the organisers' own rows, so that of two who end one another the second stays."""
    organisers = select(_person.c.id).where(_person.c.event == event, _person.c.role == "organiser", _person.c.ended.is_(None))
    left = list(db.execute(organisers.order_by(_person.c.id).with_for_update()).scalars())
    if left == [id]:
        return False
    change(db, event, id, {"ended": now()})
    return True
