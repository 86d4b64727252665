"""Messages that were taken in. Statements are made once, since they are run for every message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Connection, bindparam, literal, literal_column, select

from storage.columns import now
from storage.errors import TurnOverError
from storage.ids import next_id
from storage.inserting import insert_new
from storage.prepared import Prepared
from storage.records import InboxStatus, Json, Received, TurnRecord
from storage.tables import Inbox, table

_inbox = table(Inbox)
WAITS = _inbox.c.status == literal_column("'received'")
_RECEIVED = (_inbox.c.id, _inbox.c.chat, _inbox.c.payload, _inbox.c.created)
SPOKEN = "said:"
SAID_BY_NOBODY = _inbox.c.outside_id == literal(SPOKEN) + _inbox.c.id
"""A line that only carries a teacher's words (`classrooms.speaking`)."""

_TAKE_IN = Prepared(insert_new(_inbox))
_OLDEST = Prepared(select(*_RECEIVED).where(WAITS, _inbox.c.chat == bindparam("chat")).order_by(_inbox.c.id).limit(literal_column("1")))
_STATUS = Prepared(select(_inbox.c.status).where(_inbox.c.id == bindparam("turn")))
_END = Prepared(
    _inbox.update()
    .where(_inbox.c.id == bindparam("turn"), _inbox.c.chat == bindparam("in_chat"), WAITS)
    .values(status=bindparam("ended"), payload=bindparam("said"), learner=bindparam("by"))
)  # fmt: skip
_HOLD = Prepared(_inbox.update().where(_inbox.c.id == bindparam("turn"), WAITS).values(status=literal_column("'held'")))
_GO_ON = Prepared(
    _inbox.update()
    .where(_inbox.c.chat == bindparam("in_chat"), _inbox.c.status == literal_column("'held'"))
    .values(status=literal_column("'received'"))
)


def receive(db: Connection, chat: str, outside_id: str, payload: Json) -> str | None:
    """A row for a message, unless the channel delivered it before."""
    id = next_id()
    return id if _add(db, id, chat, outside_id, payload, "received") else None


def _add(db: Connection, id: str, chat: str, outside_id: str, payload: Json, status: InboxStatus) -> bool:
    row = {"id": id, "chat": chat, "outside_id": outside_id, "payload": payload, "status": status, "created": now(), "learner": None}
    return _TAKE_IN.count(db, row) == 1


def oldest(db: Connection, chat: str) -> Received | None:
    """The message of a chat whose turn is next."""
    found = _OLDEST.rows(db, {"chat": chat})
    return Received(*found[0]) if found else None


def status(db: Connection, turn: str) -> InboxStatus | None:
    found = _STATUS.rows(db, {"turn": turn})
    return cast(InboxStatus, found[0][0]) if found else None


def end(db: Connection, record: TurnRecord) -> None:
    """The message is answered, and its text replaced. Raises `TurnOverError`."""
    ended: InboxStatus = "failed" if record.failed else "done"
    values = {"turn": record.turn, "in_chat": record.chat, "ended": ended, "said": record.said, "by": record.learner}
    if _END.count(db, values) != 1:
        raise TurnOverError(f"turn {record.turn} is over")


def hold(db: Connection, turn: str) -> None:
    """It waits until its chat goes on; who calls has seen that the chat is paused, and that it stays so until the commit."""
    _HOLD.count(db, {"turn": turn})


def let_go_on(db: Connection, chats: Sequence[str]) -> None:
    """What was held in these chats waits for its answer again."""
    for chat in chats:
        _GO_ON.count(db, {"in_chat": chat})


def lay_empty(db: Connection, record: TurnRecord) -> None:
    """In place of a message that was forgotten: what its farewell hangs on."""
    _add(db, record.turn, record.chat, record.turn, record.said, "done")
