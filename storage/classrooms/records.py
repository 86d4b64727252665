"""What goes into the tables of classes and comes out of them: plain frozen records. Times are aware and in UTC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Teacher:
    id: str
    name: str
    language: str
    telegram: str | None
    created: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A browser in which a teacher is signed in."""

    token_hash: str
    teacher: str
    device: str
    created: datetime
    seen: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    token_hash: str
    kind: str
    by: str | None
    teacher: str | None
    classroom: str | None
    created: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit."""

    id: str
    classroom: str | None
    teacher: str | None
    learner: str | None
    what: str
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Classroom:
    """A class as its teachers set it up."""

    id: str
    code: str
    name: str
    tier: str
    language: str
    asks_number: bool
    roster_only: bool
    task: Json
    pinned: str | None
    tokens: int | None
    learner_tokens: int | None
    paused: datetime | None
    unaided: datetime | None
    schedule: Sequence[Json]
    next_bell: datetime | None
    keep_days: int
    archived: datetime | None
    created: datetime
    rubric: str | None = None
    pin_asked: str | None = None
    first_asked: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A learner's place in a class, without what they are at."""

    learner: str
    classroom: str
    name: str
    number: str
    tokens: int | None
    paused: datetime | None
    unaided: datetime | None
    joined: datetime | None


@dataclass(frozen=True, slots=True)
class InClass:
    """What a turn knows of the class that its learner sits in."""

    seat: Seat
    classroom: Classroom
    standing: NewStanding | None
    """None before their first turn there."""


@dataclass(frozen=True, slots=True)
class NewStanding:
    """How far somebody is after a turn."""

    project: str | None
    version: int
    title: str
    look: Json
    stage: str
    since: datetime
    last: datetime
    hints: int
    progress: Json


@dataclass(frozen=True, slots=True)
class NewFlag:
    """That a child may be in danger."""

    kind: str
    sentence: str
    """As it is kept: personal data masked."""
    language: str


@dataclass(frozen=True, slots=True)
class NewStuck:
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class ClassNews:
    """What a turn leaves with the learner's class, written with the rest of it."""

    seat: Seat
    standing: NewStanding
    crossed: bool
    """They came to another stage."""
    stuck: NewStuck | None
    """A signal that begins with this turn."""
    unstuck: bool
    """Whatever signal there was is over."""
    flag: NewFlag | None = None
    helped: bool = False
    """They asked for help."""
    asks_first: bool = False
    """They have just come in, and are asked the three questions of the first day."""


Role = Literal["lead", "co"]
