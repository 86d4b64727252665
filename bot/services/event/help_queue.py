"""The mentors' queue of an event as it stands, and what a team does with it: asks, takes back, rates. What a mentor does is in `mentors`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.core.event.helping import LONGEST, SILENT, Said, about, in_order, lines, place, topics_of
from bot.core.event.phases import at, read
from bot.core.turn import Message as Letter
from bot.locales import Locale, locale
from bot.services import Parts, guard
from bot.services.classroom.nudge import unmarked
from bot.services.event.say import Write, say, say_to_team, told, trimmed
from bot.services.news import of_event
from scaffolds.spec import Language
from storage.classrooms.saying import Address
from storage.columns import now
from storage.events.helping import HelpRequest
from storage.events.records import Event, InTeam, Person, Team
from storage.ids import new_id
from storage.records import Message

LOOKED_AT = 30
"""Lines at the end of a chat that are looked through for what did not work."""
HERE = timedelta(minutes=30)
"""A mentor who was seen within it counts as one who is there."""


@dataclass(frozen=True)
class Queue:
    """All requests of an event at one moment, and its mentors."""

    event: Event
    requests: tuple[HelpRequest, ...]
    mentors: tuple[Person, ...]
    at: datetime

    @property
    def waiting(self) -> list[HelpRequest]:
        """Who waits longest comes first."""
        return in_order(one for one in self.requests if one.resolved is None and one.mentor is None)

    @property
    def claimed(self) -> list[HelpRequest]:
        return [one for one in self.requests if one.resolved is None and one.mentor is not None]

    @property
    def solved(self) -> list[HelpRequest]:
        return sorted((one for one in self.requests if one.outcome == "solved"), key=lambda one: one.resolved or one.at)

    @property
    def seen(self) -> list[timedelta]:
        """How long mentors took, the last one at the end."""
        return [one.resolved - one.claimed for one in self.solved if one.resolved and one.claimed]

    @property
    def present(self) -> int:
        """How many mentors are there, as far as it can be seen."""
        busy = {one.mentor for one in self.claimed}
        return sum(one.id in busy or (one.seen is not None and self.at - one.seen < HERE) for one in self.mentors)

    def minutes(self, id: str) -> int:
        """Until a mentor is there for a request that waits."""
        busy = len({one.mentor for one in self.claimed})
        return about(place(self.waiting, id), self.present, busy, self.seen)

    def place(self, id: str) -> int:
        return place(self.waiting, id)

    def for_mentor(self, mentor: Person) -> list[HelpRequest]:
        """Those who wait, what this mentor knows about first."""
        return in_order(self.waiting, mentor.topics)

    def with_mentor(self, mentor: str) -> list[HelpRequest]:
        """What a mentor has claimed."""
        return [one for one in self.claimed if one.mentor == mentor]

    def name(self, mentor: str | None) -> str:
        return next((one.name for one in self.mentors if one.id == mentor), "")

    @property
    def topics(self) -> tuple[str, ...]:
        """What a team may ask about."""
        return topics_of(one.topics for one in self.mentors)


async def queue(parts: Parts, event: Event) -> Queue:
    """The queue as it is now. What a silent mentor held waits again, and what is over is ended, before anybody looks."""
    moment = datetime.now(UTC)
    requests, mentors = await asyncio.gather(parts.store.helping.of_event(event.id), parts.store.crew.of_event(event.id, "mentor"))
    there = tuple(one for one in mentors if one.ended is None)
    found = Queue(event, tuple(requests), there, moment)
    if any(one.resolved is None for one in requests) and await _kept_up(parts, found):
        return Queue(event, tuple(await parts.store.helping.of_event(event.id)), there, moment)
    return found


async def _kept_up(parts: Parts, found: Queue) -> bool:
    """Whether anything was ended or freed; those whom it concerns are told."""
    over = await parts.store.helping.end(found.event.id, found.at) if await _is_over(parts, found) else []
    for one in over:
        await say_to_team(parts, found.event, one.team, told("event/mentor_over"))
    freed = await parts.store.helping.free_silent(found.event.id, found.at - SILENT) if _may_be_silent(found) else []
    for one in freed:
        await say_to_team(parts, found.event, one.team, told("event/mentor_freed", back=True))
    return bool(over or freed)


async def _is_over(parts: Parts, found: Queue) -> bool:
    """Whether a request is open of a team that may not change its app any more."""
    open_ones = {one.team for one in found.requests if one.resolved is None}
    teams = [one for one in await parts.store.teams.of_event(found.event.id) if one.id in open_ones]
    return any(not one.is_in or _is_closed(found.event, one, found.at) for one in teams)


def _is_closed(event: Event, team: Team, moment: datetime) -> bool:
    closes = team.closes or event.freezes
    return event.ended is not None or (closes is not None and closes <= moment)


def _may_be_silent(found: Queue) -> bool:
    here = {one.id: one for one in found.mentors}
    limit = found.at - SILENT
    return any(
        one.claimed and one.claimed <= limit and (one.mentor not in here or (here[one.mentor].seen or limit) <= limit) for one in found.claimed
    )


def is_open(event: Event, team: Team) -> bool:
    """Whether a team may ask now: the doors are open, and it may still change its app."""
    phase = at(read(event.phases), datetime.now(UTC)) if event.opened else None
    return phase is not None and event.ended is None and not _is_closed(event, team, datetime.now(UTC))


# --- a team


async def tried(parts: Parts, chat: str) -> tuple[Said, ...]:
    """What did not work in a chat lately, masked: it goes along with a request, unless its team says no."""
    history, labels, said = await parts.store.history(chat, LOOKED_AT), dict[str, str](), list[Said]()
    for line in history:
        buttons = {str(button["id"]): str(button["label"]) for button in line.payload.get("buttons") or ()}
        said.append(_said(line, tuple(buttons), labels))
        labels |= buttons
    return lines(said)


def _said(line: Message, buttons: tuple[str, ...], labels: Mapping[str, str]) -> Said:
    """A line as it may go along: what was pressed by the words on it, no command, nothing personal."""
    press = str(line.payload.get("press") or "")
    text = str(line.payload.get("text") or "") or labels.get(press, "")
    if line.by == "tutor":
        return Said(line.turn, "tutor", guard.look(unmarked(text)).masked, buttons=buttons)
    return Said(line.turn, "team", "" if text.startswith("/") else guard.look(text).masked, press)


async def ask(
    parts: Parts, here: InTeam, learner: str, chat: str, topic: str, text: str, along: Sequence[Said]
) -> tuple[HelpRequest, bool]:  # fmt: skip
    """Put a team's request in; the one that it has open comes back instead, with False. Mentors who chat are told."""
    event, team = here.event, here.team
    words, kept = guard.look(trimmed(text)).masked[:LONGEST], tuple(line.kept() for line in along)
    new = HelpRequest(new_id(), event.id, team.id, learner, chat, topic, words, kept, now())
    request = await parts.store.helping.ask(new)
    if request.id != new.id:
        return request, False
    parts.news.tell(of_event(event.id))
    await _tell_mentors(parts, event, team, request)
    return request, True


