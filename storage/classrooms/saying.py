"""What teachers say in their students' own chats, as services see it: `store.saying`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from storage.access import Access
from storage.classrooms import tables as t
from storage.classrooms.letters import put
from storage.classrooms.speaking import speak
from storage.columns import now
from storage.ids import next_id
from storage.outbox import ANSWER
from storage.records import Answer, Json
from storage.tables import Conversation, Outbox, table

_nudge, _seat, _conversation, _outbox = table(t.Nudge), table(t.Seat), table(Conversation), table(Outbox)
_UNREAD = (_outbox.c.status == "pending", _outbox.c.payload["teacher"].as_string() != "")
GROUPS = "telegram:-"
"""How the names of chats begin in which others read along."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a learner is reached: their latest chat, and the language that is spoken there."""

    learner: str
    chat: str
    language: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one learner. `text` is what the teacher wrote, as it is kept beside the chat."""

    to: Address
    text: str
    payload: Json
    delivered: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """A letter to the teacher who said something from their own chat: where one of this name was put there before, it was said before."""

    chat: str
    name: str
    payload: Json


@dataclass(frozen=True, slots=True)
class Nudge:
    """What was said to a learner before."""

    id: str
    learner: str
    teacher: str | None
    kind: str
    text: str
    at: datetime


NUDGE = tuple(_nudge.c[name] for name in Nudge.__dataclass_fields__)


class Saying:
    """What a store does with teachers' words. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def addresses(self, classroom: str, learners: Sequence[str] | None = None) -> list[Address]:
        """Where those of a class (all of it without `learners`) are reached who said something in a chat of their own."""
        return await self._store.read(addresses, classroom, learners)

    async def at(self, chats: Sequence[str]) -> list[Address]:
        """These chats themselves, whosever they are."""
        return await self._store.read(at, chats)

    async def say(self, classroom: str, kind: str, teacher: str | None, letters: Sequence[Letter], receipt: Receipt | None = None) -> list[Answer]:
        """Put words into chats, with a row each of who said what to whom; the messages, for the senders. With a receipt all of it is done once:
        the second time nothing is."""
        return await self._store.write(say, classroom, kind, teacher, letters, receipt)

    async def said_to(self, learner: str, limit: int = 50) -> list[Nudge]:
        """What a learner was told, the latest first."""
        return await self._store.read(said_to, learner, limit)

    async def asked(self, classroom: str, learner: str, kind: str) -> bool:
        """Whether something of this kind was said to them in this class."""
        return await self._store.read(asked, classroom, learner, kind)

    async def unread(self, chat: str) -> list[Answer]:
        """A teacher's words that wait in a chat of a channel without a sender."""
        return await self._store.read(unread, chat)

    async def read_out(self, ids: Sequence[str]) -> None:
        """These were shown."""
        await self._store.write(read_out, ids)


def addresses(db: Connection, classroom: str, learners: Sequence[str] | None) -> list[Address]:
    joined = _conversation.join(_seat, _seat.c.learner == _conversation.c.learner)
    columns = (_seat.c.learner, _conversation.c.chat, _conversation.c.state["language"].as_string())
    theirs = select(*columns).select_from(joined).where(_seat.c.classroom == classroom, _conversation.c.chat.not_like(f"{GROUPS}%"))
    if learners is not None:
        theirs = theirs.where(_seat.c.learner.in_(learners))
    latest = {row[0]: Address(row[0], row[1], row[2] or "en") for row in db.execute(theirs.order_by(_conversation.c.updated))}
    return list(latest.values())


def at(db: Connection, chats: Sequence[str]) -> list[Address]:
    columns = (_conversation.c.learner, _conversation.c.chat, _conversation.c.state["language"].as_string())
    rows = db.execute(select(*columns).where(_conversation.c.chat.in_(chats)).order_by(_conversation.c.chat))
    return [Address(learner, chat, language or "en") for learner, chat, language in rows]


def say(db: Connection, classroom: str, kind: str, teacher: str | None, letters: Sequence[Letter], receipt: Receipt | None) -> list[Answer]:
    answers: list[Answer] = []
    if receipt is not None:
        answers += put(db, receipt.chat, receipt.name, receipt.payload)
        if not answers:
            return []
    for letter in letters:
        spoken = speak(db, letter.to.chat, letter.to.learner, [letter.payload], delivered=letter.delivered)
        row = {"id": next_id(), "classroom": classroom, "learner": letter.to.learner, "teacher": teacher, "kind": kind}
        db.execute(_nudge.insert().values(row | {"text": letter.text, "turn": spoken[0].turn, "at": now()}))
        answers += spoken
    return answers


def said_to(db: Connection, learner: str, limit: int) -> list[Nudge]:
    theirs = select(*NUDGE).where(_nudge.c.learner == learner).order_by(_nudge.c.id.desc()).limit(limit)
    return [Nudge(*row) for row in db.execute(theirs)]


def asked(db: Connection, classroom: str, learner: str, kind: str) -> bool:
    there = select(_nudge.c.id).where(_nudge.c.learner == learner, _nudge.c.classroom == classroom, _nudge.c.kind == kind)
    return db.execute(there.limit(1)).first() is not None


def unread(db: Connection, chat: str) -> list[Answer]:
    waiting = select(*ANSWER).where(_outbox.c.chat == chat, *_UNREAD).order_by(_outbox.c.turn, _outbox.c.number)
    return [Answer(*row) for row in db.execute(waiting)]


def read_out(db: Connection, ids: Sequence[str]) -> None:
    db.execute(_outbox.update().where(_outbox.c.id.in_(ids), _outbox.c.status == "pending").values(status="sent"))
