"""A student who may be stuck, as a teacher reads it in a chat: who, where, why, and a question that one could ask."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.locales import locale, spoken
from bot.services.classroom.signals import question_for, reason, signal_of
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
    found = signal_of(standing.progress, at or datetime.now(UTC)) if standing else None
    if standing is None or found is None or classroom.paused or one.seat.paused:
        return None
    t = locale(spoken(teacher.language) or "en")
    return Card(
        classroom=classroom,
        learner=one.seat.learner,
        name=one.seat.name,
        title=standing.title,
        stage=t(f"stage.{standing.stage}"),
        why=reason(found, t),
        question=question_for(
            found, spoken(classroom.language) or "en", title=standing.title, stage=standing.stage, tier=classroom.tier, seed=one.seat.learner
        ),
    )


def mark_of(question: str) -> str:
    """A short mark of a question, which a button can carry."""
    return hashlib.sha256(question.encode()).hexdigest()[:8]
