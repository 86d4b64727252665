"""Prizes that humans gave, and how far they were revealed; as services see them, `store.awards`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from storage.access import Access
from storage.columns import now
from storage.events import tables as t
from storage.events.records import Json
from storage.tables import table

_event, _team, _award, _round = table(t.Event), table(t.EventTeam), table(t.Award), table(t.JudgingRound)


@dataclass(frozen=True, slots=True)
class Award:
    """A prize and the team that has it."""

    event: str
    prize: str
    team: str
    by: str
    at: datetime


class Awards:
    """What a store does with awards. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def of_event(self, event: str) -> list[Award]:
        return await self._store.read(of_event, event)

    async def give(self, event: str, prize: str, team: str, by: str, *, if_free: bool = False) -> bool:
        """Give a prize, or (unless `if_free`) give it to another team. False, and nothing changes, once the first award was revealed, and where
        there is no such team in the event (any more)."""
        return await self._store.write(give, event, prize, team, by, if_free)

    async def take_back(self, event: str, prize: str) -> bool:
        """False where nobody has it, and once the first award was revealed."""
        return await self._store.write(take_back, event, prize)

    async def reveal(self, event: str, seen: int, then: int) -> bool:
        """From one step of the ceremony to another. False where somebody else moved it since: two desks press once."""
        return await self._store.write(reveal, event, seen, then)

    async def result(self, event: str) -> Json | None:
        """The ranking of the last round that a human confirmed; None before that."""
        return await self._store.read(result, event)


def of_event(db: Connection, event: str) -> list[Award]:
    columns = (_award.c[name] for name in Award.__dataclass_fields__)
    return [Award(*row) for row in db.execute(select(*columns).where(_award.c.event == event).order_by(_award.c.at, _award.c.prize))]


def _is_closed(db: Connection, event: str) -> bool:
    """Read under the event's row, so that nothing is given while the first one is revealed."""
    return db.execute(select(_event.c.revealed).where(_event.c.id == event).with_for_update()).scalar() != 0


def give(db: Connection, event: str, prize: str, team: str, by: str, if_free: bool) -> bool:
    there = select(_team.c.id).where(_team.c.id == team, _team.c.event == event, _team.c.merged_into.is_(None), _team.c.withdrawn.is_(None))
    if _is_closed(db, event) or db.execute(there).first() is None:
        return False
    values, this = {"team": team, "by": by, "at": now()}, (_award.c.event == event, _award.c.prize == prize)
    if if_free and db.execute(select(_award.c.team).where(*this)).first() is not None:
        return False
    if db.execute(_award.update().where(*this).values(values)).rowcount == 0:
        db.execute(_award.insert().values(event=event, prize=prize, **values))
    return True


def take_back(db: Connection, event: str, prize: str) -> bool:
    if _is_closed(db, event):
        return False
    return db.execute(_award.delete().where(_award.c.event == event, _award.c.prize == prize)).rowcount == 1


def reveal(db: Connection, event: str, seen: int, then: int) -> bool:
    return db.execute(_event.update().where(_event.c.id == event, _event.c.revealed == seen).values(revealed=then)).rowcount == 1


def result(db: Connection, event: str) -> Json | None:
    confirmed = select(_round.c.result).where(_round.c.event == event, _round.c.confirmed.is_not(None))
    found: Json | None = db.execute(confirmed.order_by(_round.c.number.desc()).limit(1)).scalar()
    return found
