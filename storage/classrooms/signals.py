"""Signals as they were shown, what teachers found of them, and the end of a silence that a pause made; as services see them, `store.signals`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.access import Access
from storage.classrooms import tables as t
from storage.columns import now
from storage.ids import next_id
from storage.tables import Conversation, table

_stuck, _seat, _standing, _conversation = table(t.Stuck), table(t.Seat), table(t.Standing), table(Conversation)


@dataclass(frozen=True, slots=True)
class Judged:
    """How often a reason was shown, how often a teacher said whether it was right, and how often it was."""

    reason: str
    shown: int
    judged: int
    right: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a teacher found of a signal that is still there."""

    learner: str
    reason: str
    right: bool


class Signals:
    """What a store does with signals. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def judge(self, classroom: str, learner: str, reason: str, detail: str, right: bool, teacher: str) -> None:
        """Keep what a teacher found of a signal. One that no turn made (a silence) gets its row by it; who judges again corrects themselves."""
        await self._store.write(judge, classroom, learner, reason, detail, right, teacher)

    async def verdicts(self, classroom: str) -> list[Verdict]:
        """Of a class, what was found of the signals that are still there. One that was wrong need not be shown any longer."""
        return await self._store.read(verdicts, classroom)

    async def precision(self, classroom: str) -> list[Judged]:
        """How far the signals of a class were right, by reason."""
        return await self._store.read(precision, classroom)


def judge(db: Connection, classroom: str, learner: str, reason: str, detail: str, right: bool, teacher: str) -> None:
    here = (_stuck.c.learner == learner) & (_stuck.c.classroom == classroom) & (_stuck.c.reason == reason) & _stuck.c.ended.is_(None)
    known = db.execute(select(_stuck.c.id).where(here).order_by(_stuck.c.id.desc()).limit(1)).scalar()
    found = {"verdict": right, "judged_by": teacher}
    if known is not None:
        db.execute(_stuck.update().where(_stuck.c.id == known).values(found))
        return
    row = {"id": next_id(), "learner": learner, "classroom": classroom, "reason": reason, "detail": detail, "at": now(), "ended": None}
    db.execute(_stuck.insert().values(row | found))


def verdicts(db: Connection, classroom: str) -> list[Verdict]:
    here = (_stuck.c.classroom == classroom) & _stuck.c.ended.is_(None) & _stuck.c.verdict.is_not(None)
    rows = db.execute(select(_stuck.c.learner, _stuck.c.reason, _stuck.c.verdict).where(here).order_by(_stuck.c.id))
    return list({row[0]: Verdict(*row) for row in rows}.values())


def precision(db: Connection, classroom: str) -> list[Judged]:
    right = func.count(_stuck.c.id).filter(_stuck.c.verdict.is_(True))
    counts = (func.count(_stuck.c.id), func.count(_stuck.c.verdict), right)
    rows = db.execute(select(_stuck.c.reason, *counts).where(_stuck.c.classroom == classroom).group_by(_stuck.c.reason))
    return [Judged(*row) for row in rows]


def heard_again(db: Connection, chats: Sequence[str], at: datetime) -> None:
    """A pause is over in these chats: nobody there was silent while it lasted."""
    theirs = _standing.join(_conversation, _conversation.c.learner == _standing.c.learner)
    wanted = select(_standing.c.learner, _standing.c.progress).select_from(theirs).where(_conversation.c.chat.in_(chats))
    for learner, progress in db.execute(wanted).all():
        if progress.get("last"):
            changed = {**progress, "last": at.isoformat()}
            db.execute(_standing.update().where(_standing.c.learner == learner).values(progress=changed))
