"""Teams that ask for a mentor, and who helps them, as services see it: `store.helping`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select

from storage.access import Access
from storage.columns import now
from storage.events import tables as t
from storage.records import Json
from storage.tables import table

_help, _person, _team, _event = table(t.HelpRequest), table(t.EventPerson), table(t.EventTeam), table(t.Event)
_OPEN = _help.c.resolved.is_(None)


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """One request, from when it was asked until it is rated."""

    id: str
    event: str
    team: str
    learner: str | None
    chat: str
    topic: str
    text: str
    tried: Sequence[Json]
    at: datetime
    mentor: str | None = None
    claimed: datetime | None = None
    handed_back: int = 0
    resolved: datetime | None = None
    outcome: str = ""
    rating: int | None = None
    comment: str = ""


HELP = tuple(_help.c[name] for name in HelpRequest.__dataclass_fields__)


class Helping:
    """What a store does with requests for a mentor. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def ask(self, request: HelpRequest) -> HelpRequest:
        """Put a request in; the one that the team has open already comes back instead, as it is."""
        return await self._store.write(ask, request)

    async def get(self, event: str, id: str) -> HelpRequest | None:
        return await self._store.read(get, event, id)

    async def of_event(self, event: str) -> list[HelpRequest]:
        """Every request, who asked first comes first."""
        return await self._store.read(of_event, event)

    async def latest(self, team: str) -> HelpRequest | None:
        """The last one that a team made; an open one before others, for two teams that became one may each have asked."""
        return await self._store.read(latest, team)

    async def claim(self, event: str, id: str, mentor: str) -> bool:
        """It is this mentor's from now on; False where another was quicker, or nobody waits there any more."""
        return await self._store.write(claim, event, id, mentor)

    async def hand_back(self, event: str, id: str, mentor: str, note: Json | None) -> bool:
        """It waits for another mentor, in its old place; False where it is not this mentor's."""
        return await self._store.write(hand_back, event, id, mentor, note)

    async def note(self, event: str, id: str, mentor: str, line: Json) -> bool:
        """Write down what a mentor said there; False where it is not theirs."""
        return await self._store.write(note, event, id, mentor, line)

    async def resolve(self, event: str, id: str, mentor: str) -> bool:
        """It is solved; False where it is not this mentor's."""
        return await self._store.write(resolve, event, id, mentor)

    async def withdraw(self, team: str, id: str) -> bool:
        """The team takes it back; False where it has no such request open."""
        return await self._store.write(withdraw, team, id)

    async def rate(self, team: str, id: str, rating: int | None = None, comment: str | None = None) -> bool:
        """What the team thought of the help; False where it was not helped there."""
        return await self._store.write(rate, team, id, rating, comment)

    async def free_silent(self, event: str, since: datetime) -> list[HelpRequest]:
        """What mentors claimed before then who were not seen since, or left, waits for another one; those requests."""
        return await self._store.write(free_silent, event, since)

    async def end(self, event: str, at: datetime) -> list[HelpRequest]:
        """End what is open of teams whose time is over, or that left; those requests."""
        return await self._store.write(end, event, at)


def ask(db: Connection, request: HelpRequest) -> HelpRequest:
    db.execute(select(_team.c.id).where(_team.c.id == request.team).with_for_update())
    there = db.execute(select(*HELP).where(_help.c.team == request.team, _OPEN)).first()
    if there is not None:
        return HelpRequest(*there)
    db.execute(_help.insert().values(asdict(request) | {"tried": list(request.tried)}))
    return request


def get(db: Connection, event: str, id: str) -> HelpRequest | None:
    row = db.execute(select(*HELP).where(_help.c.id == id, _help.c.event == event)).first()
    return None if row is None else HelpRequest(*row)


def of_event(db: Connection, event: str) -> list[HelpRequest]:
    return [HelpRequest(*row) for row in db.execute(select(*HELP).where(_help.c.event == event).order_by(_help.c.at, _help.c.id))]


