"""The tables of events. An event belongs to whoever holds an organiser's link; a learner sits in one team of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from storage.columns import AnyText, Utc
from storage.tables import Stored


def _json() -> Any:
    return Field(sa_column=Column(JSON, nullable=False))


class Event(Stored, table=True):
    """A day of a club. Everything that takes place by the clock is in `phases`."""

    id: str = Field(primary_key=True)
    code: str = Field(unique=True)
    name: str = Field(sa_type=AnyText)
    theme: str = Field(sa_type=AnyText)
    sdg: int | None
    """Which of the 17 goals of the United Nations it is about."""
    language: str
    languages: list[str] = _json()
    """Those in which fixed words are shown on the projector, the event's own first."""
    zone: str
    tier: str
    divisions: list[str] = _json()
    regions: list[str] = _json()
    smallest: int
    largest: int
    """How many make a team."""
    phases: list[dict[str, Any]] = _json()
    """[{kind, at}] in their order (`bot.core.event.phases`)."""
    next_ring: datetime | None = Field(sa_type=Utc, index=True)
    """When the next phase begins, or the last one ends."""
    freezes: datetime | None = Field(sa_type=Utc)
    """Pens down: the same moment as in `phases`, for statements that compare it."""
    opened: datetime | None = Field(sa_type=Utc)
    """When its organiser opened the doors; before that nobody joins and nothing rings."""
    ended: datetime | None = Field(sa_type=Utc)
    """When it was put away: pages are read-only from then on."""
    rubric: str
    rules: str = Field(sa_type=AnyText)
    prizes: list[dict[str, Any]] = _json()
    """[{id, name, division}]; `division` is '' for all."""
    roles: list[str] = _json()
    """The ids of the role cards that teams choose from."""
    checkpoints: list[dict[str, Any]] = _json()
    """[{id, name, at}]"""
    batch: int
    """How many entries a judge ranks at once."""
    views: int
    """How many judges shall see each entry."""
    finalists: int
    """How many go to a second round; 0 for one round."""
    judging_closed: datetime | None = Field(sa_type=Utc)
    """No vote counts after it."""
    released: datetime | None = Field(sa_type=Utc)
    """Since when teams may work on at what they entered."""
    revealed: int
    """How many of the awards were shown so far."""
    showcase: datetime | None = Field(sa_type=Utc)
    """Since when its page of finished apps is open to everybody."""
    demo: bool
    keep_days: int
    created: datetime = Field(sa_type=Utc)


class EventPerson(Stored, table=True):
    """An organiser, mentor or judge: somebody with a link of their own and no account."""

    __tablename__ = "event_person"

    id: str = Field(primary_key=True)
    event: str = Field(foreign_key="event.id", index=True)
    role: str
    name: str = Field(sa_type=AnyText)
    school: str = Field(sa_type=AnyText)
    """A judge sees no team of their own school."""
    language: str
    token_hash: str = Field(unique=True)
    pin: str
    """The digest of a judge's PIN; '' for the others."""
    topics: list[str] = _json()
    """What a mentor is asked about."""
    chat: str | None = Field(sa_type=AnyText, index=True)
    """Where an organiser or mentor who chats is told of what concerns them."""
    teacher: str | None
    """The account by whose page an organiser came."""
    created: datetime = Field(sa_type=Utc)
    seen: datetime | None = Field(sa_type=Utc)
    ended: datetime | None = Field(sa_type=Utc)


class EventTeam(Stored, table=True):
    """A team, how far it is (written with its turns), and what it will enter."""

    __tablename__ = "event_team"
    __table_args__ = (UniqueConstraint("event", "name_key"),)

    id: str = Field(primary_key=True)
    event: str = Field(foreign_key="event.id", index=True)
    code: str = Field(unique=True)
    place: int
    """In the order of joining: the order of the lanes."""
    name: str = Field(sa_type=AnyText)
    name_key: str = Field(sa_type=AnyText)
    division: str = Field(sa_type=AnyText)
    region: str = Field(sa_type=AnyText)
    school: str = Field(sa_type=AnyText)
    seeking: str = Field(sa_type=AnyText)
    """Whom they are looking for, in their words; '' where they look for nobody."""
    project: str | None = Field(foreign_key="project.id", index=True)
    closes: datetime | None = Field(sa_type=Utc)
    """Until when it may change what it enters, where the organiser gave it other than the event's time."""
    stage: str
    version: int
    title: str = Field(sa_type=AnyText)
    look: dict[str, Any] = _json()
    last: datetime | None = Field(sa_type=Utc)
    """When one of them said something."""
    idea: str | None
    """The one of their ideas that they chose."""
    pitch: str = Field(sa_type=AnyText)
    link: str = Field(sa_type=AnyText)
    ai_statement: str = Field(sa_type=AnyText)
    signed: list[dict[str, Any]] = _json()
    """[{learner, name, at}]: who signed the statement as it stands."""
    shown: bool
    """They want to be on the event's showcase page."""
    merged_into: str | None
    withdrawn: datetime | None = Field(sa_type=Utc)
    created: datetime = Field(sa_type=Utc)


