"""The tables of classes. A learner sits in one class at a time; whatever is kept about them there goes with them, but for an open flag."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from storage.columns import AnyText, Utc
from storage.tables import Stored


def _json() -> Any:
    return Field(sa_column=Column(JSON, nullable=False))


class Teacher(Stored, table=True):
    id: str = Field(primary_key=True)
    name: str = Field(sa_type=AnyText)
    name_key: str = Field(unique=True)
    """The name as it is compared at the door."""
    password: str
    """Its argon2 hash; empty until one was chosen."""
    language: str
    telegram: str | None = Field(unique=True)
    """The private chat by which they hear of what is urgent."""
    no_weekly: datetime | None = Field(sa_type=Utc)
    """Since when they want no letter of the week there."""
    created: datetime = Field(sa_type=Utc)


class TeacherSession(Stored, table=True):
    __tablename__ = "teacher_session"

    token_hash: str = Field(primary_key=True)
    teacher: str = Field(foreign_key="teacher.id", index=True)
    device: str
    """What the browser calls itself, short, so that its owner knows it again."""
    created: datetime = Field(sa_type=Utc)
    seen: datetime = Field(sa_type=Utc)
    expires: datetime = Field(sa_type=Utc)


class Invitation(Stored, table=True):
    """A link that does one thing once: makes a teacher, a co-teacher, or a teacher's Telegram chat known."""

    token_hash: str = Field(primary_key=True)
    kind: str
    by: str | None = Field(foreign_key="teacher.id", index=True)
    """Who gave it; nobody where the command line did."""
    teacher: str | None = Field(foreign_key="teacher.id", index=True)
    """Whom it is for, where that is an account that exists: a new password, a Telegram chat."""
    classroom: str | None = Field(foreign_key="classroom.id", index=True)
    created: datetime = Field(sa_type=Utc)
    expires: datetime = Field(sa_type=Utc)
    used: datetime | None = Field(sa_type=Utc)


class Classroom(Stored, table=True):
    id: str = Field(primary_key=True)
    code: str = Field(unique=True)
    name: str = Field(sa_type=AnyText)
    tier: str
    language: str
    asks_number: bool
    """Students give their class number too, which only teachers see."""
    roster_only: bool
    """Nobody joins who is not on the list."""
    task: dict[str, Any] = _json()
    """What the teacher set: {theme, blocks: [...], must: [...]}; {} for nothing."""
    pinned: str | None
    """The project that is shown as an example."""
    pin_asked: str | None
    """The project whose maker was asked whether it may be, and has not answered."""
    tokens: int | None
    """A language model's, a day, for the class; None for the program's own limit."""
    learner_tokens: int | None
    paused: datetime | None = Field(sa_type=Utc)
    """Since when nobody is answered."""
    unaided: datetime | None = Field(sa_type=Utc)
    """Since when no language model helps."""
    schedule: list[dict[str, Any]] = _json()
    """When pauses begin and end by themselves."""
    next_bell: datetime | None = Field(sa_type=Utc, index=True)
    """When the schedule changes something next."""
    keep_days: int
    """How long after the last sign of life a learner's work is kept."""
    first_asked: datetime | None = Field(sa_type=Utc)
    """Since when whoever comes in is asked the three questions of the first day; without it nobody is."""
    archived: datetime | None = Field(sa_type=Utc)
    created: datetime = Field(sa_type=Utc)
    rubric: str | None
    """What its work is looked at by; None for the one of its tier."""


class ClassTeacher(Stored, table=True):
    __tablename__ = "class_teacher"

    classroom: str = Field(foreign_key="classroom.id", primary_key=True)
    teacher: str = Field(foreign_key="teacher.id", primary_key=True, index=True)
    role: str
    """`lead`, who is the named one for safeguarding, or `co`."""


class Seat(Stored, table=True):
    """A learner's place in a class. One that came from a list is there before its learner ever came in."""

    __table_args__ = (UniqueConstraint("classroom", "name_key"),)

    learner: str = Field(foreign_key="learner.id", primary_key=True)
    classroom: str = Field(foreign_key="classroom.id", index=True)
    name: str = Field(sa_type=AnyText)
    name_key: str = Field(sa_type=AnyText)
    number: str = Field(sa_type=AnyText)
    tokens: int | None
    paused: datetime | None = Field(sa_type=Utc)
    unaided: datetime | None = Field(sa_type=Utc)
    joined: datetime | None = Field(sa_type=Utc)
    created: datetime = Field(sa_type=Utc)


