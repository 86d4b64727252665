"""The tables. Their shape in a store that exists is changed by a migration alone (`storage/migrations`); a test compares the two."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Index,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from storage.columns import AnyText, Utc

_NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

RECEIVED = "status = 'received'"
ON_ITS_WAY = "status IN ('pending', 'sending')"
UNCERTAIN = "status = 'uncertain'"
"""Where the small indexes of what waits or is in doubt hold. Queries must say the same, word for word, for SQLite to see that the index serves.

They are given to SQLite alone here, since naming PostgreSQL loads all of its dialect; `postgresql.partial` says the same to a server."""


class Stored(SQLModel):
    """Base of every table; its metadata names every constraint, so that migrations can name them on every database."""

    metadata = MetaData(naming_convention=_NAMES)


def table(model: type[Stored]) -> Table:
    """The table of a model, for Core statements: the hot path does not pay for the ORM."""
    return Stored.metadata.tables[str(model.__tablename__)]


class Secret(Stored, table=True):
    """What the store itself must know and nobody else, such as the pepper of recovery words."""

    name: str = Field(primary_key=True)
    value: str


class Learner(Stored, table=True):
    id: str = Field(primary_key=True)
    nickname: str = Field(sa_type=AnyText)
    language: str
    tier: str
    created: datetime = Field(sa_type=Utc)


class Identity(Stored, table=True):
    """Somebody of a channel, and the learner that they are."""

    channel: str = Field(primary_key=True)
    outside_id: str = Field(primary_key=True, sa_type=AnyText)
    learner: str = Field(foreign_key="learner.id", index=True)


class Project(Stored, table=True):
    id: str = Field(primary_key=True)
    slug: str
    head: int | None
    """The revision that it is at; no foreign key, since the two tables would point at one another."""
    begun_by: str = Field(foreign_key="learner.id", index=True)
    learner_files: bytes = Field(sa_type=LargeBinary)
    created: datetime = Field(sa_type=Utc)
    closes: datetime | None = Field(sa_type=Utc)
    """From when on it does not change: the pens-down of an event (`storage.events.closing`)."""


class Member(Stored, table=True):
    project: str = Field(foreign_key="project.id", primary_key=True)
    learner: str = Field(foreign_key="learner.id", primary_key=True, index=True)
    role: str


class Revision(Stored, table=True):
    """One version of a spec, never changed and never deleted while its project is there."""

    project: str = Field(foreign_key="project.id", primary_key=True)
    n: int = Field(primary_key=True)
    parent: int | None
    spec: str = Field(sa_type=AnyText)
    why: str = Field(sa_type=AnyText)
    turn: str
    created: datetime = Field(sa_type=Utc)
    learner_files: bytes | None = Field(sa_type=LargeBinary)
    """The learner's own code, where it changed with this version; None where it is that of the parent."""


class Conversation(Stored, table=True):
    chat: str = Field(primary_key=True, sa_type=AnyText)
    project: str | None = Field(foreign_key="project.id", index=True)
    learner: str = Field(foreign_key="learner.id", index=True)
    state: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    updated: datetime = Field(sa_type=Utc)
    classroom: str | None
    """The class that the learner sits in, said here so that a turn of somebody who sits in none need not look."""
    paused: datetime | None = Field(sa_type=Utc)
    """Since when a teacher lets nobody answer here: what comes is held, and answered when it goes on."""
    unaided: datetime | None = Field(sa_type=Utc)
    """Since when no language model helps here."""
    team: str | None = Field(index=True)
    """The team of an event that speaks here."""


class Inbox(Stored, table=True):
    """A message that was taken in. `id` sorts by time; `outside_id` is the channel's own, so that none is taken in twice."""

    __table_args__ = (
        UniqueConstraint("chat", "outside_id"),
        Index("ix_inbox_waiting", "chat", "id", sqlite_where=text(RECEIVED)),
    )

    id: str = Field(primary_key=True)
    chat: str = Field(sa_type=AnyText)
    outside_id: str = Field(sa_type=AnyText)
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    status: str
    created: datetime = Field(sa_type=Utc)
    learner: str | None = Field(index=True)
    """Who said it, from the end of its turn on. Of several people in a group, each one's part is known by it."""


