"""A teacher says whether a signal was right."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.core.classroom.precision import Tally, in_all
from bot.locales import Locale
from bot.services import Parts
from bot.services.classroom.signals import signal_of
from bot.services.news import of_class
from storage.classrooms.records import Classroom, InClass, Teacher


async def judge(parts: Parts, teacher: Teacher, classroom: Classroom, inside: InClass, reason: str, right: bool) -> bool:
    """Keep it, for everybody who teaches this class; False where the signal is over, or is another one by now."""
    standing = inside.standing
    paused = classroom.paused or inside.seat.paused
    found = signal_of(standing.progress, datetime.now(UTC), paused) if standing else None
    if found is None or found.reason != reason:
        return False
    learner = inside.seat.learner
    await parts.store.signals.judge(classroom.id, learner, reason, found.detail, right, teacher.id)
    await parts.store.care.write_down(
        "judged", classroom=classroom.id, teacher=teacher.id, learner=learner, detail=f"{reason}: {'+' if right else '-'}"
    )
    parts.news.tell(of_class(classroom.id))
    return True


async def tallies(parts: Parts, classroom: str) -> list[Tally]:
    """How far the signals of a class were right, by reason."""
    return [Tally(one.reason, one.shown, one.judged, one.right) for one in await parts.store.signals.precision(classroom)]


def in_words(found: list[Tally], t: Locale) -> str:
    """'12 of 14 signals were right', or how such a line comes about."""
    all_of_them = in_all(found)
    if not all_of_them.judged:
        return t("signal.precision_none")
    return t("signal.precision", right=all_of_them.right, judged=all_of_them.judged)
