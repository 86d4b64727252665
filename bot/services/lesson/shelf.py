"""The lessons of this installation, ours and the school's own, and which of them come next for somebody."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

import prompts
from bot.core.conversation import Conversation
from bot.core.decision import Move
from bot.core.guessing import nearest
from bot.core.lesson import PREFIX, next_for
from bot.core.turn import Button
from bot.services import Parts
from prompts.lessons import Lesson, Shelf, look
from scaffolds.spec import AppSpec, Language

MOST_OFFERED = 3

log = logging.getLogger(__name__)


async def shelf_of(parts: Parts) -> Shelf:
    """Read when it is first asked for, beside the event loop."""
    return await asyncio.to_thread(_read, parts.own_lessons)


@cache
def _read(own: Path | None) -> Shelf:
    """A lesson with a fault is left out; which, and why, is for whoever runs Sampan."""
    shelf = look(own)
    for fault in shelf.faults:
        log.warning("a lesson is left out: %s", fault)
    return shelf


def offered(shelf: Shelf, conversation: Conversation, spec: AppSpec | None) -> list[Lesson]:
    """The next three on the pathway of their tier, the one that their app needs first; all over again for those who took all."""
    pathway = shelf.pathway(conversation.tier)
    waiting = {conversation.lesson.id} if conversation.lesson else set()
    left = [one for one in pathway if one.id not in conversation.lessons and one.id not in waiting]
    needed = next_for(spec, pathway, {*conversation.lessons, *waiting}, shared=conversation.stage == "share") if spec else None
    first = [needed] if needed else []
    return [*first, *(one for one in left or pathway if one is not needed)][:MOST_OFFERED]


def following(shelf: Shelf, conversation: Conversation, lesson: Lesson) -> Lesson | None:
    """What comes after this one on the pathway of their tier, else the first that they did not take; None for those who took all."""
    pathway = shelf.pathway(conversation.tier)
    place = pathway.index(lesson) + 1 if lesson in pathway else 0
    return next((one for one in (*pathway[place:], *pathway) if one.id not in conversation.lessons), None)


def found(shelf: Shelf, words: str, language: Language) -> Lesson | None:
    """The lesson of this id, or whose title comes nearest to these words."""
    if words.strip().lower() in shelf.lessons:
        return shelf.lessons[words.strip().lower()]
    lessons = list(shelf.lessons.values())
    place = nearest(words, [one.said(language).title for one in lessons])
    return lessons[place] if place is not None else None


def ways_in(lessons: Sequence[Lesson], language: Language) -> tuple[Button, ...]:
    """A button for each."""
    return tuple(Button(id=f"{PREFIX}{one.id}", label=one.said(language).title) for one in lessons)


async def proposal(parts: Parts, spec: AppSpec, conversation: Conversation, taken: Collection[str] = ()) -> Move | None:
    """The lesson that an app needs now, as something to say; None where none fits. It is said once a session, which whoever asks sees to."""
    shelf = await shelf_of(parts)
    known = {*conversation.lessons, *taken, *([conversation.lesson.id] if conversation.lesson else [])}
    lesson = next_for(spec, shelf.pathway(conversation.tier), known, shared=conversation.stage == "share")
    if lesson is None:
        return None
    page = lesson.said(conversation.language)
    values = {"title": prompts.Markdown(prompts.escape(page.title)), "minutes": lesson.minutes}
    return Move(prompt="lesson_chat/propose", values=values, buttons=ways_in([lesson], conversation.language))
