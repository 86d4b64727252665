"""What is told to teachers in their own Telegram chats, apart from the chats of learners: an outbox row for each letter, which says what it is about
and nothing of what it will say. It is written when it is sent, so that no name or sentence of a child lies in a queue.

Chats of teachers are `teacher:<Telegram's id>`; as learners they have another one, `telegram:<id>`. A letter hangs on a line of the inbox that nobody
said; that line's `outside_id` is the letter's own name, so that none is sent twice, by however many processes and restarts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from storage import outbox
from storage.classrooms import tables as t
from storage.classrooms.flags import OPEN
from storage.classrooms.records import Teacher
from storage.classrooms.teachers import TEACHER, invitation, use_invitation
from storage.columns import now
from storage.doubts import LETTERS
from storage.errors import TakenError
from storage.ids import next_id
from storage.inserting import insert_new
from storage.prepared import Prepared
from storage.records import Answer, Json, TurnRecord
from storage.tables import Inbox, Outbox, table

_inbox, _outbox = table(Inbox), table(Outbox)
_flag, _member, _teacher = table(t.SafetyFlag), table(t.ClassTeacher), table(t.Teacher)
_BEGIN = Prepared(insert_new(_inbox))
CHANNEL = LETTERS


@dataclass(frozen=True, slots=True)
class Told:
    """One alarm that was put into a teacher's chat: when, and what became of it."""

    at: datetime
    status: str


@dataclass(frozen=True, slots=True)
class Unseen:
    """A flag that nobody has seen, a teacher of its class who has a chat, and what they were told of it, in order."""

    flag: str
    raised: datetime
    chat: str
    told: tuple[Told, ...]


def chat_of(telegram: str) -> str:
    return f"{CHANNEL}:{telegram}"


def put(db: Connection, chat: str, name: str, payload: Json) -> tuple[Answer, ...]:
    """A letter to send; nothing where one of this name was put there before."""
    turn = next_id()
    row = {"id": turn, "chat": chat, "outside_id": name, "payload": {"silent": True}, "status": "done", "created": now(), "learner": None}
    if _BEGIN.count(db, row) != 1:
        return ()
    return outbox.add(db, TurnRecord(turn, chat, "", {}, {}, [payload]))


def has(db: Connection, chat: str, name: str) -> bool:
    """Whether a letter of this name was put there."""
    return db.execute(select(_inbox.c.id).where(_inbox.c.chat == chat, _inbox.c.outside_id == name)).first() is not None


def note_sent(db: Connection, answer: str, payload: Json) -> None:
    """What is known of a letter now that it was sent: the number that Telegram gave it."""
    db.execute(_outbox.update().where(_outbox.c.id == answer).values(payload=payload))


def unseen(db: Connection) -> list[Unseen]:
    """Everybody who is to be told of something, or told again."""
    joined = _flag.join(_member, _member.c.classroom == _flag.c.classroom).join(_teacher, _teacher.c.id == _member.c.teacher)
    wanted = select(_flag.c.id, _flag.c.at, _teacher.c.telegram).select_from(joined)
    rows = db.execute(
        wanted.where(OPEN, _flag.c.acknowledged.is_(None), _teacher.c.telegram.is_not(None)).order_by(_flag.c.id, _teacher.c.telegram)
    ).all()
    return [Unseen(flag, at, chat_of(telegram), _told(db, flag, chat_of(telegram))) for flag, at, telegram in rows]


def _told(db: Connection, flag: str, chat: str) -> tuple[Told, ...]:
    lines = select(_inbox.c.created, _outbox.c.status).join(_outbox, _outbox.c.turn == _inbox.c.id)
    named = _inbox.c.outside_id.startswith(f"alarm:{flag}:")
    return tuple(Told(*row) for row in db.execute(lines.where(_inbox.c.chat == chat, named).order_by(_inbox.c.id)).all())


def sent_alarms(db: Connection, flag: str) -> list[tuple[str, int]]:
    """(chat, Telegram's number) of each message that told of a flag."""
    lines = select(_outbox.c.chat, _outbox.c.payload).join(_inbox, _inbox.c.id == _outbox.c.turn)
    theirs = _inbox.c.chat.in_([chat_of(one) for (one,) in db.execute(_chats_of_class(flag)).all()])
    named = _inbox.c.outside_id.startswith(f"alarm:{flag}:")
    return [(chat, int(payload["message"])) for chat, payload in db.execute(lines.where(theirs, named)).all() if payload.get("message")]


def _chats_of_class(flag: str) -> Select[Any]:
    joined = _flag.join(_member, _member.c.classroom == _flag.c.classroom).join(_teacher, _teacher.c.id == _member.c.teacher)
    return select(_teacher.c.telegram).select_from(joined).where(_flag.c.id == flag, _teacher.c.telegram.is_not(None))


# Whose chat it is


def teacher_at(db: Connection, telegram: str) -> Teacher | None:
    """The teacher whose private chat this is."""
    row = db.execute(select(*TEACHER).where(_teacher.c.telegram == telegram)).first()
    return None if row is None else Teacher(*row)


def link(db: Connection, token: str, telegram: str) -> Teacher | None:
    """Make a chat the one of the teacher for whom this token was made; None where it is unknown, over or used. Raises `TakenError`, with the name of
    the account that has this chat."""
    found = invitation(db, token)
    if found is None or found.kind != "telegram" or found.teacher is None:
        return None
    there = teacher_at(db, telegram)
    if there is not None and there.id != found.teacher:
        raise TakenError(there.name)
    if not use_invitation(db, token):
        return None
    db.execute(_teacher.update().where(_teacher.c.id == found.teacher).values(telegram=telegram))
    return teacher_at(db, telegram)


def unlink(db: Connection, teacher: str) -> None:
    db.execute(_teacher.update().where(_teacher.c.id == teacher).values(telegram=None))


# The letter of the week


def set_weekly(db: Connection, teacher: str, wanted: bool) -> None:
    db.execute(_teacher.update().where(_teacher.c.id == teacher).values(no_weekly=None if wanted else now()))


def weekly(db: Connection, teacher: str) -> bool:
    """Whether they want one."""
    return db.execute(select(_teacher.c.no_weekly).where(_teacher.c.id == teacher)).scalar() is None


def without_week(db: Connection, week: str) -> list[str]:
    """The chats of the teachers who want a letter and were not put this week's."""
    wanted = select(_teacher.c.telegram).where(_teacher.c.telegram.is_not(None), _teacher.c.no_weekly.is_(None))
    chats = [chat_of(one) for one in db.execute(wanted).scalars()]
    have = select(_inbox.c.chat).where(_inbox.c.chat.in_(chats), _inbox.c.outside_id == week_name(week))
    return sorted(set(chats) - set(db.execute(have).scalars()))


def week_name(week: str) -> str:
    return f"week:{week}"