class EventSeat(Stored, table=True):
    """A learner at an event, in a team or still looking for one."""

    __tablename__ = "event_seat"
    __table_args__ = (UniqueConstraint("event", "name_key"),)

    event: str = Field(foreign_key="event.id", primary_key=True)
    learner: str = Field(foreign_key="learner.id", primary_key=True, index=True)
    team: str | None = Field(foreign_key="event_team.id", index=True)
    name: str = Field(sa_type=AnyText)
    name_key: str = Field(sa_type=AnyText)
    role: str
    """Their role card, '' before they took one."""
    interests: str = Field(sa_type=AnyText)
    school: str = Field(sa_type=AnyText)
    joined: datetime = Field(sa_type=Utc)


class TeamAsk(Stored, table=True):
    """Somebody who would like to join a team, or a team that would like to become one with another, until a member of `team` answers."""

    __tablename__ = "team_ask"

    id: str = Field(primary_key=True)
    event: str = Field(foreign_key="event.id", index=True)
    team: str = Field(foreign_key="event_team.id", index=True)
    """Who is asked."""
    learner: str = Field(foreign_key="learner.id", index=True)
    """Who asks."""
    other: str | None = Field(foreign_key="event_team.id", index=True)
    """The team for which they ask; None for themselves."""
    keep: str
    """Which app goes on where two teams become one: `ours` of those who ask, `yours`."""
    at: datetime = Field(sa_type=Utc)


class Idea(Stored, table=True):
    """A problem that a team might work on: three are asked for before one is chosen."""

    id: str = Field(primary_key=True)
    team: str = Field(foreign_key="event_team.id", index=True)
    learner: str | None = Field(index=True)
    text: str = Field(sa_type=AnyText)
    answers: dict[str, Any] = _json()
    """What they answered to the questions that help to choose: {question: answer}."""
    at: datetime = Field(sa_type=Utc)


class IdeaVote(Stored, table=True):
    __tablename__ = "idea_vote"

    team: str = Field(foreign_key="event_team.id", primary_key=True)
    learner: str = Field(primary_key=True, index=True)
    idea: str = Field(foreign_key="idea.id", index=True)


class Announcement(Stored, table=True):
    """What was said to everybody, or to some teams."""

    id: str = Field(primary_key=True)
    event: str = Field(foreign_key="event.id", index=True)
    kind: str
    """`organiser`, or what the clock did: `phase`, `soon`, `shifted`."""
    by: str = Field(sa_type=AnyText)
    """The name of whoever said it; '' for the clock."""
    text: str = Field(sa_type=AnyText)
    """As typed; '' for the clock's, which every reader gets in their language from `data`."""
    data: dict[str, Any] = _json()
    teams: list[str] | None = Field(sa_column=Column(JSON(none_as_null=True), nullable=True))
    """Whom it is for; None for all."""
    at: datetime = Field(sa_type=Utc)
    hidden: datetime | None = Field(sa_type=Utc)


class Checked(Stored, table=True):
    """A team that passed a checkpoint."""

    team: str = Field(foreign_key="event_team.id", primary_key=True)
    checkpoint: str = Field(primary_key=True)
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=Utc)


class HelpRequest(Stored, table=True):
    """A team that asks for a mentor."""

    __tablename__ = "help_request"
    __table_args__ = (Index("ix_help_request_open", "event", "resolved"),)

    id: str = Field(primary_key=True)
    event: str = Field(foreign_key="event.id")
    team: str = Field(foreign_key="event_team.id", index=True)
    learner: str | None = Field(index=True)
    chat: str = Field(sa_type=AnyText)
    topic: str
    text: str = Field(sa_type=AnyText)
    tried: list[dict[str, Any]] = _json()
    """What the tutor and the team tried before, as lines of the chat, masked."""
    at: datetime = Field(sa_type=Utc)
    mentor: str | None
    claimed: datetime | None = Field(sa_type=Utc)
    handed_back: int
    """How often a mentor gave it back to the queue."""
    resolved: datetime | None = Field(sa_type=Utc)
    outcome: str
    """`solved`, `withdrawn` or `over`; '' while it is open."""
    rating: int | None
    comment: str = Field(sa_type=AnyText)


