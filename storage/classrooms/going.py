"""Learners who go: because they said so, or because their class keeps nothing for longer; as services see it, `store.going`."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, exists, func, select

from storage import chats, forgetting
from storage.access import Access
from storage.classrooms import kept
from storage.classrooms import tables as t
from storage.classrooms.kept import Rows
from storage.tables import Conversation, Inbox, Learner, Outbox, table

_seat, _standing, _classroom = table(t.Seat), table(t.Standing), table(t.Classroom)
_inbox, _outbox, _conversation, _learner = table(Inbox), table(Outbox), table(Conversation), table(Learner)
FAREWELL_LASTS = timedelta(days=1)
"""How long the last words to somebody who was forgotten stay, in a chat that nobody has any more."""


class Going:
    """What a store does for those who go. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def kept_of(self, learner: str) -> dict[str, Rows]:
        """By table, every row about a learner, as plain values."""
        return await self._store.read(kept.of_learner, learner)

    async def overdue(self, at: datetime) -> dict[str, list[str]]:
        """By class, the learners whose last sign of life is longer ago than the class keeps anything."""
        return await self._store.read(overdue, at)

    async def forget(self, learner: str, unless_after: datetime | None = None) -> list[str] | None:
        """Delete a learner and all that is theirs; the chats that they had, None where they are gone already or were here after that moment."""
        return await self._store.write(forget, learner, unless_after)

    async def sweep_farewells(self, at: datetime) -> int:
        """Delete the last words to those who were forgotten, a day after; how many."""
        return await self._store.write(sweep_farewells, at - FAREWELL_LASTS)

    async def begin_anew(self, chat: str) -> None:
        """Empty a chat in which nobody has said anything yet, so that it can begin in another way."""
        await self._store.write(chats.begin_anew, chat)


_last = func.coalesce(_standing.c.last, _seat.c.joined, _seat.c.created)
_seated = _seat.outerjoin(_standing, _standing.c.learner == _seat.c.learner)


def overdue(db: Connection, at: datetime) -> dict[str, list[str]]:
    """A class at a time: its seats are found by their index."""
    found = {}
    for id, days in db.execute(select(_classroom.c.id, _classroom.c.keep_days)).all():
        old = select(_seat.c.learner).select_from(_seated).where(_seat.c.classroom == id, _last < at - timedelta(days=days))
        if learners := list(db.execute(old).scalars()):
            found[id] = learners
    return found


def forget(db: Connection, learner: str, unless_after: datetime | None) -> list[str] | None:
    if db.execute(select(_learner.c.id).where(_learner.c.id == learner).with_for_update()).first() is None:
        return None  # by another process too, whose commit was waited for
    last = db.execute(select(_last).select_from(_seated).where(_seat.c.learner == learner)).scalar() or _spoke(db, learner)
    if unless_after is not None and last is not None and last > unless_after:
        return None
    theirs = chats.of(db, learner)
    forgetting.forget(db, learner)
    return theirs


def _spoke(db: Connection, learner: str) -> datetime | None:
    """When somebody who sits in no class last said something."""
    return db.execute(select(func.max(_conversation.c.updated)).where(_conversation.c.learner == learner)).scalar()


def sweep_farewells(db: Connection, before: datetime) -> int:
    """Those that are done, in chats that are no more."""
    here = exists().where(_conversation.c.chat == _inbox.c.chat)
    gone = select(_inbox.c.id).where(_inbox.c.created < before, _inbox.c.status.in_(("done", "failed")), ~here)
    db.execute(_outbox.delete().where(_outbox.c.turn.in_(gone)))
    return db.execute(_inbox.delete().where(_inbox.c.id.in_(gone), ~exists().where(_outbox.c.turn == _inbox.c.id))).rowcount
