"""What a teacher sees of one learner: all of it read as of one moment, in as many queries for a long history as for a short one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, or_, select

from storage import projects
from storage.access import Access
from storage.classrooms import care, transcripts
from storage.classrooms import tables as t
from storage.classrooms.records import Entry, NewStanding, Seat
from storage.classrooms.standings import SEAT, STANDING
from storage.classrooms.transcripts import FILE, OVER, PRESS, SILENT, TEXT, Line, theirs
from storage.columns import now
from storage.ids import next_id
from storage.records import Json, Project, Revision
from storage.tables import Conversation, Inbox, Learner, Outbox, table
from storage.tables import Revision as RevisionRow

_seat, _standing, _crossing, _stuck = table(t.Seat), table(t.Standing), table(t.Crossing), table(t.Stuck)
_nudge, _note, _audit, _teacher = table(t.Nudge), table(t.TeacherNote), table(t.Audit), table(t.Teacher)
_conversation, _inbox, _outbox = table(Conversation), table(Inbox), table(Outbox)
_learner, _revision = table(Learner), table(RevisionRow)

MOST_SAID = 4000
"""Messages that are looked through, the latest ones."""
SWITCHES = ("pause", "resume", "ai_off", "ai_on", "bell")
"""What the audit calls it when somebody lets a chat, or a language model's help, stop and go on."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat of theirs, and where it stands."""

    chat: str
    project: str | None
    state: Json
    updated: datetime


@dataclass(frozen=True, slots=True)
class Reached:
    at: datetime
    stage: str
    project: str | None


@dataclass(frozen=True, slots=True)
class Signalled:
    """A signal as it was shown."""

    id: str
    reason: str
    detail: str
    at: datetime
    ended: datetime | None
    verdict: bool | None


@dataclass(frozen=True, slots=True)
class Nudged:
    """What a teacher said to them, and who."""

    teacher: str
    kind: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """What a teacher wrote about them for the others; `teacher` is the id of who did, `name` theirs."""

    id: str
    teacher: str | None
    name: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A message of theirs without what else came with it."""

    turn: str
    chat: str
    at: datetime
    text: str
    press: str
    file: str
    over: bool
    """Its turn is over: before that it is kept as it was typed."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One learner, as their teachers see them."""

    seat: Seat
    language: str
    standing: NewStanding | None
    chats: Sequence[Chat]
    """The latest first."""
    projects: Sequence[Project]
    """The newest first."""
    project: Project | None
    """The one that was asked for, else the one that they are at."""
    revisions: Sequence[Revision]
    """Of that project."""
    crossed: Sequence[Reached]
    signals: Sequence[Signalled]
    nudges: Sequence[Nudged]
    notes: Sequence[Note]
    switches: Sequence[Entry]
    """Pauses of theirs and of the whole class, as they were written down."""
    said: Sequence[Said]
    offered: Mapping[str, tuple[str, ...]]
    """By turn, the labels of the buttons of its answers."""


class Looking:
    """What a store does for who looks at one learner. Every call may raise `StoreError`."""

    def __init__(self, store: Access) -> None:
        self._store = store

    async def sight(self, classroom: str, learner: str, project: str | None = None) -> Sight | None:
        """All of one learner but the transcript; None for one who does not sit in this class, or has no such project."""
        return await self._store.read(sight, classroom, learner, project)

    async def seat(self, classroom: str, learner: str) -> Seat | None:
        """Whether, and as whom, a learner sits in this class."""
        return await self._store.read(seat, classroom, learner)

    async def chats(self, learner: str) -> list[Chat]:
        """Their chats, the latest first."""
        return await self._store.read(chats, learner)

    async def transcript(self, chat: str, learner: str, limit: int, before: str | None = None, since: str | None = None) -> list[Line]:
        """The last lines of a chat: theirs, and what was answered to them. `before` is the turn to go back from, `since` the first one to show."""
        return await self._store.read(transcripts.transcript, chat, learner, limit, before, since)

    async def turn_before(self, chat: str, at: datetime) -> str | None:
        """The latest turn of a chat that began by then."""
        return await self._store.read(transcripts.turn_before, chat, at)

    async def turn_after(self, chat: str, at: datetime, more: int) -> str | None:
        """The turn `more` messages behind a moment; None where there are not so many."""
        return await self._store.read(transcripts.turn_after, chat, at, more)

    async def stuck_at(self, learner: str, id: str) -> datetime | None:
        """When a signal of theirs began."""
        return await self._store.read(stuck_at, learner, id)

    async def write_opening(self, classroom: str, teacher: str, learner: str, unless_since: datetime | None = None) -> None:
        """That a teacher opened a transcript; not again where they did since `unless_since`."""
        await self._store.write(write_opening, classroom, teacher, learner, unless_since)

    async def add_note(self, classroom: str, learner: str, teacher: str, text: str) -> None:
        await self._store.write(add_note, classroom, learner, teacher, text)

    async def remove_note(self, classroom: str, learner: str, teacher: str, note: str) -> bool:
        """Take away a note of one's own; False where it is another's, or gone."""
        return await self._store.write(remove_note, classroom, learner, teacher, note)


def seat(db: Connection, classroom: str, learner: str) -> Seat | None:
    row = db.execute(select(*SEAT).where(_seat.c.learner == learner, _seat.c.classroom == classroom)).first()
    return None if row is None else Seat(*row)


