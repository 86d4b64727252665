"""A chat as it is shown, and whose it is."""

from __future__ import annotations

from sqlalchemy import Connection, exists, literal, select, union_all

from storage.classrooms import seats
from storage.columns import now
from storage.inbox import SAID_BY_NOBODY
from storage.records import Message
from storage.tables import Conversation, Inbox, Lane, Outbox, table

_inbox, _outbox, _conversation, _lane = table(Inbox), table(Outbox), table(Conversation), table(Lane)


def history(db: Connection, chat: str, limit: int, before: str | None) -> list[Message]:
    """The last messages in order, each line of the learner's followed by its answers.

    A message whose turn is not over is there too: whoever said it wants to see it.
    """
    said = select(
        _inbox.c.id, _inbox.c.id.label("turn"), literal(0).label("number"), literal("learner").label("by"), _inbox.c.payload, _inbox.c.created
    ).where(_inbox.c.chat == chat, ~SAID_BY_NOBODY)
    answers = select(_outbox.c.id, _outbox.c.turn, _outbox.c.number, literal("tutor").label("by"), _outbox.c.payload, _outbox.c.created).where(
        _outbox.c.chat == chat
    )
    if before is not None:
        said, answers = said.where(_inbox.c.id < before), answers.where(_outbox.c.turn < before)
    lines = union_all(said, answers).subquery()
    newest = select(lines).order_by(lines.c.turn.desc(), lines.c.number.desc()).limit(limit)
    return [Message(*row) for row in reversed(db.execute(newest).all())]


def of(db: Connection, learner: str) -> list[str]:
    mine = select(_conversation.c.chat).where(_conversation.c.learner == learner)
    return list(db.execute(mine.order_by(_conversation.c.updated.desc())).scalars())


def adopt(db: Connection, chat: str, learner: str) -> None:
    """A chat of another browser goes on where the learner's latest one is; what its own learner had there stays theirs."""
    latest = select(_conversation.c.state, _conversation.c.project).where(_conversation.c.learner == learner, _conversation.c.chat != chat)
    found = db.execute(latest.order_by(_conversation.c.updated.desc()).limit(1)).first()
    state, project = found or ({}, None)
    db.execute(_conversation.delete().where(_conversation.c.chat == chat))
    row = {"chat": chat, "learner": learner, "state": state, "project": project, "updated": now()}
    db.execute(_conversation.insert().values(row | seats.of_chat(db, learner, chat)))


def move(db: Connection, old: str, new: str) -> None:
    """A chat goes on under another name: what the new one has already stays as it is there.

    The lane is let go. A turn that is under way ends in `TurnOverError`, and its message is taken up again under the new name.
    """
    there = _inbox.alias("there")
    known = exists().where(there.c.chat == new, there.c.outside_id == _inbox.c.outside_id)
    db.execute(_inbox.update().where(_inbox.c.chat == old, ~known).values(chat=new))
    db.execute(_outbox.update().where(_outbox.c.chat == old).values(chat=new))
    begun = select(_conversation.c.chat).where(_conversation.c.chat == new)
    if db.execute(begun).first() is None:
        db.execute(_conversation.update().where(_conversation.c.chat == old).values(chat=new))
    db.execute(_lane.delete().where(_lane.c.chat == old))


def begin_anew(db: Connection, chat: str) -> None:
    for part in (_outbox, _inbox, _conversation, _lane):
        db.execute(part.delete().where(part.c.chat == chat))
