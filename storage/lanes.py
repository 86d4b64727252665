"""Who works at a chat's messages. A lane is taken with the oldest message, and let go in the commit that leaves nothing waiting.

On PostgreSQL a lane's row is also what two processes meet at: whoever ends a turn locks it before looking what waits, and whoever takes a
message in waits for that lock, so that a message that comes at that moment is either found by the one or begun by the other.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, exists, func, literal_column, select

from storage.errors import TurnOverError
from storage.inbox import WAITS
from storage.inserting import insert_on
from storage.prepared import Prepared
from storage.tables import Inbox, Lane, table

_lane, _inbox = table(Lane), table(Inbox)
_earlier = _inbox.alias("earlier")
_EARLIER_WAITS = exists().where(
    _earlier.c.status == literal_column("'received'"), _earlier.c.chat == bindparam("chat"), _earlier.c.id < bindparam("turn")
)
_NEW_LANE = select(bindparam("chat", type_=_lane.c.chat.type), bindparam("worker", type_=_lane.c.worker.type)).where(~_EARLIER_WAITS)
_COLUMNS = ["chat", "worker"]
_TAKE = Prepared(lambda dialect: insert_on(dialect, _lane).from_select(_COLUMNS, _NEW_LANE).on_conflict_do_nothing())
_LOCK = Prepared(select(_lane.c.worker).where(_lane.c.chat == bindparam("chat")).with_for_update())
_LET_GO = Prepared(_lane.delete().where(_lane.c.chat == bindparam("in_chat"), _lane.c.worker == bindparam("by")))
_HAS_LANE = exists().where(_lane.c.chat == _inbox.c.chat)
_FREE_ON_SQLITE = (
    select(_inbox.c.chat).where(WAITS, ~_HAS_LANE).group_by(_inbox.c.chat)
    .order_by(func.min(_inbox.c.id)).limit(bindparam("most"))
)  # fmt: skip
_before = _inbox.alias("before")
_IS_OLDEST = ~exists().where(_before.c.status == literal_column("'received'"), _before.c.chat == _inbox.c.chat, _before.c.id < _inbox.c.id)
_FREE_ON_POSTGRESQL = (
    select(_inbox.c.chat).where(WAITS, ~_HAS_LANE, _IS_OLDEST)
    .order_by(_inbox.c.id).limit(bindparam("most")).with_for_update(of=_inbox, skip_locked=True)
)  # fmt: skip
_FREE = Prepared(lambda dialect: _FREE_ON_SQLITE if dialect == "sqlite" else _FREE_ON_POSTGRESQL)


def take_for_new(db: Connection, chat: str, turn: str, worker: str) -> bool:
    """Take the lane of a message that has just come, if nobody has it and no older message waits."""
    while not _TAKE.count(db, {"chat": chat, "turn": turn, "worker": worker}):
        if _LOCK.rows(db, {"chat": chat}) or _someone_waits(db, chat, turn):
            return False
    return True


def _someone_waits(db: Connection, chat: str, turn: str) -> bool:
    return bool(db.execute(select(_EARLIER_WAITS), {"chat": chat, "turn": turn}).scalar())


def take(db: Connection, chat: str, worker: str) -> bool:
    """Take a lane if nobody has it; an empty id is earlier than any, so that what waits does not matter."""
    return _TAKE.count(db, {"chat": chat, "turn": "", "worker": worker}) == 1


def hold(db: Connection, chat: str, worker: str) -> None:
    """Make sure until the commit that the lane is still the worker's; raises `TurnOverError` where it is not."""
    if _LOCK.rows(db, {"chat": chat}) != [(worker,)]:
        raise TurnOverError(f"the lane of {chat} is not {worker}'s any more")


def let_go(db: Connection, chat: str, worker: str) -> None:
    _LET_GO.count(db, {"in_chat": chat, "by": worker})


def free(db: Connection, most: int) -> list[str]:
    """Chats with waiting messages that nobody works at, who has waited longest first; on PostgreSQL those that no other process is taking."""
    return [str(row[0]) for row in _FREE.rows(db, {"most": most})]
