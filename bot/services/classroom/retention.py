"""A class keeps a learner's work for so many days after their last sign of life. Once a day what is older goes, and that it went is written down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.services import Parts, rounds
from bot.services.event import leaving as events
from bot.services.forget import after_forgetting
from bot.services.news import of_class

EVERY = 24 * 3600.0
AGAIN = 600.0
"""Seconds until the next sweep: the day after, or soon where the store was away."""


async def keep(parts: Parts) -> None:
    """Sweep at the start and once a day, until it is cancelled."""

    async def one() -> float:
        await sweep(parts, datetime.now(UTC))
        return EVERY

    await rounds.keep("the sweep of what is kept no longer", one, AGAIN)


async def sweep(parts: Parts, now: datetime) -> int:
    """Forget whoever was not there for as long as their class keeps anything; how many. Open flags stay for the lead. Raises `StoreError`."""
    gone = 0
    for classroom, learners in (await parts.store.going.overdue(now)).items():
        gone += await _leave(parts, classroom, learners, now)
    gone += await events.sweep(parts, now)
    await parts.store.going.sweep_farewells(now)
    await parts.store.let_go_of_log()
    return gone


async def _leave(parts: Parts, classroom: str, learners: list[str], now: datetime) -> int:
    """One at a time, so that a class at work is not held up; somebody who came back meanwhile stays."""
    found = await parts.store.classes.get(classroom)
    if found is None:
        return 0
    before, gone = now - timedelta(days=found.keep_days), 0
    for learner in learners:
        chats = await parts.store.going.forget(learner, unless_after=before)
        if chats is None:
            continue
        gone += 1
        parts.outbox.let_go(chats)
        await after_forgetting(parts, learner, chats)
    if gone:
        await parts.store.care.write_down("forgotten", classroom=classroom, detail=str(gone))
        parts.news.tell(of_class(classroom))
    return gone
