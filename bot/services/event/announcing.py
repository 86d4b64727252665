"""What is said to everybody at an event: by its organisers in their own words, by the clock in the language of whoever reads it.

It goes into all chats (each learner's own, and each group of a team) and on the screens: the projector, the public page, the team's page. Phones
that buzz all the time are not looked at any more: after `LOUD` in `WINDOW` an organiser's words go on the screens alone, unless they insist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.core.event.phases import Phase, following, freezes, read
from bot.core.personal import MASK, Found
from bot.core.turn import Message
from bot.services import Parts, guard
from bot.services.event.checkpoints import shift_checkpoints
from bot.services.event.say import Write, as_typed, told, trimmed, were_said, words_for
from bot.services.news import of_event
from scaffolds.spec import Language
from storage.classrooms.saying import GROUPS, Address
from storage.events.announcing import Announcement, Kind
from storage.events.records import Event
from storage.ids import next_id
from storage.records import Json

LONGEST = 300
"""Letters: more is not read on a wall."""
LOUD, WINDOW = 6, timedelta(minutes=10)
"""So many go into the chats in this time."""
Problem = Literal["", "empty", "long", "personal", "over"]


@dataclass(frozen=True)
class Reach:
    """Whom an announcement comes to: chats of people, groups of teams."""

    to: Sequence[Address]
    loud: bool
    """It goes into the chats too, not on the screens alone."""

    @property
    def groups(self) -> int:
        return sum(one.chat.startswith(GROUPS) for one in self.to)

    @property
    def people(self) -> int:
        return len(self.to) - self.groups


@dataclass(frozen=True)
class Announced:
    """What came of it: kept and said, or why not. `found` is what there is of personal data."""

    problem: Problem = ""
    found: Sequence[Found] = ()
    reach: Reach | None = None
    id: str = ""


async def look_at(
    parts: Parts, event: Event, text: str, teams: Sequence[str] | None = None, *, insist: bool = False, known: bool = False
) -> Announced:
    """What `announce` would do. `insist`: into the chats, however many came before. `known`: what is in it of personal data may be read by all."""
    words = trimmed(text)
    problem: Problem = "over" if event.ended else "empty" if not words or teams == [] else "long" if len(text.strip()) > LONGEST else ""
    if problem:
        return Announced(problem)
    found = [] if known else [one for one in guard.look(words).found if one != "name"]
    if found or MASK in words:
        return Announced("personal", found)
    loud = insist or await parts.store.announcing.loud_since(event.id, datetime.now(UTC) - WINDOW) < LOUD
    return Announced(reach=Reach(await _addresses(parts, event, teams), loud))


async def announce(
    parts: Parts, event: Event, by: str, text: str, teams: Sequence[str] | None = None, *, insist: bool = False, known: bool = False, once: str = ""
) -> Announced:
    """An organiser's words, as typed, to everybody or to some teams. `once` is an id that was drawn before: with the same one they are said once."""
    looked = await look_at(parts, event, text, teams, insist=insist, known=known)
    if looked.problem or looked.reach is None:
        return looked
    to = looked.reach.to if looked.reach.loud else []
    data = {"loud": looked.reach.loud, "people": looked.reach.people if to else 0, "groups": looked.reach.groups if to else 0}
    made = _made(event, "organiser", data, by=by, text=trimmed(text), teams=teams, id=once)
    await _say(parts, event, made, to)
    return replace(looked, id=made.id)


async def phase_began(parts: Parts, event: Event, phase: Phase) -> None:
    """The clock says so, once, however often it is asked to."""
    event = await parts.store.events.get(event.id) or event
    then = following(read(event.phases), phase.at)
    data = {"phase": phase.kind, "until": then.at.isoformat() if then else ""}
    await _say(parts, event, _made(event, "phase", data, id=f"{event.id}-{phase.kind}"), await _addresses(parts, event, None))


async def soon(parts: Parts, event: Event, minutes: int) -> None:
    """Pens down is near; said once for each moment that it is set to."""
    at = freezes(read(event.phases))
    if at is not None:
        data = {"minutes": minutes, "at": at.isoformat()}
        await _say(parts, event, _made(event, "soon", data, id=f"{event.id}-{at:%Y%m%d%H%M%S}"), await _addresses(parts, event, None))


async def shifted(parts: Parts, event: Event, minutes: int) -> None:
    """The clock was moved, and the checkpoints that are still to come with it."""
    now = datetime.now(UTC)
    event = await shift_checkpoints(parts, await parts.store.events.get(event.id) or event, minutes, now)
    then = following(read(event.phases), now)
    data = {"minutes": minutes, "next": then.kind if then else "", "at": then.at.isoformat() if then else ""}
    await _say(parts, event, _made(event, "shifted", data), await _addresses(parts, event, None))


async def take_back(parts: Parts, event: Event, id: str) -> bool:
    """Off all screens; a chat that has it keeps it. False where there is nothing to take back."""
    done = await parts.store.announcing.hide(event.id, id)
    parts.news.tell(of_event(event.id))
    return done


def words_of(announcement: Announcement, language: Language, zone: str) -> str:
    """What stands on a screen: as typed, or what the clock says in this language."""
    return announcement.text or _write(announcement, zone)(language)[0]


def _write(announcement: Announcement, zone: str) -> Write:
    data = announcement.data
    match announcement.kind:
        case "phase":
            return told("event/said_phase", phase=data["phase"], until=_time(data["until"], zone))
        case "soon":
            return told("event/said_soon", minutes=data["minutes"], at=_time(data["at"], zone))
        case "shifted":
            minutes = int(data["minutes"])
            return told("event/said_shifted", minutes=abs(minutes), later=minutes > 0, next=data["next"], at=_time(data["at"], zone))
    return lambda language: (announcement.text, Message(text=as_typed(announcement.text)))


def _time(moment: str, zone: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)):%H:%M}" if moment else ""


def _made(event: Event, kind: Kind, data: Json, *, by: str = "", text: str = "", teams: Sequence[str] | None = None, id: str = "") -> Announcement:
    return Announcement(id or next_id(), event.id, kind, by, text, data, None if teams is None else list(teams), datetime.now(UTC), None)


async def _addresses(parts: Parts, event: Event, teams: Sequence[str] | None) -> list[Address]:
    """Each chat once; what is for all is told in the chats of those who run the event, too."""
    found = await parts.store.telling.addresses(event.id, teams)
    if teams is None:
        crew = {one.chat for one in await parts.store.crew.of_event(event.id) if one.chat and one.ended is None}
        found += await parts.store.saying.at(sorted(crew))
    return list({one.chat: one for one in found}.values())


async def _say(parts: Parts, event: Event, announcement: Announcement, to: Sequence[Address]) -> None:
    words = words_for(event, to, _write(announcement, event.zone), announcement.by)
    answers = await parts.store.announcing.say(announcement, words)
    were_said(parts, event, words if answers else [], answers or [])
