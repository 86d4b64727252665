"""A student who may be stuck, as a teacher reads it in a chat: who, where, why, and a question that one could ask."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.classroom.progress import Progress, Signal, signal
from bot.locales import Locale, locale, spoken
from storage.classrooms.glances import Seated
from storage.classrooms.records import Classroom, Teacher


@dataclass(frozen=True)
class Card:
    classroom: Classroom
    learner: str
    name: str
    title: str
    stage: str
    why: str
    question: str
    """In the language of the class: it is sent as it is."""


def card_of(one: Seated, classroom: Classroom, teacher: Teacher, at: datetime | None = None) -> Card | None:
    """None for somebody who does not seem stuck, or whose chat is paused."""
    standing = one.standing
    found = signal(Progress.model_validate(standing.progress), at or datetime.now(UTC)) if standing else None
    if standing is None or found is None or classroom.paused or one.seat.paused:
        return None
    from bot.services.classroom.signals import question_for

    t = locale(spoken(teacher.language) or "en")
    return Card(
        classroom=classroom,
        learner=one.seat.learner,
        name=one.seat.name,
        title=standing.title,
        stage=t(f"stage.{standing.stage}"),
        why=why(found, t),
        question=question_for(found, spoken(classroom.language) or "en"),
    )


def why(found: Signal, t: Locale) -> str:
    """The reason of a signal in a few words."""
    reason = "recolour" if found.about == "recolour" else found.reason
    said = t(f"teacher_chat.reason_{reason}", n=found.count)
    return t("teacher_chat.quoted", why=said, detail=found.detail) if found.detail else said


def mark_of(question: str) -> str:
    """A short mark of a question, which a button can carry."""
    return hashlib.sha256(question.encode()).hexdigest()[:8]
