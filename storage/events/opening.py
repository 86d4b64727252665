"""What the codes open that people type, as services see it: `store.codes`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import Connection, select

from storage import recovery
from storage.access import Access
from storage.classrooms import classes
from storage.classrooms.records import Classroom
from storage.events import events
from storage.events import tables as t
from storage.events.records import Event, Team
from storage.events.teams import TEAM
from storage.tables import table

_team = table(t.EventTeam)
WINDOW = timedelta(minutes=15)
"""In which wrong codes count."""


class Codes:
    """What a store does with codes that somebody types. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def by_guess(self, code: str, guessers: Mapping[str, int], window: timedelta = WINDOW) -> Classroom | Event | Team | None:
        """What a code opens: a class, an event or a team. One that opens nothing counts for each of `guessers`, with the wrong ones that each has
        in a window; beyond them `LockedOutError`. A right one never counts."""
        await self.refuse_if_locked(guessers, window)
        found = await self._store.read(opens, code)
        if found is None:
            await self.count_wrong(guessers, window)
        return found

    async def refuse_if_locked(self, guessers: Mapping[str, int], window: timedelta = WINDOW) -> None:
        """Raises `LockedOutError` for who has used up their wrong codes."""
        await self._store.read(recovery.refuse_if_locked, guessers, window)

    async def count_wrong(self, guessers: Mapping[str, int], window: timedelta = WINDOW) -> None:
        """One more wrong code for each of them."""
        await self._store.write(recovery.count_wrong, guessers, window)


def opens(db: Connection, code: str) -> Classroom | Event | Team | None:
    found = classes.by_code(db, code) or events.by_code(db, code)
    if found is not None:
        return found
    row = db.execute(select(*TEAM).where(_team.c.code == code)).first()
    return None if row is None else Team(*row)
