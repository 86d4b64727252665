"""Who asks to join which team, and which teams ask to become one, as services see it: `store.asking`."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, or_, select

from storage.access import Access
from storage.events import tables as t
from storage.events.records import TeamAsk
from storage.tables import table

_ask = table(t.TeamAsk)
_COLUMNS = tuple(_ask.c[name] for name in TeamAsk.__dataclass_fields__)


class Asking:
    """What a store does with what is asked of teams. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def ask(self, ask: TeamAsk) -> None:
        """Asked twice is asked once: the later one holds."""
        await self._store.write(put, ask)

    async def of_event(self, event: str) -> list[TeamAsk]:
        """All that waits for an answer, the oldest first."""
        return await self._store.read(of_event, event)

    async def get(self, id: str) -> TeamAsk | None:
        return await self._store.read(get, id)

    async def take(self, id: str) -> TeamAsk | None:
        """What is answered now: it waits no more. None where another member was quicker, or it was taken back."""
        return await self._store.write(take, id)


def put(db: Connection, ask: TeamAsk) -> None:
    same = (_ask.c.team == ask.team, _ask.c.other.is_not_distinct_from(ask.other))
    db.execute(_ask.delete().where(*same, *([] if ask.other else [_ask.c.learner == ask.learner])))
    db.execute(_ask.insert().values(asdict(ask)))


def of_event(db: Connection, event: str) -> list[TeamAsk]:
    return [TeamAsk(*row) for row in db.execute(select(*_COLUMNS).where(_ask.c.event == event).order_by(_ask.c.at, _ask.c.id))]


def get(db: Connection, id: str) -> TeamAsk | None:
    row = db.execute(select(*_COLUMNS).where(_ask.c.id == id)).first()
    return None if row is None else TeamAsk(*row)


def take(db: Connection, id: str) -> TeamAsk | None:
    row = db.execute(_ask.delete().where(_ask.c.id == id).returning(*_COLUMNS)).first()
    return None if row is None else TeamAsk(*row)


def drop(db: Connection, event: str, learner: str) -> None:
    """Somebody has a team now: they ask for none."""
    db.execute(_ask.delete().where(_ask.c.event == event, _ask.c.learner == learner, _ask.c.other.is_(None)))


def drop_team(db: Connection, team: str) -> None:
    """A team is no more: it neither asks nor answers."""
    db.execute(_ask.delete().where(or_(_ask.c.team == team, _ask.c.other == team)))