async def _tell_mentors(parts: Parts, event: Event, team: Team, request: HelpRequest) -> None:
    """Those who chat and know about the topic; where nobody named it, all who chat."""
    chatting = [one for one in await parts.store.crew.of_event(event.id, "mentor") if one.chat and one.ended is None]
    known = [one for one in chatting if request.topic.casefold() in {topic.casefold() for topic in one.topics}]
    for mentor in known or chatting:
        await say_to_person(parts, event, mentor, partial(_wanted, team, request))


def _wanted(team: Team, request: HelpRequest, language: Language) -> tuple[str, Letter]:
    topic = topic_name(request.topic, locale(language))
    return told("event/mentor_wanted", request.id, team=team.name, topic=topic, text=request.text)(language)


async def say_to_person(parts: Parts, event: Event, person: Person, write: Write) -> bool:
    """Say something in the chat of somebody who runs the event; False where they have none."""
    loaded = await parts.store.load_turn(person.chat) if person.chat else None
    if loaded is None or person.chat is None:
        return False
    return bool(await say(parts, event, [Address(loaded.learner.id, person.chat, person.language)], write))


async def withdraw(parts: Parts, event: Event, team: str, id: str) -> bool:
    """The team takes its request back; a mentor who had claimed it hears of it."""
    done = await parts.store.helping.withdraw(team, id)
    there = await parts.store.helping.get(event.id, id)  # after it, since nobody claims it from then on
    if done and there is not None and there.mentor:
        found, mentor = await parts.store.teams.get(event.id, team), await parts.store.crew.get(event.id, there.mentor)
        if mentor is not None and found is not None:
            await say_to_person(parts, event, mentor, told("event/mentor_withdrawn", team=found.name))
    parts.news.tell(of_event(event.id))
    return done


async def rate(parts: Parts, event: Event, team: str, id: str, rating: int | None = None, comment: str | None = None) -> bool:
    """What the team thought of the help: one of three faces, and a word."""
    masked = guard.look(trimmed(comment)).masked if comment else None
    done = await parts.store.helping.rate(team, id, rating, masked)
    parts.news.tell(of_event(event.id))
    return done


def topic_name(topic: str, t: Locale) -> str:
    """A topic as it is shown: one of the usual in a language, or a mentor's own as typed."""
    return t.sentences.get(f"ev_help.topic_{topic}", topic)
