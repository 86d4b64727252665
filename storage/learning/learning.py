"""Evidence of what learners understand: written with the end of their turn, read for their own map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, RowMapping, delete, insert, select

from storage.access import Access
from storage.columns import now
from storage.ids import next_id
from storage.learning import tables as t
from storage.learning.records import Evidence, Seen
from storage.tables import table

_evidence = table(t.Evidence)
AT_MOST = 2000
"""Of a learner, the latest: more says nothing new."""


class Learning:
    """What a store knows of what its learners understand. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def of(self, learner: str) -> list[Seen]:
        """All that was seen of a learner, oldest first."""
        return await self._store.read(of, learner)


def keep(db: Connection, learner: str, project: str | None, seen: Sequence[Evidence]) -> None:
    """Written with the turn that showed it."""
    at = now()
    rows = [{**asdict(one), "concepts": list(one.concepts), "id": next_id(), "learner": learner, "project": project, "created": at} for one in seen]
    db.execute(insert(_evidence), rows)


def of(db: Connection, learner: str) -> list[Seen]:
    wanted = select(_evidence).where(_evidence.c.learner == learner).order_by(_evidence.c.created.desc(), _evidence.c.id.desc()).limit(AT_MOST)
    return [_read(row) for row in reversed(db.execute(wanted).mappings().all())]


def _read(found: RowMapping) -> Seen:
    names = ("kind", "about", "outcome", "rungs", "tier")
    return Seen(Evidence(**{name: found[name] for name in names}, concepts=tuple(found["concepts"])), found["project"], found["created"])


def forget(db: Connection, learner: str) -> None:
    db.execute(delete(_evidence).where(_evidence.c.learner == learner))
