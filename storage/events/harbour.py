"""The teams of an event as boats on the projector, as services see them: `store.harbour`."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from storage.access import Access
from storage.events import tables as t
from storage.tables import table

_team, _entry = table(t.EventTeam), table(t.Entry)
_IN = (_team.c.merged_into.is_(None), _team.c.withdrawn.is_(None))


@dataclass(frozen=True, slots=True)
class Boat:
    """A team, the stage that it is at, and whether its entry is in."""

    id: str
    name: str
    stage: str
    entered: bool


class Harbour:
    """What a store says of all boats at once. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def boats(self, event: str) -> list[Boat]:
        """Those that take part, in the order of joining."""
        return await self._store.read(boats, event)


def boats(db: Connection, event: str) -> list[Boat]:
    theirs = _team.outerjoin(_entry, and_(_entry.c.team == _team.c.id, _entry.c.withdrawn.is_(None)))
    columns = (_team.c.id, _team.c.name, _team.c.stage, _entry.c.id.is_not(None))
    rows = db.execute(select(*columns).select_from(theirs).where(_team.c.event == event, *_IN).order_by(_team.c.place))
    return [Boat(id, name, stage, bool(entered)) for id, name, stage, entered in rows]
