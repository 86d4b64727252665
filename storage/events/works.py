"""What each team made, as it is shown after the event: `store.works`. One query for all teams, however many they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from storage.access import Access
from storage.events import tables as t
from storage.events.teams import GROUPS
from storage.tables import Conversation, Inbox, Project, Revision, table

_team, _entry, _idea, _seat = table(t.EventTeam), table(t.Entry), table(t.Idea), table(t.EventSeat)
_project, _revision, _inbox, _conversation = table(Project), table(Revision), table(Inbox), table(Conversation)


@dataclass(frozen=True, slots=True)
class Work:
    """A team with what it entered; without an entry, with what it has now."""

    team: str
    place: int
    name: str
    division: str
    region: str
    school: str
    shown: bool
    project: str | None
    look: Mapping[str, Any]
    entry: str | None
    number: int | None
    title: str
    pitch: str
    link: str
    ai_statement: str
    late: int
    version: int
    sealed: datetime | None
    idea: str
    """The problem that they chose, in their words; '' where they chose none."""
    spec: str
    """As it was entered, else as it is now; '' where there is no app."""


class Works:
    """What a store gives of the works of an event. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def of_event(self, event: str) -> list[Work]:
        """Every team that takes part still, in the order of joining."""
        return await self._store.read(of_event, event)

    async def of_team(self, event: str, team: str) -> Work | None:
        return await self._store.read(of_team, event, team)

    async def turns_of(self, learner: str, project: str) -> set[str]:
        """The messages of a learner that made a revision of a project."""
        return await self._store.read(turns_of, learner, project)

    async def ideas_of(self, learner: str, team: str) -> list[str]:
        """The problems that a learner put before their team, as typed."""
        return await self._store.read(ideas_of, learner, team)

    async def languages(self, event: str) -> dict[str, str]:
        """By learner, the language of their latest chat."""
        return await self._store.read(languages, event)


def _works(event: str) -> Select[Any]:
    joined = (
        _team.outerjoin(_entry, (_entry.c.team == _team.c.id) & _entry.c.withdrawn.is_(None))
        .outerjoin(_idea, _idea.c.id == _team.c.idea)
        .outerjoin(_project, _project.c.id == _team.c.project)
        .outerjoin(_revision, (_revision.c.project == _project.c.id) & (_revision.c.n == _project.c.head))
    )
    of_team = (_team.c[name] for name in ("id", "place", "name", "division", "region", "school", "shown", "project", "look"))
    entered = (func.coalesce(_entry.c[name], _team.c[name]) for name in ("title", "pitch", "link", "ai_statement"))
    return (
        select(
            *of_team, _entry.c.id, _entry.c.number, *entered, func.coalesce(_entry.c.late, 0), func.coalesce(_entry.c.version, _team.c.version),
            _entry.c.sealed, func.coalesce(_idea.c.text, ""), func.coalesce(_entry.c.spec, _revision.c.spec, ""),
        )
        .select_from(joined)
        .where(_team.c.event == event, _team.c.merged_into.is_(None), _team.c.withdrawn.is_(None))
        .order_by(_team.c.place)
    )  # fmt: skip


def of_event(db: Connection, event: str) -> list[Work]:
    return [Work(*row) for row in db.execute(_works(event))]


def of_team(db: Connection, event: str, team: str) -> Work | None:
    row = db.execute(_works(event).where(_team.c.id == team)).first()
    return None if row is None else Work(*row)


def turns_of(db: Connection, learner: str, project: str) -> set[str]:
    asked_for = _revision.join(_inbox, _inbox.c.id == _revision.c.turn)
    wanted = select(_revision.c.turn).select_from(asked_for).where(_revision.c.project == project, _inbox.c.learner == learner)
    return set(db.execute(wanted).scalars())


def ideas_of(db: Connection, learner: str, team: str) -> list[str]:
    theirs = select(_idea.c.text).where(_idea.c.learner == learner, _idea.c.team == team)
    return list(db.execute(theirs.order_by(_idea.c.at)).scalars())


def languages(db: Connection, event: str) -> dict[str, str]:
    spoken = select(_conversation.c.learner, _conversation.c.state["language"].as_string())
    here = spoken.join(_seat, _seat.c.learner == _conversation.c.learner).where(_seat.c.event == event, _conversation.c.chat.not_like(f"{GROUPS}%"))
    return {learner: language for learner, language in db.execute(here.order_by(_conversation.c.updated)) if language}
