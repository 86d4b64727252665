"""Answers that may not have arrived, and the notice that says so: one a turn, behind its answers, sent again after a crash like any first try."""

from __future__ import annotations

from sqlalchemy import Connection, exists, literal_column, select

from storage.columns import now
from storage.ids import next_id
from storage.inserting import insert_new
from storage.outbox import ANSWER, as_row
from storage.prepared import Prepared
from storage.records import NOTICE, Answer, Json
from storage.tables import Outbox, table

_outbox = table(Outbox)
_notice = _outbox.alias("notice")
_UNTOLD = ~exists().where(_notice.c.turn == _outbox.c.turn, _notice.c.number >= NOTICE)
_ADD = Prepared(insert_new(_outbox))


def untold(db: Connection) -> list[Answer]:
    """What is uncertain and was not spoken of yet."""
    unsure = select(*ANSWER).where(_outbox.c.status == literal_column("'uncertain'"), _UNTOLD)
    return [Answer(*row) for row in db.execute(unsure.order_by(_outbox.c.turn, _outbox.c.number))]


def add_notice(db: Connection, chat: str, turn: str, payload: Json) -> Answer | None:
    """The turn's notice, to be sent; None where it has one."""
    at = now()
    notice = Answer(next_id(), chat, turn, NOTICE, payload, "pending", 0, at, at)
    return notice if _ADD.count(db, as_row(notice)) == 1 else None
