"""Named moments of an event and which teams have passed them, as services see them: `store.checkpoints`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from storage.access import Access
from storage.columns import now
from storage.events import tables as t
from storage.inserting import insert_new
from storage.records import Json
from storage.tables import table

_event, _team, _checked = table(t.Event), table(t.EventTeam), table(t.Checked)
_new = insert_new(_checked)
Change = Callable[[list[Json]], list[Json]]


@dataclass(frozen=True, slots=True)
class Checked:
    """A team that passed a checkpoint."""

    team: str
    checkpoint: str
    by: str
    at: datetime


CHECKED = tuple(_checked.c[name] for name in Checked.__dataclass_fields__)


class Checkpoints:
    """What a store does with checkpoints. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def change(self, event: str, new: Change) -> list[Json]:
        """Make others of an event's moments, under its own row, so that two organisers lose nothing; as they are then."""
        return await self._store.write(change, event, new)

    async def remove(self, event: str, checkpoint: str) -> None:
        """Take one away, and who passed it."""
        await self._store.write(remove, event, checkpoint)

    async def passed(self, event: str, team: str | None = None) -> list[Checked]:
        """Who passed what, or what one team passed."""
        return await self._store.read(passed, event, team)

    async def tick(self, event: str, team: str, checkpoint: str, by: str) -> bool:
        """A team passed it; False where it had, or where there is no such team or checkpoint here."""
        return await self._store.write(tick, event, team, checkpoint, by)

    async def untick(self, event: str, team: str, checkpoint: str) -> bool:
        """It did not; False where nothing said that it had."""
        return await self._store.write(untick, event, team, checkpoint)


def change(db: Connection, event: str, new: Change) -> list[Json]:
    had = db.execute(select(_event.c.checkpoints).where(_event.c.id == event).with_for_update()).scalar_one()
    made = new(list(had))
    db.execute(_event.update().where(_event.c.id == event).values(checkpoints=made))
    return made


def remove(db: Connection, event: str, checkpoint: str) -> None:
    change(db, event, lambda had: [one for one in had if one["id"] != checkpoint])
    db.execute(_checked.delete().where(_checked.c.checkpoint == checkpoint, _checked.c.team.in_(_teams(event))))


def passed(db: Connection, event: str, team: str | None) -> list[Checked]:
    wanted = select(*CHECKED).where(_checked.c.team.in_(_teams(event)))
    return [Checked(*row) for row in db.execute(wanted if team is None else wanted.where(_checked.c.team == team))]


def tick(db: Connection, event: str, team: str, checkpoint: str, by: str) -> bool:
    ids = [one["id"] for one in db.execute(select(_event.c.checkpoints).where(_event.c.id == event)).scalar() or ()]
    there = db.execute(select(_team.c.id).where(_team.c.id == team, _team.c.event == event)).first()
    if there is None or checkpoint not in ids:
        return False
    row = {"team": team, "checkpoint": checkpoint, "by": by, "at": now()}
    return db.execute(_new(db.dialect.name).values(row)).rowcount == 1


def untick(db: Connection, event: str, team: str, checkpoint: str) -> bool:
    row = (_checked.c.team == team, _checked.c.checkpoint == checkpoint, _checked.c.team.in_(_teams(event)))
    return db.execute(_checked.delete().where(*row)).rowcount == 1


def _teams(event: str) -> Any:
    return select(_team.c.id).where(_team.c.event == event)
