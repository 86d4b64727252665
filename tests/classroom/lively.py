"""A class that has worked for a while, written into the store directly: seats, chats, crossings, signals, answers. For charts, exports and benchmarks."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.core.classroom.progress import REASONS
from bot.core.classroom.survey import MOMENTS, QUESTIONS
from bot.core.turn import STAGES, Message
from bot.services import Parts
from storage.classrooms import tables as t
from storage.classrooms.records import Classroom
from storage.ids import new_id
from storage.tables import Conversation, Inbox, Outbox, table
from tests.classroom.people import a_full_class

BEGUN = datetime(2026, 9, 4, 2, 0, tzinfo=UTC)
LENGTH = timedelta(minutes=70)
BLOCKS = ("booking", "checklist", "board", "poll", "records", "quiz", "map", "tracker")


async def a_lively_class(parts: Parts, room: Classroom, count: int = 24, messages: int = 40, begun: datetime = BEGUN) -> list[str]:
    """So many students with so many messages each (and an answer to each); their ids."""
    learners = await a_full_class(parts, room, count)
    await parts.store.write(_enliven, room.id, learners, messages, begun)
    return learners


def _enliven(db: Connection, room: str, learners: list[str], messages: int, begun: datetime) -> None:
    lot = random.Random(7)
    for place, learner in enumerate(learners):
        chat, furthest = f"test:{learner}", 1 + min(place * 7 % 6, 5)
        _chat(db, room, learner, chat, messages, furthest, begun, lot)
        _stages(db, learner, furthest, begun, lot)
        _answers(db, learner, place, begun, lot)
    _signals(db, room, learners, begun)


def _chat(db: Connection, room: str, learner: str, chat: str, messages: int, furthest: int, begun: datetime, lot: random.Random) -> None:
    at = begun + timedelta(seconds=lot.randrange(240))
    row = {"chat": chat, "project": None, "learner": learner, "state": {"language": "en"}, "updated": begun + LENGTH, "classroom": room}
    db.execute(table(Conversation).insert().values(row | {"paused": None, "unaided": None}))
    said, answers = [], []
    for n in range(messages):
        at += LENGTH / messages * lot.uniform(0.4, 1.6)
        turn = _id(at)
        helped = {"helped": STAGES[lot.randrange(furthest)]} if lot.random() < 0.08 else {}
        payload = {"text": f"message {n} of mine", "press": None, "file": "", **helped}
        said.append({"id": turn, "chat": chat, "outside_id": str(n), "payload": payload, "status": "done", "created": at, "learner": learner})
        answers.append(_answer(turn, chat, at))
    db.execute(table(Inbox).insert(), said)
    db.execute(table(Outbox).insert(), answers)


def _answer(turn: str, chat: str, at: datetime) -> dict[str, Any]:
    payload = Message(text="Who would use the app?").model_dump(mode="json")
    return {
        "id": _id(at), "chat": chat, "turn": turn, "number": 1, "payload": payload, "status": "sent", "tries": 1, "next_try": at, "created": at, "worker": None,
    }  # fmt: skip


def _stages(db: Connection, learner: str, furthest: int, begun: datetime, lot: random.Random) -> None:
    crossing, standing = table(t.Crossing), table(t.Standing)
    db.execute(crossing.delete().where(crossing.c.learner == learner))
    at = begun + timedelta(seconds=30)
    for stage in STAGES[:furthest]:
        db.execute(crossing.insert().values(id=_id(at), learner=learner, project=None, stage=stage, at=at))
        at += timedelta(minutes=lot.uniform(2, 14))
    used = lot.sample(BLOCKS, 2) if furthest > 3 else []
    look = {"colour": "#2F6FDE", "emoji": "⛵", "blocks": used}
    db.execute(standing.update().where(standing.c.learner == learner).values(stage=STAGES[furthest - 1], look=look))


def _answers(db: Connection, learner: str, place: int, begun: datetime, lot: random.Random) -> None:
    for later, moment in enumerate(MOMENTS):
        for question in QUESTIONS if place % 4 else ():
            answer = min(4, lot.randint(1, 3) + later * lot.randint(0, 2))
            db.execute(table(t.Survey).insert().values(learner=learner, moment=moment, question=question, answer=answer, at=begun))


def _signals(db: Connection, room: str, learners: list[str], begun: datetime) -> None:
    for n in range(14):
        reason, verdict = REASONS[n % 5], None if n % 5 == 3 else n % 6 != 0
        row = {"id": new_id(), "learner": learners[n % len(learners)], "classroom": room, "reason": reason, "detail": "make it do colours"}
        db.execute(table(t.Stuck).insert().values(row | {"at": begun, "ended": begun, "verdict": verdict, "judged_by": None}))


def _id(at: datetime) -> str:
    """An id of that moment, as the store makes them."""
    return f"{int(at.timestamp() * 1e9):016x}{new_id()[:16]}"
