"""What goes into the tables of events and comes out of them: plain frozen records. Times are aware and in UTC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Json = Mapping[str, Any]
Role = Literal["organiser", "mentor", "judge"]


@dataclass(frozen=True, slots=True)
class Event:
    """An event as its organisers set it up."""

    id: str
    code: str
    name: str
    theme: str
    sdg: int | None
    language: str
    languages: Sequence[str]
    zone: str
    tier: str
    divisions: Sequence[str]
    regions: Sequence[str]
    smallest: int
    largest: int
    phases: Sequence[Json]
    next_ring: datetime | None
    freezes: datetime | None
    opened: datetime | None
    ended: datetime | None
    rubric: str
    rules: str
    prizes: Sequence[Json]
    roles: Sequence[str]
    checkpoints: Sequence[Json]
    batch: int
    views: int
    finalists: int
    judging_closed: datetime | None
    released: datetime | None
    revealed: int
    showcase: datetime | None
    demo: bool
    keep_days: int
    created: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """An organiser, mentor or judge."""

    id: str
    event: str
    role: Role
    name: str
    school: str
    language: str
    topics: Sequence[str]
    chat: str | None
    teacher: str | None
    created: datetime
    seen: datetime | None
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class Team:
    """A team, how far it is, and what it will enter."""

    id: str
    event: str
    code: str
    place: int
    name: str
    division: str
    region: str
    school: str
    seeking: str
    project: str | None
    closes: datetime | None
    stage: str
    version: int
    title: str
    look: Json
    last: datetime | None
    idea: str | None
    pitch: str
    link: str
    ai_statement: str
    signed: Sequence[Json]
    shown: bool
    merged_into: str | None
    withdrawn: datetime | None
    created: datetime

    @property
    def is_in(self) -> bool:
        """It takes part still: it neither withdrew nor became part of another."""
        return self.merged_into is None and self.withdrawn is None


@dataclass(frozen=True, slots=True)
class Seat:
    """A learner at an event."""

    event: str
    learner: str
    team: str | None
    name: str
    role: str
    interests: str
    school: str
    joined: datetime


@dataclass(frozen=True, slots=True)
class TeamAsk:
    """Somebody who would like to join `team`, or whose team `other` would like to become one with it."""

    id: str
    event: str
    team: str
    learner: str
    other: str | None
    keep: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InTeam:
    """What a turn knows of the team that its chat belongs to."""

    event: Event
    team: Team

    def closed_since(self, at: datetime) -> datetime | None:
        """Since when nothing of the team's may change; None while it may."""
        closes = self.team.closes or self.event.freezes
        return closes if closes is not None and closes <= at and self.event.released is None and self.event.ended is None else None


@dataclass(frozen=True, slots=True)
class TeamNews:
    """What a turn leaves with its team, written with the rest of it."""

    event: str
    team: str
    learner: str
    stage: str
    version: int
    title: str
    look: Json
    last: datetime
    read_project: str | None
    """The team's app as the turn read it: where another turn gave it one meanwhile, this one is thought again."""
    project: str | None
    """The app that this turn worked at; the team's from now on, where it had none."""
    share: Mapping[str, Any] | None = None
    """Where the turn made the team's first app: the state in which its other chats go on."""
