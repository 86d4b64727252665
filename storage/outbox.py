"""Messages on their way out. What was decided is sent once: what may have arrived is never sent again.

Of each chat one message is on its way at a time, and one that waits for a retry holds back those behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, FromClause, and_, bindparam, exists, func, literal_column, or_, select

from storage import inbox
from storage.columns import now as present
from storage.ids import next_id
from storage.prepared import Prepared
from storage.records import Answer, OutboxStatus, TurnRecord
from storage.tables import Conversation, Outbox, table

_outbox, _conversation = table(Outbox), table(Conversation)
_ahead = _outbox.alias("ahead")
ANSWER = (
    _outbox.c.id, _outbox.c.chat, _outbox.c.turn, _outbox.c.number, _outbox.c.payload,
    _outbox.c.status, _outbox.c.tries, _outbox.c.next_try, _outbox.c.created,
)  # fmt: skip


def on_its_way(rows: FromClause) -> ColumnElement[bool]:
    """As the index of these rows says it."""
    return rows.c.status.in_([literal_column("'pending'"), literal_column("'sending'")])


_EARLIER = or_(_ahead.c.turn < _outbox.c.turn, and_(_ahead.c.turn == _outbox.c.turn, _ahead.c.number < _outbox.c.number))
_NONE_AHEAD = ~exists().where(on_its_way(_ahead), _ahead.c.chat == _outbox.c.chat, or_(_ahead.c.status == literal_column("'sending'"), _EARLIER))
_WAITS = and_(on_its_way(_outbox), _outbox.c.status == literal_column("'pending'"))

_SEND = Prepared(_outbox.insert())
_BEGIN = Prepared(
    _outbox.update()
    .where(_outbox.c.id == bindparam("which"), _WAITS, _NONE_AHEAD, _outbox.c.next_try <= bindparam("at"))
    .values(status=literal_column("'sending'"), worker=bindparam("by"), tries=_outbox.c.tries + literal_column("1"))
    .returning(*ANSWER)
)
_FINISH = Prepared(
    _outbox.update()
    .where(_outbox.c.id == bindparam("which"), _outbox.c.worker == bindparam("by"))
    .values(status=bindparam("becomes"), worker=None)
)  # fmt: skip
_PUT_OFF = Prepared(
    _outbox.update()
    .where(_outbox.c.id == bindparam("which"))
    .values(status=bindparam("becomes"), worker=None, next_try=bindparam("at"))
)  # fmt: skip
WAITS_FOR_CLASS = _outbox.c.payload["despite_pause"].as_boolean().is_not(True)
"""Of a message that is kept while its chat is paused: most are."""


def add(db: Connection, record: TurnRecord) -> tuple[Answer, ...]:
    """The answers of a turn, as they are written."""
    at = present()
    status: OutboxStatus = "sent" if record.delivered else "pending"
    payloads = [{**payload, "despite_pause": True} for payload in record.answers] if record.despite_pause else record.answers
    answers = [Answer(next_id(), record.chat, record.turn, number, payload, status, 0, at, at) for number, payload in enumerate(payloads, 1)]
    _SEND.each(db, [as_row(answer) for answer in answers])
    return tuple(answers)


def as_row(answer: Answer) -> dict[str, object]:
    return {
        "id": answer.id, "chat": answer.chat, "turn": answer.turn, "number": answer.number, "payload": answer.payload,
        "status": answer.status, "tries": answer.tries, "next_try": answer.next_try, "created": answer.created, "worker": None,
    }  # fmt: skip


def waiting(db: Connection, prefix: str) -> list[Answer]:
    """All of a channel's that is to be sent, now or later, in order. Sorted here: asked to sort, SQLite reads all that was ever sent."""
    of_channel = func.substr(_outbox.c.chat, 1, len(prefix)) == prefix
    found = [Answer(*row) for row in db.execute(select(*ANSWER).where(_WAITS, of_channel))]
    return sorted(found, key=lambda answer: (answer.turn, answer.number))


def send_next(db: Connection, done: Mapping[str, OutboxStatus], worker: str, begin: Sequence[str]) -> list[Answer]:
    """Those that may be sent still; what another process began meanwhile is left to it. A try is counted when it begins."""
    for which, status in done.items():
        becomes = "held" if status == "pending" and is_held_back(db, which) else status
        _FINISH.count(db, {"which": which, "becomes": becomes, "by": worker})
    at = present()
    return [Answer(*row) for which in begin for row in _BEGIN.rows(db, {"which": which, "by": worker, "at": at})]


def put_off(db: Connection, id: str, until: datetime) -> None:
    becomes: OutboxStatus = "held" if is_held_back(db, id) else "pending"
    _PUT_OFF.count(db, {"which": id, "at": until, "becomes": becomes})


def is_held_back(db: Connection, id: str) -> bool:
    """Whether a message of the outbox is one that waits, in a chat that is paused; on PostgreSQL the chat stays as it is until the commit."""
    its_chat = select(_outbox.c.chat).where(_outbox.c.id == id, WAITS_FOR_CLASS).scalar_subquery()
    return db.execute(select(_conversation.c.paused).where(_conversation.c.chat == its_chat).with_for_update(read=True)).scalar() is not None


def of(db: Connection, turn: str) -> list[Answer] | None:
    """None while the turn is not over."""
    if inbox.status(db, turn) == "received":
        return None
    return [Answer(*row) for row in db.execute(select(*ANSWER).where(_outbox.c.turn == turn).order_by(_outbox.c.number))]
