"""A teacher's words in a learner's own chat: a message like the tutor's, under a line that nobody said."""

from __future__ import annotations

from sqlalchemy import Connection

from storage import outbox
from storage.columns import now
from storage.ids import next_id
from storage.inbox import SPOKEN
from storage.records import Answer, Json, TurnRecord
from storage.tables import Inbox, table

_inbox = table(Inbox)
NOBODY_SAID = {"silent": True}
"""The payload of such a line: no history shows it."""


def speak(db: Connection, chat: str, learner: str, payloads: list[Json], *, delivered: bool) -> tuple[Answer, ...]:
    """Put messages into a chat that answer nothing; they come though it is paused. `delivered`: the channel shows the history itself.

    The conversation's state and what it waits for stay as they are."""
    turn = next_id()
    row = {"id": turn, "chat": chat, "outside_id": f"{SPOKEN}{turn}", "payload": NOBODY_SAID, "status": "done", "created": now(), "learner": learner}
    db.execute(_inbox.insert().values(row))
    return outbox.add(db, TurnRecord(turn, chat, learner, NOBODY_SAID, {}, payloads, delivered=delivered, despite_pause=True))
