"""Look at one student: from the problem to now, the app and its versions, whose words it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.classroom.authorship import Authorship, Typed, authorship
from bot.core.classroom.changes import Change, differences
from bot.core.classroom.journey import Crossed, Mark, River, river, voyage
from bot.core.classroom.progress import Signal
from bot.core.conversation import Conversation
from bot.services import Parts, guard
from bot.services.classroom.signals import signal_of
from bot.services.read_spec import spec_of
from scaffolds.spec import AppSpec, Brief
from storage.classrooms.looking import Sight
from storage.classrooms.transcripts import Line
from storage.records import Revision

PAGE_OF_TALK = 60
MOST_AT_ONCE = 600
"""Lines of a page that stays open while the chat goes on."""
OPENED_FOR = timedelta(hours=12)
"""So long the parts of a transcript that is open count as the same opening."""
BEHIND = 6
"""Messages that are shown behind the moment at which a transcript is opened."""
_HELP = ("idk", "help", "examples")


@dataclass(frozen=True)
class Version:
    """One version with what is different from the one that it was made of."""

    n: int
    why: str
    made: datetime
    now: bool
    changes: Sequence[Change]
    spec: AppSpec


@dataclass(frozen=True)
class Student:
    """One student as their teachers see them."""

    sight: Sight
    river: River
    marks: Sequence[Mark]
    """All that happened on the way, each by itself."""
    brief: Brief
    versions: Sequence[Version]
    """The newest first."""
    words: Authorship | None
    """None before there is an app."""
    signal: Signal | None
    sent_files: bool
    """They sent a zip back: what they changed in there is not in their messages."""

    @property
    def spec(self) -> AppSpec | None:
        return next((one.spec for one in self.versions if one.now), None)


async def look_at(parts: Parts, classroom: str, learner: str, project: str | None = None, paused: datetime | None = None) -> Student | None:
    """All of it but the transcript; None for one who does not sit in this class, or has no such project. `paused`: since when the class is."""
    sight = await parts.store.looking.sight(classroom, learner, project)
    return None if sight is None else _student(sight, paused, datetime.now(UTC))


def _student(sight: Sight, paused: datetime | None, now: datetime) -> Student:
    versions = _versions(sight)
    spec = next((one.spec for one in versions if one.now), None)
    first = sight.revisions[0].created if sight.revisions else None
    crossed, end = voyage([Crossed(one.at, one.stage, one.project) for one in sight.crossed], sight.project.id if sight.project else None, first)
    said = [one for one in sight.said if (end is None or one.at < end)]
    marks = [one for one in _marks(sight) if crossed and crossed[0].at <= one.at and (end is None or one.at < end)]
    return Student(
        sight=sight,
        river=river(crossed, marks, [one.at for one in said], end),
        marks=marks,
        brief=spec.brief if spec else _brief(sight),
        versions=versions,
        words=authorship(_history(versions), _typed(sight)) if spec else None,
        signal=_signal(sight, now, paused or sight.seat.paused) if end is None else None,
        sent_files=any(one.file for one in said),
    )


def _versions(sight: Sight) -> list[Version]:
    specs = {one.n: spec_of(one) for one in sight.revisions}
    head = sight.project.head if sight.project else None
    return [_version(one, specs, head) for one in reversed(sight.revisions)]


def _history(versions: Sequence[Version]) -> list[tuple[datetime, AppSpec]]:
    """Up to the version that they are at."""
    made = [(one.made, one.spec) for one in reversed(versions)]
    head = next(i for i, one in enumerate(reversed(versions)) if one.now)
    return [*made[:head], *made[head + 1 :], made[head]] if head < len(made) - 1 else made


def _version(one: Revision, specs: dict[int, AppSpec], head: int | None) -> Version:
    before = specs.get(one.parent) if one.parent is not None else None
    changes = differences(before, specs[one.n]) if before else []
    return Version(one.n, one.why, one.created, one.n == head, changes, specs[one.n])


def _brief(sight: Sight) -> Brief:
    """Before there is an app: what they told so far."""
    here = next((chat for chat in sight.chats if chat.project is None), None)
    return Conversation.model_validate(here.state).wish.brief if here and here.state else Brief()


def _signal(sight: Sight, now: datetime, paused: datetime | None) -> Signal | None:
    return signal_of(sight.standing.progress, now, paused) if sight.standing else None


def _typed(sight: Sight) -> list[Typed]:
    """What they wrote, each with the labels of the buttons that stood before it."""
    typed: list[Typed] = []
    before: dict[str, tuple[str, ...]] = {}
    for one in sight.said:
        if one.text and not one.press and not one.text.startswith("/"):
            typed.append(Typed(one.at, one.text, before.get(one.chat, ())))
        before[one.chat] = sight.offered.get(one.turn, ())
    return typed


def _marks(sight: Sight) -> list[Mark]:
    found = [Mark("version", one.created, one.why, name=str(one.n)) for one in sight.revisions]
    found += [Mark("nudge", one.at, one.text, name=one.teacher) for one in sight.nudges]
    found += [Mark("signal", one.at, one.detail, one.ended, one.reason) for one in sight.signals]
    found += [Mark("hint", one.at) for one in sight.said if one.press in _HELP or one.text.startswith(("/hint", "/help"))]
    found += [Mark("pause", one.at, one.detail, name=one.what) for one in sight.switches]
    return sorted(found, key=lambda mark: mark.at)


async def transcript(parts: Parts, chat: str, learner: str, before: str | None = None, since: str | None = None) -> list[Line]:
    """A page of a chat, as it is kept; what is not answered yet, and so not masked, is masked here."""
    limit = PAGE_OF_TALK if since is None else MOST_AT_ONCE
    lines = await parts.store.looking.transcript(chat, learner, limit, before, since)
    return [_masked(line) for line in lines]


def _masked(line: Line) -> Line:
    if line.by == "tutor" or line.status in ("done", "failed"):
        return line
    return Line(line.turn, line.number, line.by, line.at, line.status, guard.look(line.text).masked, line.press, line.file, line.payload)
