"""What goes into the store and comes out of it: plain frozen records, no rows and no sessions. Times are aware and in UTC."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from storage.classrooms.records import ClassNews, InClass
    from storage.events.records import InTeam, TeamNews
    from storage.learning.records import Evidence

Json = Mapping[str, Any]
Role = Literal["owner", "member"]
LinkKind = Literal["preview", "try", "look", "mentor", "frozen"]
"""`look` and `mentor` are of a teacher and a mentor: the app with rows of their own."""
InboxStatus = Literal["received", "held", "done", "failed"]
"""`held`: it waits until a teacher lets the chat go on."""
OutboxStatus = Literal["pending", "sending", "sent", "failed", "uncertain", "held"]


@dataclass(frozen=True, slots=True)
class Learner:
    id: str
    nickname: str
    language: str
    tier: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Project:
    id: str
    slug: str
    head: int | None
    """The revision that the project is at; None before the first."""
    begun_by: str
    learner_files: bytes
    """The learner's own files, as the caller packs them (JSON); empty where there are none."""
    created: datetime
    closes: datetime | None = None
    """From when on it does not change."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of a spec. Never changed; undo moves the project's head to the parent."""

    n: int
    parent: int | None
    spec: str
    """The AppSpec as JSON text, exactly as it was given."""
    why: str
    """One line: what this revision did."""
    turn: str
    """The inbox id of the message that asked for it."""
    created: datetime


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that a turn reads, as of one moment."""

    learner: Learner
    """Whose conversation it is."""
    state: Json
    project: Project | None
    head: Revision | None
    sender: Learner | None = None
    """Who says this, where it is somebody else of a group; None where it is `learner`, or nobody that is known yet."""
    paused: bool = False
    """A teacher lets nobody answer here now."""
    unaided: bool = False
    """A teacher lets no language model help here now."""
    in_class: InClass | None = None
    in_team: InTeam | None = None
    """The team of an event that speaks here."""

    def closed_since(self, at: datetime) -> datetime | None:
        """Since when the app of this chat may not be changed: pens down; None while it may."""
        if self.project and self.project.closes and self.project.closes <= at:
            return self.project.closes
        return self.in_team.closed_since(at) if self.in_team else None


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that was taken in, and what its turn reads, if no other turn of its chat is under way."""

    turn: str
    loaded: Loaded | None
    mine: bool = True
    """Whether the lane is the caller's now. If not, the message waits in the inbox for whoever has the lane, or for the next `claim`."""


@dataclass(frozen=True, slots=True)
class Received:
    """A message that was taken in and whose turn is not over."""

    id: str
    chat: str
    payload: Json
    """As it was taken in; `channel` and `sender` in it say who says it."""
    created: datetime


@dataclass(frozen=True, slots=True)
class Claimed:
    """The oldest message of a chat whose lane is the caller's, and what its turn reads."""

    received: Received
    loaded: Loaded | None


@dataclass(frozen=True, slots=True)
class Buried:
    """What was taken from workers that did not say that they are alive."""

    lanes: int
    uncertain: int
    """Messages that may or may not have arrived."""


@dataclass(frozen=True, slots=True)
class NewRevision:
    spec: str
    why: str


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """How a turn ends. All of it is written in one transaction, or nothing."""

    turn: str
    """The inbox id."""
    chat: str
    learner: str
    """Who said it."""
    said: Json
    """What replaces the message's payload: its masked form."""
    state: Json
    answers: Sequence[Json] = ()
    """Payloads of the messages to send, in order; numbered from 1."""
    project: str | None = None
    """The conversation's project from now on. An id that is not stored yet begins one; `new_id()` of `storage.ids` makes it."""
    slug: str | None = None
    """A new slug; needed where the project is new."""
    read_head: int | None = None
    """The head that the turn read; compared where the turn changes the project."""
    revision: NewRevision | None = None
    head: int | None = None
    """Undo and redo: the revision to move to; not together with `revision`."""
    learner_files: bytes | None = None
    """The learner's own code, where it changes with the revision."""
    language: str | None = None
    tier: str | None = None
    nickname: str | None = None
    """What the turn learnt of the learner; None leaves it."""
    failed: bool = False
    """The turn broke: the message is marked failed and is not taken up again at the next start."""
    forget: bool = False
    """Delete all that is the learner's, and keep of this turn only `said` and `answers`; the chat begins anew."""
    delivered: bool = False
    """The channel shows the history itself (web, terminal): the answers are born `sent`."""
    owner: str | None = None
    """Whose conversation it is, where that is somebody else than `learner`: in a group."""
    despite_pause: bool = False
    """It is answered though a teacher paused the chat: a child may be in danger, or asks for what is theirs."""
    aided: bool = False
    """A language model had a part in it."""
    news: ClassNews | None = None
    """For the learner's class."""
    team_news: TeamNews | None = None
    """For the team that speaks in this chat."""
    evidence: Sequence[Evidence] = ()
    """What it shows of the learner's understanding."""


NOTICE = 1000
"""The number of a turn's notice, behind all its answers: that one of them may not have arrived."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A message on its way out."""

    id: str
    chat: str
    turn: str
    number: int
    payload: Json
    status: OutboxStatus
    tries: int
    next_try: datetime
    created: datetime

    @property
    def is_notice(self) -> bool:
        """Whether it only says that answers may not have arrived. It may be sent twice without harm."""
        return self.number >= NOTICE


@dataclass(frozen=True, slots=True)
class Committed:
    """What a turn came to."""

    project: str | None
    head: int | None
    answers: tuple[Answer, ...] = ()
    """As they were written, in order."""
    next: Claimed | None = None
    """The message of the chat that waited meanwhile; its lane is still the caller's. None: the lane is free."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a project's team."""

    learner: str
    nickname: str
    role: Role
    contributions: int
    """How many revisions came from what they said."""
    last: datetime | None
    """When the latest of these was made; None where there is none."""


@dataclass(frozen=True, slots=True)
class Message:
    """One line of a chat as it is shown: what a learner said (number 0), or an answer (number 1 and on)."""

    id: str
    turn: str
    number: int
    by: Literal["learner", "tutor"]
    payload: Json
    created: datetime


@dataclass(frozen=True, slots=True)
class AppLink:
    """Where a preview or try link leads."""

    project: str
    kind: LinkKind
    app: str
    """The key of the rows that it shows."""
    visitor: str | None
    """The visitor that whoever opens it is; None where each has their own cookie."""
    expires: datetime


@dataclass(frozen=True, slots=True)
class AppRow:
    """One kept row of a mini-app on Sampan's own server."""

    thing: str
    id: str
    visitor: str
    body: Json


@dataclass(frozen=True, slots=True)
class AppRows:
    rev: int
    rows: tuple[AppRow, ...]


WISH = "~wish"
"""The `thing` of a row that is no row of the app's: what became of somebody's wish (`bot/services/lost_wishes.py`). No thing has such an id."""
Decide = Callable[[tuple[AppRow, ...]], Sequence[AppRow]]
"""A pure function from all rows of an app to all rows after a write; it raises to refuse."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many tokens somebody has a day."""

    scope: Literal["learner", "classroom", "everyone"]
    who: str
    tokens: int


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What a request to a language model came to."""

    model: str
    prompt: str
    version: int
    print: str
    sent: int
    cached: int
    got: int
    estimated: bool
    outcome: str
    fault: str
    ms: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What one class used of one model, over some days. `classroom` is None for those who are in none."""

    classroom: str | None
    model: str
    calls: int
    offline: int
    """Of them those that ended with the offline tutor."""
    sent: int
    cached: int
    got: int
