"""Answers are sent by one worker, one of each chat at a time, in order; what became of each is known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from storage.records import Answer
from storage.store import Store
from tests.storage.conftest import Talk

AB = [{"text": "a"}, {"text": "b"}]


def texts(answers: Iterable[Answer]) -> list[str]:
    return [answer.payload["text"] for answer in answers]


def soon(**how: int) -> datetime:
    return datetime.now(UTC) + timedelta(**how)


async def test_the_commit_gives_the_answers_as_they_are_kept(store: Store, ann: Talk) -> None:
    done = await ann.turn(answers=AB)
    assert list(done.answers) == await store.pending_outbox(ann.chat)
    assert [answer.status for answer in (await ann.turn(answers=AB, delivered=True)).answers] == ["sent", "sent"]


async def test_of_each_chat_one_is_on_its_way(store: Store, ann: Talk, ben: Talk) -> None:
    await ann.turn(answers=AB)
    await ben.turn(answers=[{"text": "c"}])
    claimed = await store.claim_answers("w", "web:", 10)
    assert texts(claimed) == ["a", "c"]
    assert {(answer.status, answer.tries) for answer in claimed} == {("sending", 1)}
    assert await store.claim_answers("other", "web:", 10) == []
    assert texts(await store.send_next({claimed[0].id: "sent"}, "w")) == []
    assert texts(await store.claim_answers("other", "web:", 10)) == ["b"]


async def test_a_channel_claims_its_own_and_no_more_than_it_asks_for(store: Store, ann: Talk, ben: Talk) -> None:
    await ann.turn()
    await ben.turn()
    assert await store.claim_answers("w", "telegram:", 10) == []
    assert await store.claim_answers("w", "web:%", 10) == []
    assert len(await store.claim_answers("w", "web:", 1)) == 1
    assert len(await store.claim_answers("w", "web:", 10)) == 1


async def test_one_is_finished_and_the_next_begun_at_once(store: Store, ann: Talk) -> None:
    first, second = (await ann.turn(answers=AB)).answers
    assert texts(await store.send_next({}, "w", [first.id, second.id])) == ["a"], "the second waits for the first"
    assert texts(await store.send_next({first.id: "sent"}, "w", [second.id])) == ["b"]
    assert await store.send_next({second.id: "failed"}, "w", [first.id, second.id, "nothing"]) == []
    assert [answer.status for answer in await store.answers_of(first.turn) or ()] == ["sent", "failed"]


async def test_what_is_put_off_holds_back_its_chat_and_is_due_later(store: Store, ann: Talk, ben: Talk) -> None:
    first, second = (await ann.turn(answers=AB)).answers
    await store.send_next({}, "w", [first.id])
    assert await store.next_due("web:") is None, "what is on its way is not due"
    until = soon(seconds=30)
    await store.put_off(first.id, until)
    assert await store.next_due("web:") == until
    assert await store.next_due("telegram:") is None
    assert await store.send_next({}, "w", [first.id, second.id]) == []
    (other,) = (await ben.turn()).answers
    assert await store.next_due("web:") == other.next_try
    assert [answer.id for answer in await store.claim_answers("w", "web:", 10)] == [other.id]
    (again,) = await store.claim_answers("w", "web:", 10, soon(minutes=1))
    assert (again.id, again.tries) == (first.id, 2)


async def test_where_a_message_is_can_be_asked(store: Store, ann: Talk) -> None:
    turn = await ann.said()
    assert (await store.inbox_status(turn), await store.answers_of(turn)) == ("received", None)
    await store.commit_turn(ann.record(turn, answers=AB))
    assert (await store.inbox_status(turn), texts(await store.answers_of(turn) or ())) == ("done", ["a", "b"])
    failed = await ann.said()
    await store.commit_turn(ann.record(failed, failed=True, answers=[]))
    assert (await store.inbox_status(failed), await store.answers_of(failed)) == ("failed", [])
    assert (await store.inbox_status("nothing"), await store.answers_of("nothing")) == (None, [])


async def test_what_may_have_arrived_is_not_sent_again_and_does_not_hold_back(store: Store, ann: Talk) -> None:
    first, _ = (await ann.turn(answers=AB)).answers
    await store.send_next({}, "w", [first.id])
    await store.leave("w")
    assert [answer.id for answer in await store.uncertain_answers(ann.chat)] == [first.id]
    assert texts(await store.claim_answers("other", "web:", 10)) == ["b"]


async def test_an_older_answer_that_is_to_be_sent_again_waits_for_what_is_on_its_way(store: Store, ann: Talk) -> None:
    first, second = (await ann.turn(answers=AB)).answers
    await store.mark_outbox([first.id], "failed")
    assert texts(await store.claim_answers("w", "web:", 10)) == ["b"]
    await store.mark_outbox([first.id], "pending")
    assert await store.claim_answers("w", "web:", 10) == []
    await store.send_next({second.id: "sent"}, "w")
    assert texts(await store.claim_answers("w", "web:", 10)) == ["a"]
