"""An event goes with everything: because an organiser said so, or because it is kept for no longer than it promised."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.services import Parts
from bot.services.forget import after_forgetting, let_go_of_builds
from bot.services.news import of_event
from storage.events.leaving import ends
from storage.events.records import Event


async def forget_event(parts: Parts, event: Event) -> None:
    """Delete it now. The chats and apps of those who took part stay theirs."""
    await _gone(parts, event.id)
    await parts.store.care.write_down("event_deleted", detail=event.code)


async def sweep(parts: Parts, now: datetime) -> int:
    """Delete the events whose days are over, and with each the learners who were there, sit nowhere else and said nothing since; how many learners.
    Raises `StoreError`."""
    gone = 0
    for event, learners in await parts.store.event_leaving.overdue(now):
        gone += await _leave(parts, event, learners, now)
    return gone


async def _leave(parts: Parts, id: str, learners: Sequence[str], now: datetime) -> int:
    """The people first: who is interrupted finds them by the event the next time. Somebody who came back meanwhile stays, and so does an event that
    is kept for longer by now."""
    event = await parts.store.events.get(id)
    before = now - timedelta(days=event.keep_days) if event else now
    if event is None or ends(event) >= before:
        return 0
    gone = sum([await _forget(parts, learner, before) for learner in learners])
    if await _gone(parts, id):
        await parts.store.care.write_down("event_over", detail=str(gone))
    return gone


async def _gone(parts: Parts, event: str) -> bool:
    """Chats that spoke for its teams speak for nobody. False where another process was quicker."""
    done = await parts.store.event_leaving.forget_event(event)
    let_go_of_builds()
    parts.news.tell(of_event(event))
    await parts.store.let_go_of_log()
    return done


async def _forget(parts: Parts, learner: str, before: datetime) -> bool:
    chats = await parts.store.going.forget(learner, unless_after=before)
    if chats is None:
        return False
    parts.outbox.let_go(chats)
    await after_forgetting(parts, learner, chats)
    return True
