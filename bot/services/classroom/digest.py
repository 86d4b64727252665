"""The letter of the week: on Monday morning, on the school's clock, to each teacher with a chat who did not decline it. It is written when it is sent."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.turn import STAGES
from bot.locales import Locale
from bot.services import Parts
from storage.classrooms.glances import Seated
from storage.classrooms.letters import week_name
from storage.classrooms.records import Classroom, Teacher

BEGINS, ENDS = time(7, 30), time(18, 0)
"""When it may be put; whoever starts Sampan later that day bothers nobody in the evening."""
WEEK = timedelta(days=7)
MOST_NAMES = 12


async def one_round(parts: Parts, at: datetime | None = None) -> int:
    """Put this week's letters where they lack; how many those were."""
    local = (at or datetime.now(UTC)).astimezone(ZoneInfo(parts.zone))
    if local.weekday() != 0 or not BEGINS <= local.time() < ENDS:
        return 0
    week, put = local.date().isoformat(), 0
    for chat in await parts.store.care.without_week(week):
        answers = await parts.store.care.put_letter(chat, week_name(week), {"about": "week", "week": week})
        parts.outbox.hand_over(answers)
        put += len(answers)
    return put


async def told(parts: Parts, teacher: Teacher, week: str, t: Locale) -> list[dict[str, object]]:
    """By class: what moved in the week before that Monday, who came to the end, who was not here."""
    until = datetime.combine(datetime.fromisoformat(week), time(0), ZoneInfo(parts.zone))
    classes = [one for one in await parts.store.teachers.classes(teacher.id) if one.archived is None]
    return [await _of_class(parts, one, until - WEEK, t) for one in classes]


async def _of_class(parts: Parts, classroom: Classroom, since: datetime, t: Locale) -> dict[str, object]:
    seated = [one for one in await parts.store.care.seated(classroom.id) if one.seat.joined is not None]
    moved = await parts.store.care.crossings(classroom.id, since)
    reached = {stage: {learner for learner, there in moved if there == stage} for stage in STAGES}
    shared = [one.seat.name for one in seated if one.seat.learner in reached["share"]]
    return {
        "name": classroom.name,
        "students": len(seated),
        "moved": [{"stage": t(f"stage.{stage}"), "count": len(who)} for stage, who in reached.items() if who],
        "finished": _cut(shared),
        "away": _cut([one.seat.name for one in seated if not _was_here(one, since)]),
    }


def _was_here(one: Seated, since: datetime) -> bool:
    return one.standing is not None and one.standing.last >= since


def _cut(names: list[str]) -> list[str]:
    return names if len(names) <= MOST_NAMES else [*names[:MOST_NAMES], "…"]
