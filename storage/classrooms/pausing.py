"""The off switch. What holds for a chat is written into the chat's own row, which every turn reads and writes anyway: no turn pays for it.

A class, a few or one may be paused; a chat is paused while its learner's class or seat is. What comes meanwhile is held in the inbox, what was
decided and not sent is held in the outbox, and both go on, in their order, when the chat does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, func, select

from storage import inbox
from storage.classrooms import tables as t
from storage.columns import now
from storage.tables import Conversation, Outbox, table

Switch = Literal["paused", "unaided"]
"""Which one: of the chat, or of the language model alone."""

_classroom, _seat = table(t.Classroom), table(t.Seat)
_conversation, _outbox = table(Conversation), table(Outbox)


def turn(db: Connection, classroom: str, switch: Switch, on: bool, learners: Sequence[str] | None = None) -> list[str]:
    """Turn a switch for a class, or for some of it. Gives back the chats for which the chat pause changed.

    For the whole class, going on also ends the pauses of single learners: 'all' means all."""
    since = now() if on else None
    if learners is None:
        db.execute(_classroom.update().where(_classroom.c.id == classroom).values({switch: since}))
        if not on:
            db.execute(_seat.update().where(_seat.c.classroom == classroom).values({switch: None}))
    else:
        here = (_seat.c.classroom == classroom) & _seat.c.learner.in_(learners)
        db.execute(_seat.update().where(here).values({switch: since}))
    return apply(db, classroom)


def apply(db: Connection, classroom: str) -> list[str]:
    """Write into each chat of a class what holds for it now; the chats for which the chat pause changed."""
    holds = [func.coalesce(_classroom.c[name], _seat.c[name]) for name in ("paused", "unaided")]
    joined = _conversation.join(_seat, _seat.c.learner == _conversation.c.learner).join(_classroom, _classroom.c.id == _seat.c.classroom)
    columns = (_conversation.c.chat, _conversation.c.paused, _conversation.c.unaided, *holds)
    changed = []
    for chat, was_paused, was_unaided, paused, unaided in db.execute(
        select(*columns).select_from(joined).where(_seat.c.classroom == classroom)
    ).all():
        if (was_paused, was_unaided) == (paused, unaided):
            continue
        db.execute(_conversation.update().where(_conversation.c.chat == chat).values(paused=paused, unaided=unaided))
        if (was_paused is None) != (paused is None):
            _stop(db, chat) if paused is not None else _go_on(db, chat)
            changed.append(str(chat))
    return changed


def _stop(db: Connection, chat: str) -> None:
    db.execute(_outbox.update().where(_outbox.c.chat == chat, _outbox.c.status == "pending").values(status="held"))


def _go_on(db: Connection, chat: str) -> None:
    inbox.let_go_on(db, [chat])
    db.execute(_outbox.update().where(_outbox.c.chat == chat, _outbox.c.status == "held").values(status="pending"))


def schedule(db: Connection, classroom: str, bells: Sequence[dict[str, object]], next_bell: datetime | None) -> None:
    db.execute(_classroom.update().where(_classroom.c.id == classroom).values(schedule=list(bells), next_bell=next_bell))


def ringing(db: Connection, at: datetime) -> list[str]:
    """The classes whose schedule changes something by then."""
    return list(db.execute(select(_classroom.c.id).where(_classroom.c.next_bell <= at, _classroom.c.archived.is_(None))).scalars())
