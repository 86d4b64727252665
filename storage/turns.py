"""A turn: taken in, read, and ended in one transaction. Statements are made once, since they are run for every message."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, or_, select

from storage import forgetting, projects
from storage.columns import now
from storage.engine import insert_new
from storage.errors import TurnOverError
from storage.ids import next_id
from storage.learners import LEARNER
from storage.prepared import Prepared
from storage.records import (
    Committed,
    Json,
    Learner,
    Loaded,
    Project,
    Received,
    Revision,
    Taken,
    TurnRecord,
)
from storage.tables import Conversation, Inbox, Outbox, table
from storage.tables import Learner as LearnerRow

_inbox, _outbox, _conversation, _learner = table(Inbox), table(Outbox), table(Conversation), table(LearnerRow)

_TAKE_IN = Prepared(_inbox.insert(), insert_new(_inbox))
_WAITING = select(_inbox.c.id, _inbox.c.chat, _inbox.c.payload, _inbox.c.created).where(_inbox.c.status == "received").order_by(_inbox.c.id)
_LOAD = Prepared(
    select(_conversation.c.state, *LEARNER, *projects.PROJECT, *projects.REVISION)
    .select_from(
        _conversation.join(_learner, _learner.c.id == _conversation.c.learner)
        .outerjoin(projects.PROJECT_WITH_HEAD, _conversation.c.project == projects.ID)
    )
    .where(_conversation.c.chat == bindparam("chat"))
)  # fmt: skip
_LEARNER_FROM, _PROJECT_FROM = 1, 1 + len(LEARNER)
_HEAD_FROM = _PROJECT_FROM + len(projects.PROJECT)

_END = Prepared(
    _inbox.update()
    .where(_inbox.c.id == bindparam("turn"), _inbox.c.chat == bindparam("in_chat"), _inbox.c.status == "received")
    .values(status=bindparam("ended"), payload=bindparam("said"))
)  # fmt: skip
_KEEP_STATE = Prepared(
    _conversation.update()
    .where(_conversation.c.chat == bindparam("in_chat"))
    .values(state=bindparam("new_state"), project=bindparam("in_project"), learner=bindparam("by"), updated=bindparam("at"))
)  # fmt: skip
_LEARNT = {name: func.coalesce(bindparam(f"new_{name}", type_=_learner.c[name].type), _learner.c[name]) for name in ("language", "tier", "nickname")}
_NEWS = or_(*[_learner.c[name] != value for name, value in _LEARNT.items()])
_LEARN = Prepared(_learner.update().where(_learner.c.id == bindparam("by"), _NEWS).values(_LEARNT))
_BEGIN_CHAT = Prepared(_conversation.insert())
_SEND = Prepared(_outbox.insert())


def receive(db: Connection, chat: str, outside_id: str, payload: Json) -> str | None:
    """A row for a message, unless the channel delivered it before."""
    id = next_id()
    row = {"id": id, "chat": chat, "outside_id": outside_id, "payload": payload, "status": "received", "created": now()}
    return id if _TAKE_IN.count(db, row) == 1 else None


def take_in(db: Connection, chat: str, outside_id: str, payload: Json) -> Taken | None:
    id = receive(db, chat, outside_id, payload)
    return None if id is None else Taken(id, load(db, chat))


def pending(db: Connection) -> list[Received]:
    return [Received(*row) for row in db.execute(_WAITING)]


def load(db: Connection, chat: str) -> Loaded | None:
    found = _LOAD.rows(db, {"chat": chat})
    if not found:
        return None
    row = found[0]
    learner, project, head = row[_LEARNER_FROM:_PROJECT_FROM], row[_PROJECT_FROM:_HEAD_FROM], row[_HEAD_FROM:]
    return Loaded(
        learner=Learner(*learner),
        state=row[0],
        project=None if project[0] is None else Project(*project),
        head=None if head[0] is None else Revision(*head),
    )


def commit(db: Connection, record: TurnRecord) -> Committed:
    """Everything that a turn decided. The order matters: what may be refused comes before what is written."""
    _end(db, record)
    if record.forget:
        return _forget(db, record)
    head = projects.change(db, record)
    _remember(db, record)
    _learn(db, record)
    _send(db, record)
    return Committed(record.project, head)


def _forget(db: Connection, record: TurnRecord) -> Committed:
    """Nothing of the learner stays but this turn's farewell, under a message with nothing in it."""
    forgetting.forget(db, record.learner, record.chat)
    row = {"id": record.turn, "chat": record.chat, "outside_id": record.turn, "payload": record.said, "status": "done", "created": now()}
    _TAKE_IN.count(db, row)
    _send(db, record)
    return Committed(None, None)


def _end(db: Connection, record: TurnRecord) -> None:
    values = {"turn": record.turn, "in_chat": record.chat, "ended": "failed" if record.failed else "done", "said": record.said}
    if _END.count(db, values) != 1:
        raise TurnOverError(f"turn {record.turn} is over")


def _remember(db: Connection, record: TurnRecord) -> None:
    at = now()
    values = {"in_chat": record.chat, "new_state": record.state, "in_project": record.project, "by": record.learner, "at": at}
    if _KEEP_STATE.count(db, values) == 0:
        row = {"chat": record.chat, "state": record.state, "project": record.project, "learner": record.learner, "updated": at}
        _BEGIN_CHAT.count(db, row)


def _learn(db: Connection, record: TurnRecord) -> None:
    known = {"new_language": record.language, "new_tier": record.tier, "new_nickname": record.nickname}
    if any(value is not None for value in known.values()):
        _LEARN.count(db, {"by": record.learner} | known)


def _send(db: Connection, record: TurnRecord) -> None:
    at, status = now(), "sent" if record.delivered else "pending"
    rows = [
        {"id": next_id(), "chat": record.chat, "turn": record.turn, "number": number, "payload": payload, "status": status,
         "tries": 0, "next_try": at, "created": at}
        for number, payload in enumerate(record.answers, 1)
    ]  # fmt: skip
    _SEND.each(db, rows)
