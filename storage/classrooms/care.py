"""What was written down for those who must know: the audit, flags of children who may be in danger, letters to teachers; `store.care` to services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.access import Access
from storage.classrooms import flags, glances, leaving, letters, standings
from storage.classrooms import tables as t
from storage.classrooms.flags import Alarm
from storage.classrooms.glances import Seated
from storage.classrooms.letters import Unseen
from storage.classrooms.records import Entry, InClass, Teacher
from storage.columns import now
from storage.ids import next_id
from storage.records import Answer, Json
from storage.tables import table

_audit, _teacher, _seat = table(t.Audit), table(t.Teacher), table(t.Seat)
ENTRY = tuple(_audit.c[name] for name in Entry.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the audit as it is read: names instead of ids, '' for nobody and for those who left."""

    entry: Entry
    teacher: str
    learner: str


class Care:
    """What a store keeps for the care of learners. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    # The audit

    async def write_down(
        self, what: str, *, classroom: str | None = None, teacher: str | None = None, learner: str | None = None, detail: str = ""
    ) -> None:
        """That somebody did something, now."""
        await self._store.write(write_down, what, classroom, teacher, learner, detail)

    async def entries(self, classroom: str, limit: int = 200) -> list[Entry]:
        """What was done in a class, the latest first."""
        return await self._store.read(entries, classroom, limit)

    async def audit(self, classroom: str, what: str = "", skip: int = 0, limit: int = 50) -> list[Line]:
        """The same with names, of one kind or of all."""
        return await self._store.read(audit, classroom, what, skip, limit)

    async def audited(self, classroom: str) -> dict[str, int]:
        """What there is in a class's audit, and how often."""
        return await self._store.read(audited, classroom)

    # Flags

    async def in_class(self, learner: str) -> InClass | None:
        """Where a learner sits, whichever chat they write in."""
        return await self._store.read(standings.in_class, learner)

    async def has_open_flag(self, learner: str) -> bool:
        """Whether a sentence of theirs stays, for the lead of their class, when they go."""
        return await self._store.read(leaving.has_open_flag, learner)

    async def alarms(self, teacher: str) -> list[Alarm]:
        """The open flags of all their classes, those that nobody saw first."""
        return await self._store.read(flags.open_for, teacher)

    async def alarms_in(self, classroom: str, teacher: str, closed: int = 20) -> list[Alarm]:
        """The open flags of one of their classes, and the last that were closed."""
        return await self._store.read(flags.of_class, classroom, teacher, closed)

    async def alarm(self, flag: str) -> Alarm | None:
        return await self._store.read(flags.get, flag)

    async def acknowledge(self, flag: str, teacher: str) -> bool:
        """Whether they are the first to have seen it."""
        return await self._store.write(flags.acknowledge, flag, teacher)

    async def close_flag(self, flag: str, teacher: str, outcome: str) -> bool:
        """Whether it was open till now."""
        return await self._store.write(flags.close, flag, teacher, outcome)

    async def open_flags(self, classroom: str) -> int:
        """How many flags of a class are open: while there are any, it must not be deleted."""
        return await self._store.read(flags.open_count, classroom)

    # Letters to teachers' own chats

    async def put_letter(self, chat: str, name: str, payload: Json) -> tuple[Answer, ...]:
        """A letter to hand to the outbox; nothing where one of this name was put there before."""
        return await self._store.write(letters.put, chat, name, payload)

    async def has_letter(self, chat: str, name: str) -> bool:
        return await self._store.read(letters.has, chat, name)

    async def note_sent(self, answer: str, payload: Json) -> None:
        """What is known of a letter now that it was sent."""
        await self._store.write(letters.note_sent, answer, payload)

    async def unseen(self) -> list[Unseen]:
        """Flags that nobody saw, each with everyone who has a chat to be told of it."""
        return await self._store.read(letters.unseen)

    async def sent_alarms(self, flag: str) -> list[tuple[str, int]]:
        """The chats in which a flag was told of, with Telegram's number of each message."""
        return await self._store.read(letters.sent_alarms, flag)

    async def teacher_at(self, telegram: str) -> Teacher | None:
        """Whose private chat this is, of the teachers who made theirs known."""
        return await self._store.read(letters.teacher_at, telegram)

    async def link_chat(self, token: str, telegram: str) -> Teacher | None:
        """Make a chat known as a teacher's, once for a token. Raises `TakenError` where it is another's."""
        return await self._store.write(letters.link, token, telegram)

    async def unlink_chat(self, teacher: str) -> None:
        await self._store.write(letters.unlink, teacher)

    async def set_weekly(self, teacher: str, wanted: bool) -> None:
        """Whether they want a letter a week."""
        await self._store.write(letters.set_weekly, teacher, wanted)

    async def weekly(self, teacher: str) -> bool:
        return await self._store.read(letters.weekly, teacher)

    async def without_week(self, week: str) -> list[str]:
        """The chats that still lack that week's letter."""
        return await self._store.read(letters.without_week, week)

    # A class at a glance

    async def seated(self, classroom: str) -> list[Seated]:
        """Everyone in a class and how far they are, by name."""
        return await self._store.read(glances.of_class, classroom)

    async def seated_one(self, learner: str) -> Seated | None:
        return await self._store.read(glances.of_learner, learner)

    async def crossings(self, classroom: str, since: datetime) -> list[tuple[str, str]]:
        """(learner, stage) of each crossing since then."""
        return await self._store.read(glances.crossings, classroom, since)


def write_down(db: Connection, what: str, classroom: str | None, teacher: str | None, learner: str | None, detail: str) -> None:
    row = {"id": next_id(), "classroom": classroom, "teacher": teacher, "learner": learner, "what": what, "detail": detail[:500], "at": now()}
    db.execute(_audit.insert().values(row))


def entries(db: Connection, classroom: str, limit: int) -> list[Entry]:
    wanted = select(*ENTRY).where(_audit.c.classroom == classroom).order_by(_audit.c.id.desc()).limit(limit)
    return [Entry(*row) for row in db.execute(wanted)]


def audit(db: Connection, classroom: str, what: str, skip: int, limit: int) -> list[Line]:
    joined = _audit.outerjoin(_teacher, _teacher.c.id == _audit.c.teacher).outerjoin(_seat, _seat.c.learner == _audit.c.learner)
    named = select(*ENTRY, func.coalesce(_teacher.c.name, ""), func.coalesce(_seat.c.name, "")).select_from(joined)
    wanted = named.where(_audit.c.classroom == classroom, *([_audit.c.what == what] if what else []))
    rows = db.execute(wanted.order_by(_audit.c.id.desc()).offset(skip).limit(limit)).all()
    return [Line(Entry(*row[: len(ENTRY)]), *row[len(ENTRY) :]) for row in rows]


def audited(db: Connection, classroom: str) -> dict[str, int]:
    counted = select(_audit.c.what, func.count()).where(_audit.c.classroom == classroom).group_by(_audit.c.what)
    return {what: int(count) for what, count in db.execute(counted.order_by(_audit.c.what)).all()}