class Standing(Stored, table=True):
    """How far a learner is, one row each, written with every turn, so that a page for forty reads forty rows."""

    learner: str = Field(foreign_key="learner.id", primary_key=True)
    project: str | None
    version: int
    title: str = Field(sa_type=AnyText)
    look: dict[str, Any] = _json()
    """What a thumbnail is drawn from: {colour, emoji, blocks: [...]}."""
    stage: str
    since: datetime = Field(sa_type=Utc)
    """When they came to this stage."""
    last: datetime = Field(sa_type=Utc)
    hints: int
    progress: dict[str, Any] = _json()
    """What the next signal is made from (`bot.core.classroom.progress`)."""


class Crossing(Stored, table=True):
    """When somebody came to a stage: what a timeline, a funnel and the time in each stage are made of."""

    id: str = Field(primary_key=True)
    learner: str = Field(foreign_key="learner.id", index=True)
    project: str | None
    stage: str
    at: datetime = Field(sa_type=Utc)


class Stuck(Stored, table=True):
    """A quiet signal as it was shown, and whether the teacher found it true."""

    id: str = Field(primary_key=True)
    learner: str = Field(foreign_key="learner.id", index=True)
    classroom: str = Field(foreign_key="classroom.id", index=True)
    reason: str
    detail: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=Utc)
    ended: datetime | None = Field(sa_type=Utc)
    verdict: bool | None
    judged_by: str | None


class SafetyFlag(Stored, table=True):
    """That a child may be in danger, with the sentence. It outlives the learner until it is closed: it has no foreign key to them."""

    __tablename__ = "safety_flag"

    id: str = Field(primary_key=True)
    classroom: str = Field(index=True)
    learner: str | None = Field(index=True)
    """Nobody any more, once they asked to be forgotten; `name` and `number` stay until it is closed."""
    name: str = Field(sa_type=AnyText)
    number: str = Field(sa_type=AnyText)
    kind: str
    sentence: str = Field(sa_type=AnyText)
    language: str
    at: datetime = Field(sa_type=Utc)
    acknowledged: datetime | None = Field(sa_type=Utc)
    acknowledged_by: str | None
    closed: datetime | None = Field(sa_type=Utc)
    closed_by: str | None
    outcome: str = Field(sa_type=AnyText)


class Nudge(Stored, table=True):
    """What a teacher said to a learner, in the learner's own chat. `turn` is the message that carried it."""

    id: str = Field(primary_key=True)
    classroom: str = Field(foreign_key="classroom.id", index=True)
    learner: str = Field(foreign_key="learner.id", index=True)
    teacher: str | None
    kind: str
    text: str = Field(sa_type=AnyText)
    turn: str | None
    at: datetime = Field(sa_type=Utc)


class TeacherNote(Stored, table=True):
    """What teachers write for one another about a learner."""

    __tablename__ = "teacher_note"

    id: str = Field(primary_key=True)
    classroom: str = Field(foreign_key="classroom.id", index=True)
    learner: str = Field(foreign_key="learner.id", index=True)
    teacher: str | None
    text: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=Utc)


class Audit(Stored, table=True):
    """Who did what, and when: opening a transcript, pausing, exporting, trying what is not theirs. It names people by id alone and outlives them."""

    id: str = Field(primary_key=True)
    classroom: str | None = Field(index=True)
    teacher: str | None
    learner: str | None
    what: str
    detail: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=Utc)


class Mentor(Stored, table=True):
    """Somebody from outside who was invited to one project by link. They see pseudonyms, and all that they write is read by the teacher."""

    id: str = Field(primary_key=True)
    token_hash: str = Field(unique=True)
    classroom: str = Field(foreign_key="classroom.id", index=True)
    project: str = Field(foreign_key="project.id", index=True)
    name: str = Field(sa_type=AnyText)
    expires: datetime = Field(sa_type=Utc)
    ended: datetime | None = Field(sa_type=Utc)
    created: datetime = Field(sa_type=Utc)


class Comment(Stored, table=True):
    """A mentor's, on a screen or on the problem (`screen` is empty)."""

    id: str = Field(primary_key=True)
    project: str = Field(foreign_key="project.id", index=True)
    mentor: str = Field(foreign_key="mentor.id", index=True)
    screen: str
    text: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=Utc)
    hidden: bool
    """A teacher took it away."""
    passed: datetime | None = Field(sa_type=Utc)
    """When a teacher gave it to the students: before that they do not see it."""


class Score(Stored, table=True):
    """One line of a rubric, as a teacher confirmed it."""

    learner: str = Field(foreign_key="learner.id", primary_key=True)
    rubric: str = Field(primary_key=True)
    line: str = Field(primary_key=True)
    level: int
    comment: str = Field(sa_type=AnyText)
    teacher: str | None
    at: datetime = Field(sa_type=Utc)


class Survey(Stored, table=True):
    """One answer to one of the three questions, of the first or of the last day."""

    learner: str = Field(foreign_key="learner.id", primary_key=True)
    moment: str = Field(primary_key=True)
    question: str = Field(primary_key=True)
    answer: int
    at: datetime = Field(sa_type=Utc)
