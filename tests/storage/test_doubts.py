"""Answers that may not have arrived: each turn is told of once, and what tells of it is sent until it arrived."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.records import NOTICE, Answer, Buried
from storage.store import Store
from tests.storage.conftest import Talk
from tests.storage.looking import begin, texts

AB = [{"text": "a"}, {"text": "b"}]
ASK = {"text": "Did it arrive?"}


async def in_doubt(store: Store, talk: Talk) -> Answer:
    """An answer of which nobody knows whether it arrived."""
    await talk.turn(answers=AB)
    (begun,) = await begin(store, "w", talk.chat)
    await store.send_next({begun.id: "uncertain"}, "w")
    return begun


async def die(store: Store, worker: str) -> Buried:
    await store.beat(worker, timedelta(seconds=-1))
    return await store.bury()


async def test_a_turn_has_one_notice(store: Store, ann: Talk) -> None:
    answer = await in_doubt(store, ann)
    notice = await store.add_notice(ann.chat, answer.turn, ASK)
    assert notice is not None and notice.is_notice and not answer.is_notice
    assert (notice.chat, notice.turn, notice.number, notice.payload, notice.status) == (ann.chat, answer.turn, NOTICE, ASK, "pending")
    assert await store.add_notice(ann.chat, answer.turn, {"text": "Once more?"}) is None
    assert texts(await store.answers_of(answer.turn)) == ["a", "b", ASK["text"]]


async def test_each_turn_has_its_own(store: Store, ann: Talk, ben: Talk) -> None:
    answers = [await in_doubt(store, talk) for talk in (ann, ben)]
    assert all([await store.add_notice(answer.chat, answer.turn, ASK) for answer in answers])


async def test_what_was_told_is_not_in_doubt_any_more_and_the_rest_is(store: Store, ann: Talk, ben: Talk) -> None:
    answers = [await in_doubt(store, talk) for talk in (ann, ben)]
    assert [answer.id for answer in await store.doubtful()] == [answer.id for answer in answers]
    await store.add_notice(ann.chat, answers[0].turn, ASK)
    assert [answer.id for answer in await store.doubtful()] == [answers[1].id]


async def test_only_what_is_uncertain_is_in_doubt(store: Store, ann: Talk) -> None:
    first, second = (await ann.turn(answers=AB)).answers
    assert await store.doubtful() == [], "pending"
    await begin(store, "w")
    assert await store.doubtful() == [], "sending"
    await store.send_next({first.id: "sent", second.id: "failed"}, "w")
    assert await store.doubtful() == []


async def test_a_notice_waits_behind_the_answers_of_its_turn(store: Store, ann: Talk) -> None:
    answer = await in_doubt(store, ann)
    await store.add_notice(ann.chat, answer.turn, ASK)
    (second,) = await begin(store, "w")
    assert second.payload["text"] == "b"
    await store.send_next({second.id: "sent"}, "w")
    assert texts(await begin(store, "w")) == [ASK["text"]]


@pytest.mark.parametrize("buried", [True, False])
async def test_a_notice_on_its_way_is_sent_again_and_an_answer_is_in_doubt(store: Store, ann: Talk, ben: Talk, buried: bool) -> None:
    answer = await in_doubt(store, ann)
    notice = await store.add_notice(ann.chat, answer.turn, ASK)
    (second,) = await begin(store, "w", ann.chat)
    await store.send_next({second.id: "sent"}, "w")
    await ben.turn()
    assert notice and [one.is_notice for one in await begin(store, "dying")] == [True, False]
    if buried:
        assert await die(store, "dying") == Buried(0, 2)
    else:
        await store.leave("dying")
    assert [(one.id, one.status) for one in await store.waiting_answers("web:")] == [(notice.id, "pending")]
    assert [one.chat for one in await store.doubtful()] == [ben.chat]
    assert [(one.id, one.tries) for one in await begin(store, "next")] == [(notice.id, 2)]


async def test_a_notice_that_may_not_have_arrived_asks_for_none_of_its_own(store: Store, ann: Talk) -> None:
    answer = await in_doubt(store, ann)
    notice = await store.add_notice(ann.chat, answer.turn, ASK)
    assert notice is not None
    await store.send_next({notice.id: "uncertain"}, "w")
    assert await store.doubtful() == []
