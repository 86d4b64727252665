"""What was decided is sent once, in order, and is never lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.store import Store
from tests.storage.conftest import Talk

LATER = timedelta(minutes=1)


async def test_answers_wait_in_order_until_they_are_sent(store: Store, ann: Talk) -> None:
    await ann.turn(answers=[{"text": "a"}, {"text": "b"}])
    first, second = await store.pending_outbox(ann.chat)
    assert [first.payload["text"], second.payload["text"]] == ["a", "b"]
    await store.mark_sent([first.id])
    assert await store.pending_outbox() == [second]


async def test_a_channel_that_shows_the_history_has_nothing_to_send(store: Store, ann: Talk) -> None:
    await ann.turn(delivered=True)
    assert await store.pending_outbox() == []


async def test_a_message_that_waits_for_a_retry_holds_back_its_chat_alone(store: Store, ann: Talk, ben: Talk) -> None:
    await ann.turn(answers=[{"text": "a"}, {"text": "b"}])
    await ben.turn(answers=[{"text": "c"}])
    first = (await store.pending_outbox(ann.chat))[0]
    await store.mark_outbox([first.id], "pending", datetime.now(UTC) + LATER)
    assert [answer.payload["text"] for answer in await store.pending_outbox()] == ["c"]
    assert [answer.payload["text"] for answer in await store.pending_outbox(ann.chat, datetime.now(UTC) + 2 * LATER)] == ["a", "b"]


async def test_what_was_on_its_way_is_left_uncertain_and_its_tries_are_counted(store: Store, ann: Talk) -> None:
    await ann.turn()
    (answer,) = await store.pending_outbox()
    await store.mark_outbox([answer.id], "sending")
    await store.mark_outbox([answer.id], "pending")
    assert (await store.pending_outbox())[0].tries == 1
    await store.mark_outbox([answer.id], "sending")
    assert await store.leave_uncertain("telegram:") == 0
    assert await store.leave_uncertain("web:") == 1
    assert await store.pending_outbox() == []
