"""Words of an event in people's own chats: of an organiser, a mentor, or the clock."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.turn import Message
from bot.services import Parts
from bot.services.classroom.nudge import SHOWN_BY_THEMSELVES, Write, as_typed, language_of, told, trimmed
from bot.services.news import of_event
from storage.classrooms.saying import Address
from storage.events.records import Event
from storage.events.saying import Word
from storage.records import Answer

__all__ = ["Write", "as_typed", "say", "say_to_team", "told", "trimmed", "were_said", "words_for"]


async def say(parts: Parts, event: Event, to: Sequence[Address], write: Write, by: str = "") -> int:
    """Say something in these chats, each in its language; `by` is who says it, '' for the event itself. How many were reached."""
    words = words_for(event, to, write, by)
    if words:
        were_said(parts, event, words, await parts.store.telling.say(words))
    return len(words)


def words_for(event: Event, to: Sequence[Address], write: Write, by: str = "") -> list[Word]:
    """A message for each of these chats, in its language."""
    return [_word(one, by or event.name, write) for one in to]


def were_said(parts: Parts, event: Event, words: Sequence[Word], answers: Sequence[Answer]) -> None:
    """These are kept: the senders take them, and open pages hear of it."""
    parts.outbox.hand_over(answer for answer in answers if answer.status == "pending")
    for word in words:
        parts.news.tell(word.to.chat)
    parts.news.tell(of_event(event.id))


async def say_to_team(parts: Parts, event: Event, team: str, write: Write, by: str = "", but: str = "") -> int:
    """Say something to everybody of a team, but for one learner."""
    to = [one for one in await parts.store.telling.addresses(event.id, [team]) if one.learner != but]
    return await say(parts, event, to, write, by)


def _word(to: Address, name: str, write: Write) -> Word:
    language = language_of(to)
    _, message = write(language)
    signed: Message = message.model_copy(update={"teacher": name, "language": language})
    return Word(to, signed.model_dump(mode="json"), delivered=to.chat.partition(":")[0] in SHOWN_BY_THEMSELVES)
