"""The students of a class as cards: where each is, whether they may be stuck and why in words, and what to ask them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.classroom.progress import Progress, Reason, Signal, signal
from bot.core.classroom.trouble import Kind, error_of, kind_of
from bot.core.turn import STAGES, Stage
from bot.dashboard.live_questions import question_of
from bot.locales import Locale
from scaffolds.blocks import discover
from scaffolds.spec import Language
from storage.classrooms.watch import Watched

HERE = timedelta(minutes=5)
"""Who did something since is here."""
AWAY = timedelta(minutes=60)
"""Who did nothing for so long has gone: they are not stuck now."""
FRESH = timedelta(minutes=15)
"""So long a word of a teacher's is shown on the card."""
BLANK = ""
_NAMED = {"error": ("not_ready", "unclear", "broken", "file_refused", "went_wrong"), "question": ("problem", "who", "goal", "keep", "choose", "name", "confirm", "predict", "clarify")}  # fmt: skip
"""Errors and questions that have words of their own on the page."""


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


def card_of(one: Watched, t: Locale, language: Language, at: datetime, *, numbered: bool) -> Card:
    """The card of somebody who came in. `language` is the class's: the question is sent as it is."""
    seat, standing = one.seat, one.standing
    found = signal_of(one, at)
    stage = stage_of(one)
    look = standing.look if standing else {}
    block = next((str(name) for name in look.get("blocks", ()) if name in discover()), BLANK)
    last = standing.last if standing else None
    return Card(
        learner=seat.learner, name=seat.name, number=seat.number if numbered else "", stage=stage, title=standing.title if standing else "",
        colour=str(look.get("colour", "")), block=block, last=last, ago=ago(last, t, at), here=last is not None and at - last < HERE,
        notes=_notes(one, t, at), paused=seat.paused is not None, reason=found.reason if found else None, why=why(found, last, t, at) if found else "",
        question=question_of(found, language) if found else "", kind=_lesson_for(one, found, stage, at),
        judged=one.judged[1] if found and one.judged and one.judged[0] == found.reason else None, project=standing.project if standing else None,
    )  # fmt: skip


def stage_of(one: Watched) -> Stage:
    stage = one.standing.stage if one.standing else STAGES[0]
    return next((name for name in STAGES if name == stage), STAGES[0])


def signal_of(one: Watched, at: datetime) -> Signal | None:
    """Whether they may be stuck now. Who is away is not, and who is paused waits for their teacher."""
    standing = one.standing
    if standing is None or one.seat.paused is not None or at - standing.last > AWAY:
        return None
    return signal(Progress.model_validate(standing.progress), at)


def why(found: Signal, last: datetime | None, t: Locale, at: datetime) -> str:
    """The reason of a signal in words."""
    minutes = int((at - last).total_seconds() // 60) if last else 0
    return t(f"live.why_{found.reason}", n=minutes if found.reason == "idle" else found.count, what=what(found.reason, found.detail, t))


def what(reason: Reason, detail: str, t: Locale) -> str:
    """The error or the question of a signal in words: ours where it is one of ours, else as it was."""
    name = error_of(detail) if reason == "error" else detail
    if name in _NAMED.get(reason, ()):
        return t(f"live.{reason}_{name}")
    return t("live.quoted", words=detail) if detail else ""


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


def _lesson_for(one: Watched, found: Signal | None, stage: Stage, at: datetime) -> Kind | None:
    """What they meet, unless they were just taught."""
    taught = one.taught is not None and at - one.taught < FRESH
    return kind_of(found, stage) if found and not taught else None