class Entry(Stored, table=True):
    """What a team had at the moment of the freeze. It is never changed but by a late entry that the organiser allowed."""

    __table_args__ = (UniqueConstraint("event", "number"),)

    id: str = Field(primary_key=True)
    event: str = Field(foreign_key="event.id", index=True)
    team: str = Field(foreign_key="event_team.id", unique=True)
    number: int
    project: str
    version: int
    title: str = Field(sa_type=AnyText)
    pitch: str = Field(sa_type=AnyText)
    link: str = Field(sa_type=AnyText)
    ai_statement: str = Field(sa_type=AnyText)
    signed: list[dict[str, Any]] = _json()
    taken: datetime = Field(sa_type=Utc)
    late: int
    """Seconds after the event's freeze; 0 for one in time."""
    allowed_by: str = Field(sa_type=AnyText)
    """The organiser who let it in late; ''."""
    sealed: datetime | None = Field(sa_type=Utc)
    fault: str = Field(sa_type=AnyText)
    """Why there is no zip, in one line; ''."""
    withdrawn: datetime | None = Field(sa_type=Utc)
    # What is large stands last: a row's end is read only by those who ask for it.
    spec: str = Field(sa_type=AnyText)
    learner_files: bytes = Field(sa_type=LargeBinary)
    package: bytes | None = Field(sa_type=LargeBinary)
    """The zip, once it was built and proved."""


class JudgingRound(Stored, table=True):
    __tablename__ = "judging_round"

    event: str = Field(foreign_key="event.id", primary_key=True)
    number: int = Field(primary_key=True)
    entries: list[str] = _json()
    opened: datetime = Field(sa_type=Utc)
    closed: datetime | None = Field(sa_type=Utc)
    result: dict[str, Any] | None = Field(sa_column=Column(JSON(none_as_null=True), nullable=True))
    """The ranking as it was when it was confirmed."""
    confirmed: datetime | None = Field(sa_type=Utc)
    confirmed_by: str = Field(sa_type=AnyText)


class Batch(Stored, table=True):
    """Entries that one judge ranks among each other."""

    id: str = Field(primary_key=True)
    event: str = Field(foreign_key="event.id", index=True)
    round: int
    judge: str = Field(foreign_key="event_person.id", index=True)
    entries: list[str] = _json()
    """In the order in which they are shown."""
    repeat_of: str | None
    """A batch of the same judge that was given once more, to see how steady they are."""
    ranking: list[list[str]] | None = Field(sa_column=Column(JSON(none_as_null=True), nullable=True))
    """Best first; entries in one list are tied. None before it was begun; it counts once it is `done`."""
    skipped: dict[str, Any] = _json()
    """{entry: reason}"""
    given: datetime = Field(sa_type=Utc)
    done: datetime | None = Field(sa_type=Utc)


class Glance(Stored, table=True):
    """A judge who opened an entry."""

    judge: str = Field(foreign_key="event_person.id", primary_key=True)
    entry: str = Field(foreign_key="entry.id", primary_key=True, index=True)
    at: datetime = Field(sa_type=Utc)
    ran: datetime | None = Field(sa_type=Utc)
    """When they ran the app."""


class Judgement(Stored, table=True):
    """What a judge says of one entry beside their ranking: feedback for the team."""

    judge: str = Field(foreign_key="event_person.id", primary_key=True)
    entry: str = Field(foreign_key="entry.id", primary_key=True, index=True)
    event: str = Field(foreign_key="event.id", index=True)
    levels: dict[str, Any] = _json()
    """{line of the rubric: level}"""
    comment: str = Field(sa_type=AnyText)
    held: str
    """Why the comment stays with organisers: `personal`, `words` or ''. Looked at when it is kept; whoever lets it through empties it."""
    at: datetime = Field(sa_type=Utc)
    passed: datetime | None = Field(sa_type=Utc)
    """When the comment was given to the team."""
    hidden: datetime | None = Field(sa_type=Utc)


class Conflict(Stored, table=True):
    """A judge who must not see a team's entry."""

    judge: str = Field(foreign_key="event_person.id", primary_key=True)
    team: str = Field(foreign_key="event_team.id", primary_key=True, index=True)
    why: str
    """`declared` by the judge, `organiser`, `school` or `team`."""
    at: datetime = Field(sa_type=Utc)


class Award(Stored, table=True):
    """A prize that a human gave to a team."""

    event: str = Field(foreign_key="event.id", primary_key=True)
    prize: str = Field(primary_key=True)
    team: str = Field(foreign_key="event_team.id", index=True)
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=Utc)