def latest(db: Connection, team: str) -> HelpRequest | None:
    row = db.execute(
        select(*HELP).where(_help.c.team == team).order_by(_help.c.resolved.is_not(None), _help.c.at.desc(), _help.c.id).limit(1)
    ).first()
    return None if row is None else HelpRequest(*row)


def _mine(event: str, id: str, mentor: str) -> tuple[Any, ...]:
    return _help.c.id == id, _help.c.event == event, _help.c.mentor == mentor, _OPEN


def claim(db: Connection, event: str, id: str, mentor: str) -> bool:
    waits = (_help.c.id == id, _help.c.event == event, _help.c.mentor.is_(None), _OPEN)
    return db.execute(_help.update().where(*waits).values(mentor=mentor, claimed=now())).rowcount == 1


def hand_back(db: Connection, event: str, id: str, mentor: str, line: Json | None) -> bool:
    if line is not None and not note(db, event, id, mentor, line):
        return False
    freed = {"mentor": None, "claimed": None, "handed_back": _help.c.handed_back + 1}
    return db.execute(_help.update().where(*_mine(event, id, mentor)).values(freed)).rowcount == 1


def note(db: Connection, event: str, id: str, mentor: str, line: Json) -> bool:
    kept = db.execute(select(_help.c.tried).where(*_mine(event, id, mentor)).with_for_update()).scalar()
    if kept is None:
        return False
    return db.execute(_help.update().where(*_mine(event, id, mentor)).values(tried=[*kept, dict(line)])).rowcount == 1


def resolve(db: Connection, event: str, id: str, mentor: str) -> bool:
    return db.execute(_help.update().where(*_mine(event, id, mentor)).values(resolved=now(), outcome="solved")).rowcount == 1


def withdraw(db: Connection, team: str, id: str) -> bool:
    here = (_help.c.id == id, _help.c.team == team, _OPEN)
    return db.execute(_help.update().where(*here).values(resolved=now(), outcome="withdrawn")).rowcount == 1


def rate(db: Connection, team: str, id: str, rating: int | None, comment: str | None) -> bool:
    given = {name: value for name, value in (("rating", rating), ("comment", comment)) if value is not None}
    here = (_help.c.id == id, _help.c.team == team, _help.c.outcome == "solved")
    return bool(given) and db.execute(_help.update().where(*here).values(given)).rowcount == 1


def free_silent(db: Connection, event: str, since: datetime) -> list[HelpRequest]:
    gone = select(_person.c.id).where(_person.c.event == event, or_(_person.c.ended.is_not(None), func.coalesce(_person.c.seen, since) <= since))
    silent = (_help.c.event == event, _OPEN, _help.c.mentor.in_(gone), _help.c.claimed <= since)
    found = [HelpRequest(*row) for row in db.execute(select(*HELP).where(*silent).with_for_update())]
    freed = {"mentor": None, "claimed": None, "handed_back": _help.c.handed_back + 1}
    db.execute(_help.update().where(_help.c.id.in_([one.id for one in found])).values(freed))
    return found


def end(db: Connection, event: str, at: datetime) -> list[HelpRequest]:
    closed = (
        select(_team.c.id)
        .join(_event, _event.c.id == _team.c.event)
        .where(_team.c.event == event)
        .where(
            or_(
                _event.c.ended.is_not(None), func.coalesce(_team.c.closes, _event.c.freezes) <= at, _team.c.withdrawn.is_not(None), _team.c.merged_into.is_not(None)
            )
        )
    )  # fmt: skip
    found = [HelpRequest(*row) for row in db.execute(select(*HELP).where(_help.c.event == event, _OPEN, _help.c.team.in_(closed)).with_for_update())]
    db.execute(_help.update().where(_help.c.id.in_([one.id for one in found])).values(resolved=at, outcome="over"))
    return found
