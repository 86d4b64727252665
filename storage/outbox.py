"""Messages on their way out. What was decided is sent once: what may have arrived is never sent again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from storage.columns import now as present
from storage.records import Answer, OutboxStatus
from storage.tables import Outbox, table

_outbox = table(Outbox)
_ANSWER = (
    _outbox.c.id, _outbox.c.chat, _outbox.c.turn, _outbox.c.number, _outbox.c.payload,
    _outbox.c.status, _outbox.c.tries, _outbox.c.next_try, _outbox.c.created,
)  # fmt: skip


def pending(db: Connection, chat: str | None, now: datetime | None) -> list[Answer]:
    """What may be sent now, in the order of its chat: a message that waits for a retry holds back those behind it."""
    waiting = select(*_ANSWER).where(_outbox.c.status == "pending").order_by(_outbox.c.turn, _outbox.c.number)
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
    stuck = _outbox.c.status == "sending"
    return db.execute(_outbox.update().where(stuck, _outbox.c.chat.startswith(prefix, autoescape=True)).values(status="uncertain")).rowcount
