"""What a teacher is about to say, to one who may be stuck or to all who meet the same, and who hears it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import prompts
from bot.core.classroom.trouble import Kind, Shared, shared
from bot.dashboard.live_people import Card, card_of
from bot.dashboard.page import ClassVisit
from bot.locales import spoken
from scaffolds.spec import Language

LESSONS = "classroom/lessons"


@dataclass(frozen=True)
class Asking:
    """The words are a suggestion: whoever sends them reads and changes them first."""

    learners: Sequence[str]
    names: str
    why: str
    """As it stands now; empty where all is well by now."""
    text: str
    kind: Literal["question", "lesson"]
    language: Language
    """Of the words."""


async def asking_of(here: ClassVisit, learner: str) -> Asking | None:
    """None for somebody who does not sit in this class."""
    found = next((card for card in await _cards(here) if card.learner == learner), None)
    if found is None:
        return None
    return Asking([found.learner], found.name, found.why, found.question, "question", found.language)


async def lesson_for(here: ClassVisit, key: str) -> Asking:
    """For those who meet the trouble of this key now; nobody, where it is over."""
    cards = await _cards(here)
    found = next((one for one in shared_by(cards) if one.kind.key == key), None)
    met = [card for card in cards if found and card.learner in found.learners]
    names = here.t("live.comma").join(card.name for card in met)
    text = lesson_of(found.kind, _language(here)) if found else ""
    return Asking([card.learner for card in met], names, here.t("live.lesson_over") if not met else "", text, "lesson", _language(here))


def shared_by(cards: Sequence[Card]) -> Sequence[Shared]:
    """What several of a class meet now and were not just taught, but for those of whom a teacher said that they are not stuck."""
    return shared({card.learner: card.kind for card in cards if card.judged is not False}, len(cards))


def lesson_of(kind: Kind, language: Language) -> str:
    """A mini-lesson for a kind of trouble, in plain text: of its own, or of its reason."""
    known = set(prompts.names(LESSONS))
    name = next(name for name in (f"{LESSONS}/{kind.key}", f"{LESSONS}/{kind.reason}") if name in known)
    return prompts.load(name).render(language)


async def _cards(here: ClassVisit) -> list[Card]:
    room, at = here.classroom, datetime.now(UTC)
    everyone = await here.parts.store.watch.everyone(room.id)
    return [card_of(one, room, here.t, at) for one in everyone if one.seat.joined is not None]


def _language(here: ClassVisit) -> Language:
    return spoken(here.classroom.language) or "en"
