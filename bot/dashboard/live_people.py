"""The students of a class as cards: where each is, whether they may be stuck and why in words, and what to ask them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.classroom.progress import Progress, Reason, Signal
from bot.core.classroom.trouble import Kind, kind_of
from bot.core.turn import STAGES, Stage
from bot.locales import Locale, spoken
from bot.services.classroom.signals import question_for, reason, signal_of
from scaffolds.blocks import discover
from scaffolds.spec import Language
from storage.classrooms.records import Classroom
from storage.classrooms.watch import Watched

HERE = timedelta(minutes=5)
"""Who did something since is here."""
FRESH = timedelta(minutes=15)
"""So long a word of a teacher's is shown on the card."""
BLANK = ""


@dataclass(frozen=True)
class Card:
    """A student who came in."""

    learner: str
    name: str
    number: str
    stage: Stage
    title: str
    colour: str
    block: str
    """What the thumbnail shows; blank before there is an app."""
    last: datetime | None
    ago: str
    here: bool
    notes: Sequence[str]
    """What else is known, in few words: hints, a pause, a teacher's word."""
    paused: bool
    reason: Reason | None
    why: str
    question: str
    language: Language
    """In which it is."""
    kind: Kind | None
    """Which lesson would help."""
    judged: bool | None
    project: str | None

    @property
    def step(self) -> int:
        return STAGES.index(self.stage) + 1

    @property
    def stuck(self) -> bool:
        """Shown on top; who was judged not to be stuck is among the others."""
        return self.reason is not None and self.judged is not False


def card_of(one: Watched, room: Classroom, t: Locale, at: datetime) -> Card:
    """The card of somebody who came in. What to ask is in their own language: it is sent as it is."""
    seat, standing = one.seat, one.standing
    found = shown_signal(one, room.paused, at)
    stage = stage_of(one)
    look = standing.look if standing else {}
    block = next((str(name) for name in look.get("blocks", ()) if name in discover()), BLANK)
    last = standing.last if standing else None
    return Card(
        learner=seat.learner, name=seat.name, number=seat.number if room.asks_number else "", stage=stage, title=standing.title if standing else "",
        colour=str(look.get("colour", "")), block=block, last=last, ago=ago(last, t, at), here=last is not None and at - last < HERE,
        notes=_notes(one, t, at), paused=seat.paused is not None, reason=found.reason if found else None, why=reason(found, t) if found else "",
        question=_question(one, found, stage, room) if found else "", language=language_of(one, room), kind=_lesson_for(one, found, at),
        judged=one.judged[1] if found and one.judged and one.judged[0] == found.reason else None, project=standing.project if standing else None,
    )  # fmt: skip


def stage_of(one: Watched) -> Stage:
    stage = one.standing.stage if one.standing else STAGES[0]
    return next((name for name in STAGES if name == stage), STAGES[0])


def shown_signal(one: Watched, paused: datetime | None, at: datetime) -> Signal | None:
    """Whether they may be stuck now; `paused` is since when their class is."""
    standing, since = one.standing, [moment for moment in (one.seat.paused, paused) if moment]
    return signal_of(standing.progress, at, min(since, default=None)) if standing else None


def ago(last: datetime | None, t: Locale, at: datetime) -> str:
    """How long ago that was, in a word or two."""
    if last is None:
        return t("live.silent")
    minutes = int((at - last).total_seconds() // 60)
    if minutes < 1:
        return t("live.now")
    if minutes < 60:
        return t("live.minutes", n=minutes)
    return t("live.hours", n=minutes // 60) if minutes < 48 * 60 else t("live.days", n=minutes // (24 * 60))


def _notes(one: Watched, t: Locale, at: datetime) -> list[str]:
    hints = one.standing.hints if one.standing else 0
    found = [t("live.hints", n=hints)] if hints > 1 else [t("live.hint")] if hints else []
    found += [t("live.is_paused")] if one.seat.paused else []
    found += [t("live.is_unaided")] if one.seat.unaided else []
    return found + ([t("live.nudged", when=ago(one.nudged, t, at))] if one.nudged and at - one.nudged < FRESH else [])


def language_of(one: Watched, room: Classroom) -> Language:
    return spoken(one.language) or spoken(room.language) or "en"


def _question(one: Watched, found: Signal, stage: Stage, room: Classroom) -> str:
    title = one.standing.title if one.standing else ""
    return question_for(found, language_of(one, room), title=title, stage=stage, tier=room.tier, seed=one.seat.learner)


def _lesson_for(one: Watched, found: Signal | None, at: datetime) -> Kind | None:
    """What they meet, unless they were just taught."""
    taught = one.taught is not None and at - one.taught < FRESH
    return kind_of(found, Progress.model_validate(one.standing.progress)) if found and one.standing and not taught else None
