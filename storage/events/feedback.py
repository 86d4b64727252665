"""What judges said of each entry, and what of it goes to its team; as services see it, `store.feedback`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, tuple_

from storage.access import Access
from storage.columns import now
from storage.events import tables as t
from storage.tables import table

_judgement, _person, _entry, _team = table(t.Judgement), table(t.EventPerson), table(t.Entry), table(t.EventTeam)


@dataclass(frozen=True, slots=True)
class Comment:
    """What one judge said of one entry. `judge` and `name` are for organisers alone."""

    judge: str
    name: str
    entry: str
    team: str
    levels: Mapping[str, Any]
    comment: str
    held: str
    at: datetime
    passed: datetime | None
    hidden: datetime | None


class Feedback:
    """What a store does with feedback. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def of_event(self, event: str) -> list[Comment]:
        """Everything that judges said, by team in the order of joining."""
        return await self._store.read(of_event, event)

    async def given_to(self, event: str, team: str) -> list[Comment]:
        """What a team was given, the first first."""
        return await self._store.read(given_to, event, team)

    async def pass_on(self, event: str, which: Sequence[tuple[str, str]]) -> list[str]:
        """Give these (judge, entry) to their teams; the teams that got something new. What is hidden, or was given, stays as it is."""
        return await self._store.write(pass_on, event, which)

    async def hide(self, event: str, judge: str, entry: str, *, hidden: bool) -> bool:
        """Keep one from its team, from now on, or let it go with the next. False where there is no such comment here."""
        return await self._store.write(hide, event, judge, entry, hidden)

    async def let_through(self, event: str, judge: str, entry: str) -> bool:
        """Hold back a comment's words no longer. False where there is none here that is held back for its words."""
        return await self._store.write(let_through, event, judge, entry)


_said = (
    _judgement.c.judge,
    _person.c.name,
    _judgement.c.entry,
    _entry.c.team,
    *(_judgement.c[one] for one in ("levels", "comment", "held", "at", "passed", "hidden")),
)
_COMMENTS = (
    select(*_said)
    .join(_person, _person.c.id == _judgement.c.judge)
    .join(_entry, _entry.c.id == _judgement.c.entry)
    .join(_team, _team.c.id == _entry.c.team)
    .order_by(_team.c.place, _judgement.c.at, _judgement.c.judge)
)


def of_event(db: Connection, event: str) -> list[Comment]:
    return [Comment(*row) for row in db.execute(_COMMENTS.where(_judgement.c.event == event))]


def given_to(db: Connection, event: str, team: str) -> list[Comment]:
    given = _COMMENTS.where(_judgement.c.event == event, _entry.c.team == team, _judgement.c.passed.is_not(None), _judgement.c.hidden.is_(None))
    return [Comment(*row) for row in db.execute(given)]


def pass_on(db: Connection, event: str, which: Sequence[tuple[str, str]]) -> list[str]:
    if not which:
        return []
    key = tuple_(_judgement.c.judge, _judgement.c.entry).in_(which)
    open_ = (_judgement.c.event == event, key, _judgement.c.passed.is_(None), _judgement.c.hidden.is_(None))
    teams = select(_entry.c.team).join(_judgement, _judgement.c.entry == _entry.c.id).where(*open_).distinct()
    found = sorted(db.execute(teams).scalars())
    db.execute(_judgement.update().where(*open_).values(passed=now()))
    return found


def hide(db: Connection, event: str, judge: str, entry: str, hidden: bool) -> bool:
    this = (_judgement.c.event == event, _judgement.c.judge == judge, _judgement.c.entry == entry)
    return db.execute(_judgement.update().where(*this).values(hidden=now() if hidden else None)).rowcount == 1


def let_through(db: Connection, event: str, judge: str, entry: str) -> bool:
    this = (_judgement.c.event == event, _judgement.c.judge == judge, _judgement.c.entry == entry, _judgement.c.held == "words")
    return db.execute(_judgement.update().where(*this).values(held="")).rowcount == 1
