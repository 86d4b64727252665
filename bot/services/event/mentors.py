"""What a mentor does with a request of the queue: claims it, speaks, hands it back, resolves it. The store says who was first; the team hears of each."""

from __future__ import annotations

from bot.core.turn import Message as Letter
from bot.services import Parts
from bot.services.event.say import as_typed, say_to_team, told, trimmed
from bot.services.news import of_event
from storage.columns import now
from storage.events.records import Event, Person


async def claim(parts: Parts, event: Event, mentor: Person, id: str) -> bool:
    """The first one gets it; the team hears who comes."""
    await parts.store.crew.change(event.id, mentor.id, seen=now())
    if not await parts.store.helping.claim(event.id, id, mentor.id):
        return False
    request = await parts.store.helping.get(event.id, id)
    if request is not None:
        await say_to_team(parts, event, request.team, told("event/mentor_comes", who=mentor.name))
    parts.news.tell(of_event(event.id))
    return True


async def hand_back(parts: Parts, event: Event, mentor: Person, id: str, note: str) -> bool:
    """For another mentor, in its old place, with a note for them; the team is told that it waits again."""
    words = trimmed(note)
    line = {"by": "mentor", "name": mentor.name, "text": words, "note": True} if words else None
    request = await parts.store.helping.get(event.id, id)
    if request is None or not await parts.store.helping.hand_back(event.id, id, mentor.id, line):
        return False
    await say_to_team(parts, event, request.team, told("event/mentor_freed", back=False))
    parts.news.tell(of_event(event.id))
    return True


async def speak(parts: Parts, event: Event, mentor: Person, id: str, text: str) -> int:
    """A mentor's own words, in the chats of the team; how many were reached. 0 where the request is not theirs."""
    words = trimmed(text)
    request = await parts.store.helping.get(event.id, id)
    line = {"by": "mentor", "name": mentor.name, "text": words}
    if not words or request is None or not await parts.store.helping.note(event.id, id, mentor.id, line):
        return 0
    await parts.store.crew.change(event.id, mentor.id, seen=now())
    return await say_to_team(parts, event, request.team, lambda language: (words, Letter(text=as_typed(words))), by=mentor.name)


async def resolve(parts: Parts, event: Event, mentor: Person, id: str) -> bool:
    """It is solved; the team is asked how it was."""
    request = await parts.store.helping.get(event.id, id)
    if request is None or not await parts.store.helping.resolve(event.id, id, mentor.id):
        return False
    await say_to_team(parts, event, request.team, told("event/mentor_rate", id, who=mentor.name))
    parts.news.tell(of_event(event.id))
    return True
