"""A lane a chat: one turn at a time, in order, whoever works at it; and what becomes of the lanes of a worker that died."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from storage import turns
from storage.errors import HeadMovedError, TurnOverError
from storage.records import Buried, NewRevision
from storage.store import Store
from tests.storage.conftest import Talk
from tests.storage.looking import begin, status, texts, unanswered

MINUTE = timedelta(minutes=1)
OVER = timedelta(seconds=-1)


async def take(store: Store, chat: str, id: str, worker: str = "w", sender: str = "ann") -> str:
    """Take a message in, whose lane is then the worker's."""
    taken = await store.take_in(chat, id, {"channel": "web", "sender": sender, "n": id}, worker)
    assert taken is not None and taken.mine
    return taken.turn


async def wait(store: Store, chat: str, id: str, worker: str = "w", sender: str = "ann") -> str:
    """Take a message in, that waits behind another."""
    taken = await store.take_in(chat, id, {"channel": "web", "sender": sender, "n": id}, worker)
    assert taken is not None and not taken.mine and taken.loaded is None
    return taken.turn


async def claimed(store: Store, worker: str, limit: int = 10) -> list[str]:
    return [one.received.id for one in await store.claim(worker, limit)]


async def test_a_message_that_comes_during_a_turn_is_given_at_its_end(store: Store, ann: Talk) -> None:
    first = await take(store, ann.chat, "1")
    second, third = await wait(store, ann.chat, "2"), await wait(store, ann.chat, "3", "other")
    assert await store.take_in(ann.chat, "2", {}, "w") is None, "seen before"
    done = await store.commit_turn(ann.record(first, state={"at": 1}), "w")
    assert done.next is not None and done.next.received.id == second and done.next.received.payload["n"] == "2"
    assert done.next.loaded is not None and done.next.loaded.state == {"at": 1}
    done = await store.commit_turn(ann.record(second), "w")
    assert done.next is not None and done.next.received.id == third
    assert (await store.commit_turn(ann.record(third), "w")).next is None
    assert await take(store, ann.chat, "4", "other"), "the lane was let go"


async def test_lanes_of_other_chats_are_free(store: Store, ann: Talk, ben: Talk) -> None:
    await take(store, ann.chat, "1")
    assert await take(store, ben.chat, "1", "other")


async def test_what_nobody_works_at_is_claimed_once_and_who_waited_longest_first(store: Store) -> None:
    turns = [taken.turn for n in range(2) for chat in "abc" if (taken := await store.take_in(f"web:{chat}", str(n), {}))]
    assert await claimed(store, "w", 2) == turns[:2]
    assert await claimed(store, "other", 2) == turns[2:3]
    assert await claimed(store, "other") == []


async def test_a_lane_that_was_let_go_is_for_anybody_and_a_newer_message_does_not_overtake(store: Store, ann: Talk) -> None:
    first = await take(store, ann.chat, "1")
    await store.yield_lane(ann.chat, "other")
    assert await claimed(store, "other") == [], "only who has a lane lets it go"
    await store.yield_lane(ann.chat, "w")
    await wait(store, ann.chat, "2")
    assert await claimed(store, "other") == [first]


async def test_a_free_lane_is_not_taken_where_an_older_message_waits(store: Store, ann: Talk, ben: Talk) -> None:
    first = await take(store, ann.chat, "1", "before")
    await store.leave("before")
    second = await wait(store, ann.chat, "2")
    assert await take(store, ben.chat, "1"), "of another chat it does not matter"
    (claim,) = await store.claim("w", 5)
    assert claim.received.id == first
    assert (done := await store.commit_turn(ann.record(first), "w")).next and done.next.received.id == second
    assert (await store.commit_turn(ann.record(second), "w")).next is None
    assert await take(store, ann.chat, "3"), "nothing older waits any more"


async def test_a_turn_that_must_be_thought_again_keeps_its_lane(store: Store, ann: Talk) -> None:
    await ann.builds()
    turn = await take(store, ann.chat, "1")
    with pytest.raises(HeadMovedError):
        await store.commit_turn(ann.record(turn, project="shower", read_head=9, revision=NewRevision("{}", "x")), "w")
    assert await claimed(store, "other") == []
    assert (await store.commit_turn(ann.record(turn, project="shower", read_head=1, revision=NewRevision("{}", "x")), "w")).head == 2


async def test_nothing_is_written_by_one_who_lost_the_lane(store: Store, ann: Talk) -> None:
    turn = await take(store, ann.chat, "1")
    await store.yield_lane(ann.chat, "w")
    for _ in range(2):  # a lane of nobody, then one of another
        with pytest.raises(TurnOverError):
            await store.commit_turn(ann.record(turn), "w")
        await claimed(store, "other")
    assert await status(store, turn) == "received"
    assert await store.waiting_answers("web:") == []
    await store.commit_turn(ann.record(turn), "other")
    assert await status(store, turn) == "done"


