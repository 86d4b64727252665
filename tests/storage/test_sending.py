"""Answers are sent by one worker, one of each chat at a time, in order; what became of each is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.store import Store
from tests.storage.conftest import Talk
from tests.storage.looking import begin, status, texts

AB = [{"text": "a"}, {"text": "b"}]


def soon(**how: int) -> datetime:
    return datetime.now(UTC) + timedelta(**how)


async def test_the_commit_gives_the_answers_as_they_are_kept(store: Store, ann: Talk) -> None:
    done = await ann.turn(answers=AB)
    assert list(done.answers) == await store.waiting_answers(ann.chat)
    assert [answer.status for answer in (await ann.turn(answers=AB, delivered=True)).answers] == ["sent", "sent"]


async def test_a_channel_that_shows_the_history_has_nothing_to_send(store: Store, ann: Talk) -> None:
    await ann.turn(delivered=True)
    assert await store.waiting_answers("web:") == []


async def test_of_each_chat_one_is_on_its_way(store: Store, ann: Talk, ben: Talk) -> None:
    await ann.turn(answers=AB)
    await ben.turn(answers=[{"text": "c"}])
    begun = await begin(store, "w")
    assert texts(begun) == ["a", "c"]
    assert {(answer.status, answer.tries) for answer in begun} == {("sending", 1)}
    assert texts(await store.waiting_answers("web:")) == ["b"]
    assert await begin(store, "other") == []
    assert await store.send_next({begun[0].id: "sent"}, "w") == []
    assert texts(await begin(store, "other")) == ["b"]


async def test_a_channel_is_given_its_own_in_order(store: Store, ann: Talk, ben: Talk) -> None:
    await ann.turn(answers=AB)
    await ben.turn(answers=[{"text": "c"}])
    await ann.turn(answers=[{"text": "d"}])
    assert texts(await store.waiting_answers("web:")) == ["a", "b", "c", "d"]
    assert texts(await store.waiting_answers(ben.chat)) == ["c"]
    assert await store.waiting_answers("telegram:") == []
    assert await store.waiting_answers("web:%") == []


async def test_one_is_finished_and_the_next_begun_at_once(store: Store, ann: Talk) -> None:
    first, second = (await ann.turn(answers=AB)).answers
    assert texts(await store.send_next({}, "w", [first.id, second.id])) == ["a"], "the second waits for the first"
    assert texts(await store.send_next({first.id: "sent"}, "w", [second.id])) == ["b"]
    assert await store.send_next({second.id: "failed"}, "w", [first.id, second.id, "nothing"]) == []
    assert [answer.status for answer in await store.answers_of(first.turn) or ()] == ["sent", "failed"]


async def test_what_is_put_off_holds_back_its_chat_and_is_due_later(store: Store, ann: Talk, ben: Talk) -> None:
    first, second = (await ann.turn(answers=AB)).answers
    await store.send_next({}, "w", [first.id])
    until = soon(seconds=30)
    await store.put_off(first.id, until)
    assert [answer.next_try for answer in await store.waiting_answers(ann.chat)] == [until, second.next_try]
    (other,) = (await ben.turn()).answers
    assert [answer.id for answer in await begin(store, "w")] == [other.id]
    await store.put_off(first.id, soon(seconds=-1))
    (again,) = await begin(store, "w")
    assert (again.id, again.tries) == (first.id, 2)


async def test_where_a_message_is_can_be_asked(store: Store, ann: Talk) -> None:
    turn = await ann.said()
    assert (await status(store, turn), await store.answers_of(turn)) == ("received", None)
    await store.commit_turn(ann.record(turn, answers=AB))
    assert (await status(store, turn), texts(await store.answers_of(turn))) == ("done", ["a", "b"])
    failed = await ann.said()
    await store.commit_turn(ann.record(failed, failed=True, answers=[]))
    assert (await status(store, failed), await store.answers_of(failed)) == ("failed", [])
    assert (await status(store, "nothing"), await store.answers_of("nothing")) == (None, [])


async def test_what_may_have_arrived_is_not_sent_again_and_does_not_hold_back(store: Store, ann: Talk) -> None:
    await ann.turn(answers=AB)
    await begin(store, "w")
    await store.leave("w")
    assert texts(await store.doubtful()) == ["a"]
    assert texts(await begin(store, "other")) == ["b"]


async def test_an_older_answer_that_is_to_be_sent_again_waits_for_what_is_on_its_way(store: Store, ann: Talk) -> None:
    first, second = (await ann.turn(answers=AB)).answers
    await store.send_next({}, "w", [first.id])
    await store.send_next({first.id: "failed"}, "w")
    assert texts(await begin(store, "w")) == ["b"]
    await store.put_off(first.id, soon(seconds=-1))
    assert await begin(store, "w") == []
    await store.send_next({second.id: "sent"}, "w")
    assert texts(await begin(store, "w")) == ["a"]


async def test_nobody_says_what_became_of_anothers_answer(store: Store, ann: Talk) -> None:
    (answer,) = (await ann.turn(answers=AB[:1])).answers
    await store.send_next({}, "w", [answer.id])
    await store.send_next({answer.id: "pending"}, "another")
    assert [one.status for one in await store.answers_of(answer.turn) or []] == ["sending"]
