"""A store as a big school leaves it: 200 classes, 10,000 students, 1,000,000 messages, written as rows in a minute or two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table

from storage.classrooms import tables as t
from storage.engine import connect
from storage.tables import Conversation, Identity, Inbox, Learner, Outbox, table

CLASSES, STUDENTS, MESSAGES = 200, 50, 100
"""Students of a class; messages of each, half of them the tutor's."""
AT_ONCE = 20_000
BEGUN = datetime(2026, 3, 2, 1, tzinfo=UTC)
STAGES = ("discover", "define", "design", "build", "improve", "share")
ANSWER = {"text": "Who would use the app? Think of one person whom you know, and of the moment in which they need it.", "buttons": []}
Row = Mapping[str, Any]


def fill(url: str, classes: int = CLASSES, students: int = STUDENTS, messages: int = MESSAGES) -> int:
    """Write it all in one transaction; how many messages that are."""
    engine = connect(url)
    places = [(room, seat) for room in range(classes) for seat in range(students)]
    with engine.begin() as db:
        _write(db, table(t.Classroom), map(_classroom, range(classes)))
        for one in (Learner, Identity, Conversation, t.Seat, t.Standing):
            _write(db, table(one), (_person(one, *place) for place in places))
        _write(db, table(t.Crossing), (row for place in places for row in _crossings(*place)))
        _write(db, table(t.Nudge), (row for place in places for row in _nudges(*place)))
        _write(db, table(t.Stuck), (row for place in places for row in _signals(*place)))
        _write(db, table(Inbox), (_said(*place, n) for place in places for n in range(messages // 2)))
        _write(db, table(Outbox), (_answered(*place, n) for place in places for n in range(messages // 2)))
    with engine.begin() as db:
        db.exec_driver_sql("ANALYZE")
    engine.dispose()
    return len(places) * messages


def _write(db: Connection, into: Table, rows: Iterator[Row]) -> None:
    while some := list(islice(rows, AT_ONCE)):
        db.execute(into.insert(), some)


def _id(kind: str, *places: int) -> str:
    return kind + "-".join(f"{place:04d}" for place in places)


def _classroom(room: int) -> Row:
    return {
        "id": _id("c", room), "code": f"SCHOOL{room:04d}", "name": f"Class {room}", "tier": "junior", "language": "en", "asks_number": False,
        "roster_only": False, "task": {}, "pinned": None, "pin_asked": None, "tokens": None, "learner_tokens": None, "paused": None, "unaided": None,
        "schedule": [], "next_bell": None, "keep_days": 365, "archived": None, "created": BEGUN,
    }  # fmt: skip


def _person(kind: type, room: int, seat: int) -> Row:
    """Whatever table it is, the columns of it."""
    learner, chat, name, at = _id("l", room, seat), f"test:{_id('l', room, seat)}", f"Student {seat}", BEGUN + timedelta(days=room)
    everything = {
        "id": learner, "nickname": name, "language": "en", "tier": "junior", "created": at, "channel": "test", "outside_id": learner, "learner": learner,
        "chat": chat, "project": None, "state": {"language": "en"}, "updated": at, "classroom": _id("c", room), "team": None, "paused": None, "unaided": None,
        "name": name, "name_key": name.casefold(), "number": str(seat), "tokens": None, "joined": at, "version": 1, "title": f"App {seat}",
        "look": {"colour": "#2F6FDE", "emoji": "⛵", "blocks": ["records", "booking"]}, "stage": STAGES[seat % 6], "since": at, "last": at, "hints": seat % 5,
        "progress": {},
    }  # fmt: skip
    return {column.name: everything[column.name] for column in table(kind).columns}


def _crossings(room: int, seat: int) -> Sequence[Row]:
    learner = _id("l", room, seat)
    return [
        {"id": _id("x", room, seat, n), "learner": learner, "project": None, "stage": stage, "at": BEGUN}
        for n, stage in enumerate(STAGES[: seat % 6 + 1])
    ]


def _nudges(room: int, seat: int) -> Sequence[Row]:
    row = {
        "classroom": _id("c", room),
        "learner": _id("l", room, seat),
        "teacher": None,
        "kind": "nudge",
        "text": "Look up",
        "turn": None,
        "at": BEGUN,
    }
    return [{"id": _id("n", room, seat, n), **row} for n in range(4)]


def _signals(room: int, seat: int) -> Sequence[Row]:
    row = {
        "classroom": _id("c", room),
        "learner": _id("l", room, seat),
        "reason": "stage",
        "detail": "",
        "at": BEGUN,
        "ended": BEGUN,
        "judged_by": None,
    }
    return [{"id": _id("s", room, seat, n), "verdict": True, **row} for n in range(3)]


def _said(room: int, seat: int, n: int) -> Row:
    learner = _id("l", room, seat)
    payload = {"text": f"message {n} about the queue for the shower on our floor", "press": None, "file": ""}
    at = BEGUN + timedelta(days=room, minutes=n)
    return {
        "id": _id("i", room, seat, n), "chat": f"test:{learner}", "outside_id": str(n), "payload": payload, "status": "done", "created": at, "learner": learner,
    }  # fmt: skip


def _answered(room: int, seat: int, n: int) -> Row:
    at = BEGUN + timedelta(days=room, minutes=n)
    return {
        "id": _id("o", room, seat, n), "chat": f"test:{_id('l', room, seat)}", "turn": _id("i", room, seat, n), "number": 1, "payload": ANSWER,
        "status": "sent", "tries": 1, "next_try": at, "created": at, "worker": None,
    }  # fmt: skip