async def test_a_worker_that_is_silent_is_buried_and_one_that_beats_is_not(store: Store, ann: Talk, ben: Talk) -> None:
    await store.beat("alive", MINUTE)
    await store.beat("dead", MINUTE)
    await ann.turn(answers=[{"text": "a"}])
    await begin(store, "dead")
    lost, kept = await take(store, ann.chat, "x", "dead"), await take(store, ben.chat, "x", "alive")
    assert await store.bury() == Buried(0, 0)
    await store.beat("dead", OVER)
    assert await store.bury() == Buried(1, 1)
    assert texts(await store.doubtful()) == ["a"]
    assert await claimed(store, "alive") == [lost]
    with pytest.raises(TurnOverError):
        await store.commit_turn(ann.record(lost), "dead")
    await store.commit_turn(ben.record(kept), "alive")
    assert await store.bury() == Buried(0, 0)


async def test_who_leaves_lets_everything_go_and_others_keep_theirs(store: Store, ann: Talk, ben: Talk) -> None:
    await ann.turn()
    await begin(store, "w")
    turn = await take(store, ann.chat, "x")
    await take(store, ben.chat, "x", "other")
    await store.leave("w")
    assert await claimed(store, "other") == [turn]
    assert len(await store.doubtful()) == 1


async def test_a_process_that_starts_again_finds_what_the_dead_one_held(store: Store, store_kind: str, ann: Talk) -> None:
    await store.join("before", MINUTE)
    turn = await take(store, ann.chat, "1", "before")
    await store.join("after", MINUTE)
    at_once = [turn] if store_kind == "sqlite" else []
    assert await claimed(store, "after") == at_once, "a SQLite store has one process; on a server the other may live"


async def test_a_turn_that_failed_in_the_middle_leaves_no_lane(store: Store, ann: Talk) -> None:
    def half(*args: object) -> None:
        turns.take_in(*args)  # type: ignore[arg-type]  # as the store calls it
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        await store.write(half, ann.chat, "1", {}, "w")
    assert await unanswered(store) == []
    assert await take(store, ann.chat, "1", "other")


async def test_without_a_worker_nothing_is_asked_about_lanes(store: Store, ann: Talk) -> None:
    await take(store, ann.chat, "1")
    taken = await store.take_in(ann.chat, "2", {})
    assert taken is not None and taken.mine
    assert (await store.commit_turn(ann.record(taken.turn))).next is None


async def test_who_is_forgotten_leaves_no_lane_behind(store: Store, ann: Talk) -> None:
    await ann.turn()
    turn = await take(store, ann.chat, "1")
    await ann.forgets()
    with pytest.raises(TurnOverError):
        await store.commit_turn(ann.record(turn), "w")
    assert await take(store, ann.chat, "2", "other")


async def test_a_turn_that_forgets_lets_its_lane_go(store: Store, ann: Talk) -> None:
    await ann.turn()
    turn = await take(store, ann.chat, "1")
    await wait(store, ann.chat, "2")
    assert (await store.commit_turn(ann.record(turn, forget=True, said={}, answers=[{"text": "Bye"}]), "w")).next is None
    assert await take(store, ann.chat, "3", "other")


async def test_a_group_that_moved_goes_on_where_it_was(store: Store, ann: Talk) -> None:
    await ann.builds()
    turn = await take(store, ann.chat, "x")
    old = await store.history(ann.chat)
    await store.move_chat(ann.chat, "web:new")
    assert await store.history(ann.chat) == [] and await store.history("web:new") == old
    with pytest.raises(TurnOverError):
        await store.commit_turn(ann.record(turn), "w")
    (again,) = await store.claim("w", 5)
    assert (again.received.id, again.received.chat) == (turn, "web:new")
    assert again.loaded is not None and again.loaded.project is not None
    assert [answer.chat for answer in await store.waiting_answers("web:")] == ["web:new"]


async def test_a_new_name_that_has_a_conversation_keeps_it(store: Store, ann: Talk, ben: Talk) -> None:
    await ann.turn(state={"of": "ann"})
    await ben.turn(state={"of": "ben"})
    await store.take_in(ben.chat, f"{ann.chat}-1", {"text": "the same id in both"})
    await store.move_chat(ann.chat, ben.chat)
    loaded = await store.load_turn(ben.chat)
    assert loaded is not None and loaded.state == {"of": "ben"}
    assert len(await store.waiting_answers(ben.chat)) == 2


async def test_messages_of_many_chats_are_answered_in_order_by_many_workers(store: Store, ann: Talk) -> None:
    answered: dict[str, list[str]] = {}

    async def work(worker: str) -> None:
        while claims := await store.claim(worker, 3):
            for claim in claims:
                chat, waiting = claim.received.chat, claim.received
                while True:
                    answered.setdefault(chat, []).append(waiting.payload["n"])
                    done = await store.commit_turn(Talk(store, ann.learner, chat).record(waiting.id), worker)
                    if done.next is None:
                        break
                    waiting = done.next.received

    for n in range(24):
        await store.take_in(f"web:{n % 8}", str(n), {"n": str(n)})
    await asyncio.gather(*[work(f"w{n}") for n in range(3)])
    assert answered == {f"web:{chat}": [str(n) for n in range(chat, 24, 8)] for chat in range(8)}
