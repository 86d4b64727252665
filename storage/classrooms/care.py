"""What was written down for those who must know: the audit, flags of children who may be in danger; as services see it, `store.care`."""

from __future__ import annotations

from sqlalchemy import Connection, select

from storage.access import Access
from storage.classrooms import tables as t
from storage.classrooms.records import Entry
from storage.columns import now
from storage.ids import next_id
from storage.tables import table

_audit = table(t.Audit)
ENTRY = tuple(_audit.c[name] for name in Entry.__dataclass_fields__)


class Care:
    """What a store keeps for the care of learners. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def write_down(
        self, what: str, *, classroom: str | None = None, teacher: str | None = None, learner: str | None = None, detail: str = ""
    ) -> None:
        """That somebody did something, now."""
        await self._store.write(write_down, what, classroom, teacher, learner, detail)

    async def entries(self, classroom: str, limit: int = 200) -> list[Entry]:
        """What was done in a class, the latest first."""
        return await self._store.read(entries, classroom, limit)


def write_down(db: Connection, what: str, classroom: str | None, teacher: str | None, learner: str | None, detail: str) -> None:
    row = {"id": next_id(), "classroom": classroom, "teacher": teacher, "learner": learner, "what": what, "detail": detail[:500], "at": now()}
    db.execute(_audit.insert().values(row))


def entries(db: Connection, classroom: str, limit: int) -> list[Entry]:
    wanted = select(*ENTRY).where(_audit.c.classroom == classroom).order_by(_audit.c.id.desc()).limit(limit)
    return [Entry(*row) for row in db.execute(wanted)]
