"""A flag that nobody has seen is told in Telegram to every teacher of the class who made a chat known, and told again until one says: I have seen it.

What was told is in the store, by name; so a flag raised just before a crash is told after it, and no process tells what another one told.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.services import Parts
from storage.classrooms.letters import Unseen

SECOND = timedelta(minutes=10)
"""After which the first one is repeated, at any hour."""
FURTHER = timedelta(hours=1)
"""Between those after the second, by day alone."""
DAY = range(7, 21)
"""Hours of the school's clock at which somebody may be reminded."""
SOON = timedelta(minutes=1)
"""After which one is tried anew that may not have arrived."""
AT_MOST = 12
"""How often one teacher is told of one flag; it stands on their pages all the same."""


async def one_round(parts: Parts, at: datetime | None = None) -> int:
    """Tell what is to be told by now; how many messages that were."""
    told = 0
    for one in await parts.store.care.unseen():
        if is_due(one, at or datetime.now(UTC), parts.zone):
            answers = await parts.store.care.put_letter(one.chat, _name(one), {"about": "alarm", "flag": one.flag, "nth": len(one.told)})
            parts.outbox.hand_over(answers)
            told += len(answers)
    return told


def is_due(one: Unseen, at: datetime, zone: str) -> bool:
    """Whether a teacher is to be told of a flag now."""
    if not one.told:
        return True
    last, since = one.told[-1], at - one.told[-1].at
    if len(one.told) >= AT_MOST or last.status in ("pending", "sending"):
        return False
    if last.status in ("uncertain", "failed"):
        return since >= SOON
    if len(one.told) == 1:
        return since >= SECOND
    return since >= FURTHER and at.astimezone(ZoneInfo(zone)).hour in DAY


def _name(one: Unseen) -> str:
    return f"alarm:{one.flag}:{len(one.told):02d}"
