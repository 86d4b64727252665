"""An event goes with everything: because an organiser said so, or because it is kept for no longer than it promised."""

from __future__ import annotations

from datetime import datetime

from bot.services import Parts
from bot.services.forget import after_forgetting, let_go_of_builds
from bot.services.news import of_event
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
        await _gone(parts, event)
        gone += sum([await _forget(parts, learner) for learner in learners])
        await parts.store.care.write_down("event_over", detail=str(len(learners)))
    return gone


async def _gone(parts: Parts, event: str) -> None:
    """Chats that spoke for its teams speak for nobody."""
    await parts.store.event_leaving.forget_event(event)
    let_go_of_builds()
    parts.news.tell(of_event(event))
    await parts.store.let_go_of_log()


async def _forget(parts: Parts, learner: str) -> bool:
    chats = await parts.store.going.forget(learner)
    if chats is None:
        return False
    parts.outbox.let_go(chats)
    await after_forgetting(parts, learner, chats)
    return True
