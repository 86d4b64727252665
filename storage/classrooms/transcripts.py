"""What was said in a chat, as teachers read it: a learner's own lines and what was answered to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, or_, select, union_all

from storage.inbox import SAID_BY_NOBODY
from storage.records import Json
from storage.tables import Inbox, Outbox, table

_inbox, _outbox = table(Inbox), table(Outbox)
TEXT, PRESS = _inbox.c.payload["text"].as_string(), _inbox.c.payload["press"].as_string()
OVER = _inbox.c.status.in_(("done", "failed"))
FILE = case((OVER, _inbox.c.payload["file"].as_string()), else_=_inbox.c.payload["file_name"].as_string())
"""A file's name. Before its turn is over the bytes stand there too, and are not fetched."""
SILENT = SAID_BY_NOBODY


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a transcript: what they said (number 0), or an answer (1 and on), with what became of it."""

    turn: str
    number: int
    by: Literal["learner", "tutor"]
    at: datetime
    status: str
    text: str
    press: str
    file: str
    payload: Json
    """Of an answer."""


def theirs(learner: str) -> ColumnElement[bool]:
    """Of a group's chat the lines of others are not theirs; a line whose turn is not over is nobody's yet."""
    return or_(_inbox.c.learner == learner, and_(_inbox.c.learner.is_(None), ~OVER))


def transcript(db: Connection, chat: str, learner: str, limit: int, before: str | None, since: str | None) -> list[Line]:
    said = select(
        _inbox.c.id.label("turn"), literal(0).label("number"), literal("learner").label("by"), _inbox.c.created.label("at"), _inbox.c.status,
        TEXT.label("text"), PRESS.label("press"), FILE.label("file"), literal(None).label("answer"),
    ).where(_inbox.c.chat == chat, theirs(learner), SILENT.is_not(True))  # fmt: skip
    answers = select(
        _outbox.c.turn, _outbox.c.number, literal("tutor"), _outbox.c.created, _outbox.c.status, literal(""), literal(""), literal(""), _outbox.c.id
    ).select_from(_outbox.join(_inbox, _inbox.c.id == _outbox.c.turn)).where(_outbox.c.chat == chat, theirs(learner))  # fmt: skip
    if before is not None:
        said, answers = said.where(_inbox.c.id < before), answers.where(_outbox.c.turn < before)
    if since is not None:
        said, answers = said.where(_inbox.c.id >= since), answers.where(_outbox.c.turn >= since)
    first = _first_of(chat, limit, before)
    lines = union_all(said.where(_inbox.c.id >= first), answers.where(_outbox.c.turn >= first)).subquery()
    rows = db.execute(select(lines).order_by(lines.c.turn.desc(), lines.c.number.desc()).limit(limit)).all()
    payloads = _payloads(db, [row.answer for row in rows if row.answer])
    return [_line(row, payloads) for row in reversed(rows)]


def _first_of(chat: str, limit: int, before: str | None) -> Any:
    """The first turn that can be among the last lines: each turn has one at least, so that a long chat is not read to its beginning."""
    turns = select(_inbox.c.id).where(_inbox.c.chat == chat).order_by(_inbox.c.id.desc()).limit(limit)
    last = (turns if before is None else turns.where(_inbox.c.id < before)).subquery()
    return select(func.min(last.c.id)).scalar_subquery()


def _line(row: Any, payloads: Mapping[str, Json]) -> Line:
    said = (row.text or "", row.press or "", row.file or "")
    return Line(row.turn, row.number, row.by, row.at, row.status, *said, payloads.get(row.answer, {}))


def _payloads(db: Connection, ids: Sequence[str]) -> dict[str, Json]:
    rows = db.execute(select(_outbox.c.id, _outbox.c.payload).where(_outbox.c.id.in_(ids)))
    return {row.id: row.payload for row in rows}


def turn_before(db: Connection, chat: str, at: datetime) -> str | None:
    earlier = select(_inbox.c.id).where(_inbox.c.chat == chat, _inbox.c.created <= at, SILENT.is_not(True))
    return db.execute(earlier.order_by(_inbox.c.id.desc()).limit(1)).scalar()


def turn_after(db: Connection, chat: str, at: datetime, more: int) -> str | None:
    later = select(_inbox.c.id).where(_inbox.c.chat == chat, _inbox.c.created > at).order_by(_inbox.c.id)
    return db.execute(later.offset(more).limit(1)).scalar()
