"""Answers that may not have arrived, and the notice that says so: one a turn, behind its answers, sent again after a crash like any first try."""

from __future__ import annotations

from sqlalchemy import Connection, exists, literal_column, select

from storage.columns import now
from storage.ids import next_id
from storage.inserting import insert_new
from storage.outbox import ANSWER, as_row, is_held_back
from storage.prepared import Prepared
from storage.records import NOTICE, Answer, Json
from storage.tables import Outbox, table

_outbox = table(Outbox)
_notice = _outbox.alias("notice")
LETTERS = "teacher"
"""The channel of letters to teachers (`storage.classrooms.letters`): an alarm that may not have arrived is told again, not spoken of."""
_UNTOLD = ~exists().where(_notice.c.turn == _outbox.c.turn, _notice.c.number >= NOTICE)
_ADD = Prepared(insert_new(_outbox))


def untold(db: Connection) -> list[Answer]:
    """What is uncertain and was not spoken of yet, in the chats of learners."""
    unsure = select(*ANSWER).where(_outbox.c.status == literal_column("'uncertain'"), _UNTOLD, ~_outbox.c.chat.startswith(f"{LETTERS}:"))
    return [Answer(*row) for row in db.execute(unsure.order_by(_outbox.c.turn, _outbox.c.number))]


def add_notice(db: Connection, chat: str, turn: str, payload: Json) -> Answer | None:
    """The turn's notice, to be sent; None where it has one."""
    at = now()
    notice = Answer(next_id(), chat, turn, NOTICE, payload, "pending", 0, at, at)
    if _ADD.count(db, as_row(notice)) != 1:
        return None
    if is_held_back(db, notice.id):
        db.execute(_outbox.update().where(_outbox.c.id == notice.id).values(status="held"))
    return notice