class Outbox(Stored, table=True):
    """A message on its way out. `turn` is the inbox id that it answers, `number` its place among the answers, from 1."""

    __table_args__ = (
        UniqueConstraint("turn", "number"),
        Index("ix_outbox_chat", "chat", "turn"),
        Index("ix_outbox_waiting", "chat", "turn", "number", sqlite_where=text(ON_ITS_WAY)),
        Index("ix_outbox_uncertain", "turn", "number", sqlite_where=text(UNCERTAIN)),
    )

    id: str = Field(primary_key=True)
    chat: str = Field(sa_type=AnyText)
    turn: str = Field(foreign_key="inbox.id")
    number: int
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    status: str
    tries: int
    next_try: datetime = Field(sa_type=Utc)
    created: datetime = Field(sa_type=Utc)
    worker: str | None
    """Who is sending it."""


class Worker(Stored, table=True):
    """A process that answers and sends. One that does not say in time that it is alive loses what it was at."""

    id: str = Field(primary_key=True)
    until: datetime = Field(sa_type=Utc)


class Lane(Stored, table=True):
    """Who works at the messages of a chat now; a chat that nobody works at has none. Two rows are written for every turn, so they are kept small."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    chat: str = Field(primary_key=True, sa_type=AnyText)
    worker: str


class PersonalLink(Stored, table=True):
    __tablename__ = "personal_link"

    token_hash: str = Field(primary_key=True)
    learner: str = Field(foreign_key="learner.id", index=True)
    created: datetime = Field(sa_type=Utc)
    revoked: datetime | None = Field(sa_type=Utc)


class RecoveryWords(Stored, table=True):
    __tablename__ = "recovery_words"

    digest: str = Field(primary_key=True)
    learner: str = Field(foreign_key="learner.id", unique=True)
    created: datetime = Field(sa_type=Utc)


class WrongGuess(Stored, table=True):
    """How often somebody guessed wrong in the window that began at `started`."""

    __tablename__ = "wrong_guess"

    guesser: str = Field(primary_key=True, sa_type=AnyText)
    started: datetime = Field(sa_type=Utc)
    times: int


class App(Stored, table=True):
    """The rows of one mini-app on our own server, and their revision."""

    key: str = Field(primary_key=True)
    project: str = Field(foreign_key="project.id", index=True)
    rev: int


class AppRow(Stored, table=True):
    __tablename__ = "app_row"

    app: str = Field(foreign_key="app.key", primary_key=True)
    thing: str = Field(primary_key=True, sa_type=AnyText)
    id: str = Field(primary_key=True, sa_type=AnyText)
    visitor: str = Field(sa_type=AnyText)
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    place: int
    """Where it stands among the rows: they are given back in the order in which they were given."""


class AppLink(Stored, table=True):
    """A preview or try link."""

    __tablename__ = "app_link"

    token_hash: str = Field(primary_key=True)
    project: str = Field(foreign_key="project.id", index=True)
    kind: str
    app: str
    visitor: str | None
    expires: datetime = Field(sa_type=Utc)
    ended: datetime | None = Field(sa_type=Utc)
    created: datetime = Field(sa_type=Utc)


class ModelCall(Stored, table=True):
    """One request to a language model: what was put aside for it, and what it came to. No word of the conversation is in it."""

    __tablename__ = "model_call"
    __table_args__ = (Index("ix_model_call_day", "day"),)

    id: str = Field(primary_key=True)
    day: str
    """In the school's zone, `2026-03-02`."""
    learner: str | None = Field(index=True)
    """Nobody, once they asked to be forgotten: what was spent stays spent."""
    classroom: str | None
    model: str
    prompt: str
    version: int
    print: str
    reserved: int
    sent: int
    cached: int
    got: int
    estimated: bool
    outcome: str
    """`reserved` until it is settled."""
    fault: str
    ms: int
    created: datetime = Field(sa_type=Utc)


class ModelSpending(Stored, table=True):
    """Tokens of one day, of a learner, a class or everybody: what is compared with the limits before a request."""

    __tablename__ = "model_spending"

    day: str = Field(primary_key=True)
    scope: str = Field(primary_key=True)
    who: str = Field(primary_key=True)
    tokens: int
