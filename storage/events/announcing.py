"""What was announced at an event, as services see it: `store.announcing`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, func, select

from storage.access import Access
from storage.columns import now
from storage.events import saying
from storage.events import tables as t
from storage.events.saying import Word
from storage.inserting import insert_new
from storage.records import Answer, Json
from storage.tables import table

_announcement = table(t.Announcement)
Kind = Literal["organiser", "phase", "soon", "shifted"]


@dataclass(frozen=True, slots=True)
class Announcement:
    """What was said to everybody (`teams` is None) or to some teams: an organiser's words as typed, or what the clock did, as `data`."""

    id: str
    event: str
    kind: Kind
    by: str
    text: str
    data: Json
    teams: Sequence[str] | None
    at: datetime
    hidden: datetime | None


ANNOUNCEMENT = tuple(_announcement.c[name] for name in Announcement.__dataclass_fields__)
_new = insert_new(_announcement)
_LATEST = (_announcement.c.at.desc(), _announcement.c.id.desc())
_FOR_ALL = (_announcement.c.teams.is_(None), _announcement.c.hidden.is_(None))


class Announcing:
    """What a store does with announcements. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def say(self, announcement: Announcement, words: Sequence[Word]) -> list[Answer] | None:
        """Keep it and put it into the chats, both or neither; the messages, for the senders. None where this one was said before."""
        return await self._store.write(say, announcement, words)

    async def of_event(self, event: str, limit: int, skip: int = 0) -> list[Announcement]:
        """All of them, the latest first, those that were taken back too."""
        return await self._store.read(of_event, event, limit, skip)

    async def shown(self, event: str, limit: int, kinds: Sequence[Kind] | None = None) -> list[Announcement]:
        """What everybody may read, the latest first."""
        return await self._store.read(shown, event, limit, kinds)

    async def to_team(self, event: str, team: str, limit: int) -> list[Announcement]:
        """What a team may read, the latest first: what is for all, and what is for them."""
        return await self._store.read(to_team, event, team, limit)

    async def count(self, event: str) -> int:
        return await self._store.read(count, event)

    async def loud_since(self, event: str, at: datetime) -> int:
        """How many of an organiser's went into chats since then."""
        return await self._store.read(loud_since, event, at)

    async def hide(self, event: str, id: str) -> bool:
        """Take one back; False where there is none, or it is hidden already."""
        return await self._store.write(hide, event, id)


def say(db: Connection, announcement: Announcement, words: Sequence[Word]) -> list[Answer] | None:
    is_new = db.execute(_new(db.dialect.name).values(asdict(announcement))).rowcount == 1
    return saying.say(db, words) if is_new else None


def of_event(db: Connection, event: str, limit: int, skip: int) -> list[Announcement]:
    wanted = select(*ANNOUNCEMENT).where(_announcement.c.event == event).order_by(*_LATEST).limit(limit).offset(skip)
    return [Announcement(*row) for row in db.execute(wanted)]


def shown(db: Connection, event: str, limit: int, kinds: Sequence[Kind] | None) -> list[Announcement]:
    wanted = select(*ANNOUNCEMENT).where(_announcement.c.event == event, *_FOR_ALL).order_by(*_LATEST).limit(limit)
    return [Announcement(*row) for row in db.execute(wanted if kinds is None else wanted.where(_announcement.c.kind.in_(kinds)))]


def to_team(db: Connection, event: str, team: str, limit: int) -> list[Announcement]:
    """Whom one is for stands in a list, which not every database looks into: it is looked at here."""
    here = (_announcement.c.event == event, _announcement.c.hidden.is_(None))
    found = (Announcement(*row) for row in db.execute(select(*ANNOUNCEMENT).where(*here).order_by(*_LATEST)))
    return [one for one in found if one.teams is None or team in one.teams][:limit]


def count(db: Connection, event: str) -> int:
    return int(db.execute(select(func.count()).select_from(_announcement).where(_announcement.c.event == event)).scalar_one())


def loud_since(db: Connection, event: str, at: datetime) -> int:
    theirs = (_announcement.c.event == event, _announcement.c.kind == "organiser", _announcement.c.at > at)
    rows = db.execute(select(_announcement.c.data).where(*theirs)).scalars()
    return sum(bool(data.get("loud")) for data in rows)


def hide(db: Connection, event: str, id: str) -> bool:
    here = (_announcement.c.event == event, _announcement.c.id == id, _announcement.c.hidden.is_(None))
    return db.execute(_announcement.update().where(*here).values(hidden=now())).rowcount == 1
