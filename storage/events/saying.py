"""What is said to people at an event in their own chats, as services see it: `store.telling`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from storage.access import Access
from storage.classrooms.saying import Address
from storage.classrooms.speaking import speak
from storage.events import tables as t
from storage.events.teams import GROUPS
from storage.records import Answer, Json
from storage.tables import Conversation, table

_seat, _conversation = table(t.EventSeat), table(Conversation)
_COLUMNS = (_conversation.c.learner, _conversation.c.chat, _conversation.c.state["language"].as_string())


@dataclass(frozen=True, slots=True)
class Word:
    """One message to one chat."""

    to: Address
    payload: Json
    delivered: bool


class Telling:
    """What a store does with words to people at events. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def addresses(self, event: str, teams: Sequence[str] | None = None, learners: Sequence[str] | None = None) -> list[Address]:
        """Where everybody of an event is reached, or those of some teams, or some learners: each in their latest own chat, and the groups of the
        teams. Who never said anything has no chat."""
        return await self._store.read(addresses, event, teams, learners)

    async def say(self, words: Sequence[Word]) -> list[Answer]:
        """Put them into the chats; the messages, for the senders."""
        return await self._store.write(say, words)


def addresses(db: Connection, event: str, teams: Sequence[str] | None, learners: Sequence[str] | None) -> list[Address]:
    here = (_seat.c.event == event, _conversation.c.chat.not_like(f"{GROUPS}%"))
    theirs = select(*_COLUMNS).select_from(_conversation.join(_seat, _seat.c.learner == _conversation.c.learner)).where(*here)
    groups = select(*_COLUMNS).where(_conversation.c.chat.like(f"{GROUPS}%"))
    of_event = select(table(t.EventTeam).c.id).where(table(t.EventTeam).c.event == event)
    groups = groups.where(_conversation.c.team.in_(of_event if teams is None else list(teams)))
    if teams is not None:
        theirs = theirs.where(_seat.c.team.in_(teams))
    if learners is not None:
        theirs = theirs.where(_seat.c.learner.in_(learners))
    latest = {row[0]: Address(row[0], row[1], row[2] or "en") for row in db.execute(theirs.order_by(_conversation.c.updated))}
    shared = [] if learners is not None else [Address(row[0], row[1], row[2] or "en") for row in db.execute(groups)]
    return [*latest.values(), *shared]


def say(db: Connection, words: Sequence[Word]) -> list[Answer]:
    answers: list[Answer] = []
    for word in words:
        answers += speak(db, word.to.chat, word.to.learner, [word.payload], delivered=word.delivered)
    return answers
