"""The off switch. What holds for a chat is written into the chat's own row, which every turn reads and writes anyway: no turn pays for it.

A class, a few or one may be paused; a chat is paused while its learner's class or seat is. What comes meanwhile is held in the inbox, what was
decided and not sent is held in the outbox, and both go on, in their order, when the chat does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, func, select

from storage import inbox
from storage.classrooms import signals
from storage.classrooms import tables as t
from storage.classrooms.records import Classroom
from storage.columns import now
from storage.outbox import WAITS_FOR_CLASS
from storage.tables import Conversation, Outbox, table

Switch = Literal["paused", "unaided"]
"""Which one: of the chat, or of the language model alone."""

_classroom, _seat = table(t.Classroom), table(t.Seat)
_conversation, _outbox = table(Conversation), table(Outbox)
_HOLDS = [func.coalesce(_classroom.c[name], _seat.c[name]) for name in ("paused", "unaided")]
_DIFFERS = _conversation.c.paused.is_distinct_from(_HOLDS[0]) | _conversation.c.unaided.is_distinct_from(_HOLDS[1])
_CHATS = _conversation.join(_seat, _seat.c.learner == _conversation.c.learner).join(_classroom, _classroom.c.id == _seat.c.classroom)


def turn(db: Connection, classroom: str, switch: Switch, on: bool, learners: Sequence[str] | None = None) -> list[str]:
    """Turn a switch for a class, or for some of it. Gives back the chats for which that switch changed.

    For the whole class, going on also ends the pauses of single learners: 'all' means all. Two who turn it at once do so one after the other."""
    db.execute(select(_classroom.c.id).where(_classroom.c.id == classroom).with_for_update())
    _set(db, classroom, switch, now() if on else None, learners)
    return apply(db, classroom)[switch]


def ring(db: Connection, seen: Classroom, turns: Mapping[Switch, bool], bells: Sequence[Any], then: datetime | None) -> dict[Switch, list[str]]:
    """Turn the switches of a class as its schedule says, and set when it rings next.

    Nothing where another process rang already, or a teacher changed the schedule: what is true then is seen at the next look."""
    columns, this = (_classroom.c.next_bell, _classroom.c.schedule), _classroom.c.id == seen.id
    found = db.execute(select(*columns).where(this).with_for_update()).first()
    if found is None or tuple(found) != (seen.next_bell, seen.schedule):
        return {}
    for switch, on in turns.items():
        _set(db, seen.id, switch, now() if on else None, None)
    db.execute(_classroom.update().where(this).values(schedule=list(bells), next_bell=then))
    return apply(db, seen.id)


def set_schedule(db: Connection, seen: Classroom, bells: Sequence[Any], then: datetime | None) -> bool:
    """Keep other rows in place of those that were seen, and set when it rings next. False where they are others by now."""
    this = _classroom.c.id == seen.id
    if db.execute(select(_classroom.c.schedule).where(this).with_for_update()).scalar() != seen.schedule:
        return False
    db.execute(_classroom.update().where(this).values(schedule=list(bells), next_bell=then))
    return True


def _set(db: Connection, classroom: str, switch: Switch, since: datetime | None, learners: Sequence[str] | None) -> None:
    """Where a class is paused already, it is so since then."""
    whole, seats = _classroom.c.id == classroom, _seat.c.classroom == classroom
    if learners is not None:
        db.execute(_seat.update().where(seats, _seat.c.learner.in_(learners)).values({switch: since}))
        return
    changes = _classroom.c[switch].is_(None) if since is not None else _classroom.c[switch].is_not(None)
    db.execute(_classroom.update().where(whole, changes).values({switch: since}))
    if since is None:
        db.execute(_seat.update().where(seats).values({switch: None}))


def apply(db: Connection, classroom: str) -> dict[Switch, list[str]]:
    """Write into each chat of a class what holds for it now; by switch, the chats for which it was turned."""
    columns = (_conversation.c.chat, _conversation.c.paused, _conversation.c.unaided, *_HOLDS)
    rows = db.execute(select(*columns).select_from(_CHATS).where(_seat.c.classroom == classroom, _DIFFERS)).all()
    alike: defaultdict[tuple[Any, Any], list[str]] = defaultdict(list)
    turned: dict[Switch, list[str]] = {"paused": [], "unaided": []}
    for chat, was_paused, was_unaided, paused, unaided in rows:
        alike[paused, unaided].append(chat)
        if (was_paused is None) != (paused is None):
            turned["paused"].append(chat)
        if (was_unaided is None) != (unaided is None):
            turned["unaided"].append(chat)
    for (paused, unaided), chats in alike.items():
        db.execute(_conversation.update().where(_conversation.c.chat.in_(chats)).values(paused=paused, unaided=unaided))
        ours = [chat for chat in chats if chat in turned["paused"]]
        _go_on(db, ours) if paused is None else _stop(db, ours)
    return turned


def _stop(db: Connection, chats: Sequence[str]) -> None:
    waiting = _outbox.c.chat.in_(chats) & (_outbox.c.status == "pending") & WAITS_FOR_CLASS
    db.execute(_outbox.update().where(waiting).values(status="held"))


def _go_on(db: Connection, chats: Sequence[str]) -> None:
    inbox.let_go_on(db, chats)
    signals.heard_again(db, chats, now())
    db.execute(_outbox.update().where(_outbox.c.chat.in_(chats), _outbox.c.status == "held").values(status="pending"))


def on_their_way(db: Connection, chats: Sequence[str]) -> bool:
    """Whether something that a pause came too late to hold is being sent in one of these chats."""
    sending = select(_outbox.c.id).where(_outbox.c.status == "sending", _outbox.c.chat.in_(chats), WAITS_FOR_CLASS)
    return db.execute(sending.limit(1)).first() is not None


def stopped_among(db: Connection, chats: Sequence[str]) -> list[str]:
    """Those of these chats that are paused."""
    return list(db.execute(select(_conversation.c.chat).where(_conversation.c.chat.in_(chats), _conversation.c.paused.is_not(None))).scalars())


def next_ring(db: Connection) -> datetime | None:
    """When the first schedule of all changes something."""
    return db.execute(select(_classroom.c.next_bell).where(*_RINGS).order_by(_classroom.c.next_bell).limit(1)).scalar()


def ringing(db: Connection, at: datetime) -> list[str]:
    """The classes whose schedule changes something by then."""
    return list(db.execute(select(_classroom.c.id).where(_classroom.c.next_bell <= at, *_RINGS)).scalars())


_RINGS = (_classroom.c.next_bell.is_not(None), _classroom.c.archived.is_(None))
