"""Messages on their way out. What was decided is sent once: what may have arrived is never sent again.

Of each chat one message is on its way at a time, and one that waits for a retry holds back those behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, FromClause, and_, bindparam, exists, func, literal_column, or_, select

from storage import inbox
from storage.columns import now as present
from storage.ids import next_id
from storage.prepared import Prepared
from storage.records import Answer, OutboxStatus, TurnRecord
from storage.tables import Outbox, table

_outbox = table(Outbox)
_ahead = _outbox.alias("ahead")
ANSWER = (
    _outbox.c.id, _outbox.c.chat, _outbox.c.turn, _outbox.c.number, _outbox.c.payload,
    _outbox.c.status, _outbox.c.tries, _outbox.c.next_try, _outbox.c.created,
)  # fmt: skip


def _on_its_way(rows: FromClause) -> ColumnElement[bool]:
    """As the index of these rows says it."""
    return rows.c.status.in_([literal_column("'pending'"), literal_column("'sending'")])


_EARLIER = or_(_ahead.c.turn < _outbox.c.turn, and_(_ahead.c.turn == _outbox.c.turn, _ahead.c.number < _outbox.c.number))
_NONE_AHEAD = ~exists().where(_on_its_way(_ahead), _ahead.c.chat == _outbox.c.chat, or_(_ahead.c.status == literal_column("'sending'"), _EARLIER))
_WAITS = and_(_on_its_way(_outbox), _outbox.c.status == literal_column("'pending'"))
_FIRSTS = (_WAITS, _NONE_AHEAD)
_IN_ORDER = (_outbox.c.turn, _outbox.c.number)
_OF_CHANNEL = func.substr(_outbox.c.chat, 1, bindparam("length")) == bindparam("prefix")

_SEND = Prepared(_outbox.insert())
_DUE = Prepared(
    select(_outbox.c.id)
    .where(*_FIRSTS, _outbox.c.next_try <= bindparam("at"), _OF_CHANNEL)
    .order_by(*_IN_ORDER)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=_outbox)
)
_NEXT_DUE = select(func.min(_outbox.c.next_try)).where(*_FIRSTS, _OF_CHANNEL)
_BEGIN = Prepared(
    _outbox.update()
    .where(_outbox.c.id == bindparam("which"), *_FIRSTS, _outbox.c.next_try <= bindparam("at"))
    .values(status=literal_column("'sending'"), worker=bindparam("by"), tries=_outbox.c.tries + literal_column("1"))
    .returning(*ANSWER)
)
_FINISH = Prepared(_outbox.update().where(_outbox.c.id == bindparam("which")).values(status=bindparam("becomes"), worker=None))
_PUT_OFF = Prepared(
    _outbox.update()
    .where(_outbox.c.id == bindparam("which"))
    .values(status=literal_column("'pending'"), worker=None, next_try=bindparam("at"))
)  # fmt: skip


def add(db: Connection, record: TurnRecord) -> tuple[Answer, ...]:
    """The answers of a turn, as they are written."""
    at = present()
    status: OutboxStatus = "sent" if record.delivered else "pending"
    answers = [
        Answer(next_id(), record.chat, record.turn, number, payload, status, 0, at, at) for number, payload in enumerate(record.answers, 1)
    ]  # fmt: skip
    _SEND.each(db, [as_row(answer) for answer in answers])
    return tuple(answers)


def as_row(answer: Answer) -> dict[str, object]:
    return {
        "id": answer.id, "chat": answer.chat, "turn": answer.turn, "number": answer.number, "payload": answer.payload,
        "status": answer.status, "tries": answer.tries, "next_try": answer.next_try, "created": answer.created, "worker": None,
    }  # fmt: skip


def pending(db: Connection, chat: str | None, now: datetime | None) -> list[Answer]:
    """What may be sent now, in the order of its chat: a message that waits for a retry holds back those behind it."""
    waiting = select(*ANSWER).where(_WAITS).order_by(*_IN_ORDER)
    if chat is not None:
        waiting = waiting.where(_outbox.c.chat == chat)
    return _due([Answer(*row) for row in db.execute(waiting)], now or present())


def _due(waiting: Sequence[Answer], now: datetime) -> list[Answer]:
    held: set[str] = set()
    due = []
    for answer in waiting:
        if answer.next_try > now or answer.chat in held:
            held.add(answer.chat)
        else:
            due.append(answer)
    return due


def waiting(db: Connection, prefix: str) -> list[Answer]:
    """All of a channel's that is to be sent, now or later, in the order of its chats."""
    of_channel = func.substr(_outbox.c.chat, 1, len(prefix)) == prefix
    return [Answer(*row) for row in db.execute(select(*ANSWER).where(_WAITS, of_channel).order_by(*_IN_ORDER))]


def claim(db: Connection, worker: str, prefix: str, limit: int, now: datetime | None) -> list[Answer]:
    at = now or present()
    due = _DUE.rows(db, {"at": at, "prefix": prefix, "length": len(prefix), "most": limit})
    return _begin(db, [str(row[0]) for row in due], worker, at)


def send_next(db: Connection, done: Mapping[str, OutboxStatus], worker: str, begin: Sequence[str]) -> list[Answer]:
    for which, status in done.items():
        _FINISH.count(db, {"which": which, "becomes": status})
    return _begin(db, begin, worker, present())


def _begin(db: Connection, ids: Iterable[str], worker: str, at: datetime) -> list[Answer]:
    """Those that may be sent still; what another process began meanwhile is left to it. A try is counted when it begins."""
    return [Answer(*row) for which in ids for row in _BEGIN.rows(db, {"which": which, "by": worker, "at": at})]


def put_off(db: Connection, id: str, until: datetime) -> None:
    _PUT_OFF.count(db, {"which": id, "at": until})


def next_due(db: Connection, prefix: str) -> datetime | None:
    found: datetime | None = db.execute(_NEXT_DUE, {"prefix": prefix, "length": len(prefix)}).scalar()
    return found


def uncertain(db: Connection, chat: str) -> list[Answer]:
    unsure = select(*ANSWER).where(_outbox.c.chat == chat, _outbox.c.status == "uncertain")
    return [Answer(*row) for row in db.execute(unsure.order_by(*_IN_ORDER))]


def of(db: Connection, turn: str) -> list[Answer] | None:
    """None while the turn is not over."""
    if inbox.status(db, turn) == "received":
        return None
    return [Answer(*row) for row in db.execute(select(*ANSWER).where(_outbox.c.turn == turn).order_by(_outbox.c.number))]


def mark(db: Connection, ids: Sequence[str], status: OutboxStatus, next_try: datetime | None) -> None:
    """A try is counted when it begins."""
    change = _outbox.update().where(_outbox.c.id.in_(ids)).values(status=status)
    if status == "sending":
        change = change.values(tries=_outbox.c.tries + 1)
    if next_try is not None:
        change = change.values(next_try=next_try)
    db.execute(change)


def leave_uncertain(db: Connection, prefix: str) -> int:
    """What was on its way when the program died, of the chats whose name begins so (one channel's; all by default)."""
    stuck = (_outbox.c.status == "sending") & _outbox.c.chat.startswith(prefix, autoescape=True)
    return db.execute(_outbox.update().where(stuck).values(status="uncertain", worker=None)).rowcount
