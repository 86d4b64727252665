"""What a team says of its entry: kept while its time runs, by whichever of its members, in a chat or on the page."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from bot.core.event.entry import LONGEST_PITCH, LONGEST_STATEMENT, LinkError, Words, is_too_long, length_of, link_of, tidy
from bot.services import Parts, guard
from bot.services.classroom.fit_name import fault_of
from bot.services.event.say import say_to_team, told
from bot.services.news import of_event
from storage.errors import ClosedError
from storage.events.entries import Allowed, Entry
from storage.events.records import Event, Person, Seat, Team

Part = Literal["pitch", "link", "statement"]
Why = Literal["", "long", "statement_long", "unkind", "https", "link_long", "host", "signs", "moved", "empty", "nobody", "closed"]
_COLUMNS: dict[Part, str] = {"pitch": "pitch", "link": "link", "statement": "ai_statement"}
_LINK_FAULTS: dict[str, Why] = {"https": "https", "long": "link_long", "host": "host", "signs": "signs"}
_LINK = re.compile(r"https?://\S+")
LONGEST_LATE = timedelta(hours=24)


@dataclass(frozen=True)
class Standing:
    """A team and what there is of its entry."""

    event: Event
    team: Team
    seats: tuple[Seat, ...]
    entry: Entry | None
    """What was taken at the freeze."""
    now: datetime

    @property
    def closes(self) -> datetime | None:
        return self.team.closes or self.event.freezes

    @property
    def closed(self) -> datetime | None:
        """Since when nothing of it changes."""
        moments = [moment for moment in (self.closes, self.event.ended) if moment is not None and moment <= self.now]
        return min(moments, default=None)

    @property
    def words(self) -> Words:
        """What was taken, once it is closed; before that what there is now."""
        kept = self.entry if self.closed and self.entry else self.team
        signed = frozenset(str(one["learner"]) for one in kept.signed)
        members = frozenset(seat.learner for seat in self.seats)
        return Words(kept.version, kept.pitch, kept.link, kept.ai_statement, signed, members)

    @property
    def title(self) -> str:
        return self.entry.title if self.closed and self.entry else self.team.title

    @property
    def signed(self) -> list[str]:
        """The names of those who signed, as they are called now."""
        return [seat.name for seat in self.seats if seat.learner in self.words.signed]

    @property
    def unsigned(self) -> list[str]:
        return [seat.name for seat in self.seats if seat.learner in self.words.unsigned]

    def seat(self, learner: str) -> Seat | None:
        return next((seat for seat in self.seats if seat.learner == learner), None)


@dataclass(frozen=True)
class Kept:
    """What became of something that was handed in. `why` is '' where it was kept."""

    why: Why = ""
    words: int = 0
    """How long a pitch is, kept or not."""
    masked: bool = False
    since: datetime | None = None
    """Where it was too late."""


async def standing(parts: Parts, event: Event, team: Team) -> Standing:
    """How a team stands now."""
    seats = await parts.store.teams.seats(event.id, team.id)
    return Standing(event, team, tuple(seats), await parts.store.entries.of_team(event.id, team.id), datetime.now(UTC))


async def keep(parts: Parts, event: Event, team: Team, part: Part, typed: str, learner: str = "") -> Kept:
    """Keep what a member typed for a part, '' to empty it; what may not stay private is masked, what hurts is refused."""
    text, kept = _checked(part, typed)
    if kept.why:
        return kept
    try:
        await parts.store.entries.write(event.id, team.id, **{_COLUMNS[part]: text})
    except ClosedError as closed:
        return Kept("closed", since=closed.since)
    parts.news.tell(of_event(event.id))
    if part == "statement" and text and text != team.ai_statement:
        seat = await parts.store.teams.seat(event.id, learner) if learner else None
        await say_to_team(parts, event, team.id, told("event/entry_sign_ask", who=seat.name if seat else ""), but=learner)
    return kept


def _checked(part: Part, typed: str) -> tuple[str, Kept]:
    """The text as it is kept, or why it is not."""
    if part == "link":
        try:
            return link_of(typed), Kept()
        except LinkError as error:
            return "", Kept(_LINK_FAULTS[error.fault])
    most = LONGEST_PITCH if part == "pitch" else LONGEST_STATEMENT
    verdict = guard.look(tidy(typed, most + 1))
    text, words = verdict.masked, length_of(verdict.masked) if part == "pitch" else 0
    if part == "pitch" and is_too_long(text):
        return "", Kept("long", max(words, 101))
    if part == "statement" and len(text) > LONGEST_STATEMENT:
        return "", Kept("statement_long")
    hurts = verdict.flag or fault_of(_LINK.sub("", text), "", most) == "unkind"
    return text, Kept("unkind" if hurts else "", words, verdict.redacted)


async def sign(parts: Parts, event: Event, team: Team, learner: str, read: str) -> Kept:
    """A member signs; `read` is the print of the statement that they saw (`print_of`)."""
    seat = await parts.store.teams.seat(event.id, learner)
    if seat is None or seat.team != team.id:
        return Kept("nobody")
    if not team.ai_statement:
        return Kept("empty")
    if print_of(team.ai_statement) != read:
        return Kept("moved")
    try:
        done = await parts.store.entries.sign(event.id, team.id, learner, seat.name, team.ai_statement)
    except ClosedError as closed:
        return Kept("closed", since=closed.since)
    parts.news.tell(of_event(event.id))
    return Kept("" if done else "moved")


def print_of(statement: str) -> str:
    """By which a button or a form says which text was read."""
    return hashlib.sha256(statement.encode()).hexdigest()[:12]


async def show(parts: Parts, event: Event, team: Team, on: bool) -> None:
    """Into the showcase, or out of it: any time, since that is not judged."""
    await parts.store.teams.change(event.id, team.id, shown=on)
    parts.news.tell(of_event(event.id))


async def allow_late(parts: Parts, event: Event, person: Person, team: Team, until: datetime) -> Allowed:
    """By the organiser's word one team has longer; its entry is taken again then and marked late. Whether judging has begun is for who asks to see."""
    if until > datetime.now(UTC) + LONGEST_LATE:
        return "past"
    allowed = await parts.store.entries.allow_late(event.id, team.id, until, person.name)
    if allowed == "yes":
        await _tell(parts, event, team, "event/entry_late", by=person.name, at=clock(event, until))
    return allowed


async def withdraw(parts: Parts, event: Event, person: Person, team: Team, out: bool) -> bool:
    """Take a team's entry out of the judging, or put it in again; False where there is no such team."""
    done = await parts.store.entries.withdraw(event.id, team.id, datetime.now(UTC) if out else None)
    if done:
        await _tell(parts, event, team, "event/entry_withdrawn", out=out, by=person.name)
    return done


async def _tell(parts: Parts, event: Event, team: Team, prompt: str, **values: Any) -> None:
    await say_to_team(parts, event, team.id, told(prompt, **values))
    parts.news.tell(of_event(event.id))


def clock(event: Event, at: datetime) -> str:
    """A moment as the event's clock shows it."""
    return at.astimezone(ZoneInfo(event.zone)).strftime("%H:%M")
