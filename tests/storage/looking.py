"""Looking into a store, and beginning to send as a sender's round does."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from storage import inbox
from storage.records import Answer, InboxStatus
from storage.store import Store
from storage.tables import Inbox, table

_inbox = table(Inbox)


async def unanswered(store: Store) -> list[str]:
    """The messages whose turn is not over, oldest first, whoever has their lane."""
    waits = select(_inbox.c.id).where(_inbox.c.status == "received").order_by(_inbox.c.id)
    return await store.read(lambda db: list(db.execute(waits).scalars()))


async def status(store: Store, turn: str) -> InboxStatus | None:
    return await store.read(inbox.status, turn)


async def begin(store: Store, worker: str, prefix: str = "web:") -> list[Answer]:
    """Begin to send all that may be sent now."""
    return await store.send_next({}, worker, [answer.id for answer in await store.waiting_answers(prefix)])


def texts(answers: Iterable[Answer] | None) -> list[str]:
    return [answer.payload["text"] for answer in answers or ()]
