"""What the members of a team said to Sampan since the event's doors opened: what a statement on their use of AI is drafted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.classrooms.transcripts import OVER, PRESS, SILENT, TEXT
from storage.events import tables as t
from storage.records import Json
from storage.tables import Conversation, Inbox, Outbox, table

_event, _team = table(t.Event), table(t.EventTeam)
_conversation, _inbox, _outbox = table(Conversation), table(Inbox), table(Outbox)
MOST = 4000
"""Messages that are looked through, the latest ones."""


@dataclass(frozen=True, slots=True)
class Logged:
    """One message; `offered` are the labels of the buttons that stood before it."""

    chat: str
    at: datetime
    text: str
    press: str
    calls: Sequence[Json]
    """What was asked of a language model for its answer."""
    offered: tuple[str, ...]


def of_team(db: Connection, team: str) -> list[Logged]:
    """In their order. The same number of queries for a long log as for a short one."""
    chats = select(_conversation.c.chat).where(_conversation.c.team == team)
    since = select(func.coalesce(_event.c.opened, _event.c.created)).join(_team, _team.c.event == _event.c.id).where(_team.c.id == team)
    wanted = select(_inbox.c.id, _inbox.c.chat, _inbox.c.created, TEXT, PRESS, _inbox.c.payload["calls"])
    here = (_inbox.c.chat.in_(chats), _inbox.c.created >= since.scalar_subquery(), SILENT.is_not(True), OVER)
    rows = list(reversed(db.execute(wanted.where(*here).order_by(_inbox.c.id.desc()).limit(MOST)).all()))
    offered = _offered(db, [row[0] for row in rows[:1]], team)
    before: dict[str, tuple[str, ...]] = {}
    found: list[Logged] = []
    for turn, chat, at, text, press, calls in rows:
        found.append(Logged(chat, at, text or "", press or "", calls or (), before.get(chat, ())))
        before[chat] = offered.get(turn, ())
    return found


def _offered(db: Connection, first: Sequence[str], team: str) -> dict[str, tuple[str, ...]]:
    """By turn, the labels of the buttons of its answers."""
    chats = select(_conversation.c.chat).where(_conversation.c.team == team)
    wanted = select(_outbox.c.turn, _outbox.c.payload["buttons"]).where(_outbox.c.chat.in_(chats), _outbox.c.turn >= (first[0] if first else ""))
    found: dict[str, tuple[str, ...]] = {}
    for turn, given in db.execute(wanted.order_by(_outbox.c.turn, _outbox.c.number)):
        found[turn] = (*found.get(turn, ()), *(str(one["label"]) for one in given or () if "label" in one))
    return found