def sight(db: Connection, classroom: str, learner: str, project: str | None) -> Sight | None:
    found = _person(db, classroom, learner)
    if found is None:
        return None
    sitting, language, standing = found
    theirs, talks = projects.of(db, learner), chats(db, learner)
    current = project or (talks[0].project if talks else None)
    chosen = next((one for one in theirs if one.id == current), None)
    if project is not None and chosen is None:
        return None
    names = [one.chat for one in talks]
    return Sight(
        seat=sitting, language=language, standing=standing, chats=talks, projects=theirs, project=chosen,
        revisions=projects.versions(db, chosen.id) if chosen else (),
        crossed=_crossed(db, learner), signals=_signals(db, learner), nudges=_nudges(db, learner), notes=_notes(db, classroom, learner),
        switches=_switches(db, classroom, learner), said=_said(db, names, learner), offered=_offered(db, names),
    )  # fmt: skip


def _person(db: Connection, classroom: str, learner: str) -> tuple[Seat, str, NewStanding | None] | None:
    joined = _seat.join(_learner, _learner.c.id == _seat.c.learner).outerjoin(_standing, _standing.c.learner == _seat.c.learner)
    wanted = select(*SEAT, _learner.c.language, *STANDING).select_from(joined)
    row = db.execute(wanted.where(_seat.c.learner == learner, _seat.c.classroom == classroom)).first()
    if row is None:
        return None
    at = len(SEAT) + 1
    return Seat(*row[: len(SEAT)]), row[len(SEAT)], NewStanding(*row[at:]) if row[at + 4] is not None else None


def chats(db: Connection, learner: str) -> list[Chat]:
    wanted = select(_conversation.c.chat, _conversation.c.project, _conversation.c.state, _conversation.c.updated)
    return [Chat(*row) for row in db.execute(wanted.where(_conversation.c.learner == learner).order_by(_conversation.c.updated.desc()))]


def _crossed(db: Connection, learner: str) -> list[Reached]:
    wanted = select(_crossing.c.at, _crossing.c.stage, _crossing.c.project).where(_crossing.c.learner == learner)
    return [Reached(*row) for row in db.execute(wanted.order_by(_crossing.c.id))]


def _signals(db: Connection, learner: str) -> list[Signalled]:
    columns = [_stuck.c[name] for name in Signalled.__dataclass_fields__]
    return [Signalled(*row) for row in db.execute(select(*columns).where(_stuck.c.learner == learner).order_by(_stuck.c.id))]


def _named(wanted: Select[Any], source: Any) -> Select[Any]:
    return wanted.select_from(source.outerjoin(_teacher, _teacher.c.id == source.c.teacher))


def _nudges(db: Connection, learner: str) -> list[Nudged]:
    wanted = _named(select(_teacher.c.name, _nudge.c.kind, _nudge.c.text, _nudge.c.at), _nudge).where(_nudge.c.learner == learner)
    return [Nudged(row[0] or "", *row[1:]) for row in db.execute(wanted.order_by(_nudge.c.id))]


def _notes(db: Connection, classroom: str, learner: str) -> list[Note]:
    wanted = _named(select(_note.c.id, _note.c.teacher, _teacher.c.name, _note.c.text, _note.c.at), _note)
    here = wanted.where(_note.c.classroom == classroom, _note.c.learner == learner)
    return [Note(row[0], row[1], row[2] or "", *row[3:]) for row in db.execute(here.order_by(_note.c.id.desc()))]


def _switches(db: Connection, classroom: str, learner: str) -> list[Entry]:
    here = and_(_audit.c.classroom == classroom, _audit.c.what.in_(SWITCHES), or_(_audit.c.learner.is_(None), _audit.c.learner == learner))
    return [Entry(*row) for row in db.execute(select(*care.ENTRY).where(here).order_by(_audit.c.id))]


def _said(db: Connection, names: Sequence[str], learner: str) -> list[Said]:
    wanted = select(_inbox.c.id, _inbox.c.chat, _inbox.c.created, TEXT, PRESS, FILE, OVER)
    mine = wanted.where(_inbox.c.chat.in_(names), theirs(learner), SILENT.is_not(True)).order_by(_inbox.c.id.desc()).limit(MOST_SAID)
    rows = db.execute(mine).all()
    return [Said(row[0], row[1], row[2], row[3] or "", row[4] or "", row[5] or "", bool(row[6])) for row in reversed(rows)]


def _offered(db: Connection, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    buttons = _outbox.c.payload["buttons"]
    wanted = select(_outbox.c.turn, buttons).where(_outbox.c.chat.in_(names)).order_by(_outbox.c.turn.desc()).limit(2 * MOST_SAID)
    found: dict[str, tuple[str, ...]] = {}
    for turn, given in db.execute(wanted):
        labels = tuple(str(one["label"]) for one in given or () if "label" in one)
        found[turn] = (*found.get(turn, ()), *labels)
    return found


def stuck_at(db: Connection, learner: str, id: str) -> datetime | None:
    return db.execute(select(_stuck.c.at).where(_stuck.c.id == id, _stuck.c.learner == learner)).scalar()


def write_opening(db: Connection, classroom: str, teacher: str, learner: str, unless_since: datetime | None) -> None:
    theirs = and_(_audit.c.classroom == classroom, _audit.c.teacher == teacher, _audit.c.learner == learner, _audit.c.what == "transcript")
    if unless_since is not None and db.execute(select(exists().where(theirs, _audit.c.at > unless_since))).scalar():
        return
    care.write_down(db, "transcript", classroom, teacher, learner, "")


def add_note(db: Connection, classroom: str, learner: str, teacher: str, text: str) -> None:
    db.execute(_note.insert().values(id=next_id(), classroom=classroom, learner=learner, teacher=teacher, text=text, at=now()))


def remove_note(db: Connection, classroom: str, learner: str, teacher: str, note: str) -> bool:
    own = (_note.c.id == note, _note.c.classroom == classroom, _note.c.learner == learner, _note.c.teacher == teacher)
    return db.execute(_note.delete().where(*own)).rowcount == 1
