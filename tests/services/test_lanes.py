"""Lanes on both stores: each chat in order, many side by side, and two processes that share the work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.bootstrap import make_parts
from bot.brains.offline.tutor import OfflineTutor
from bot.core.brain import Tell
from bot.core.interpretation import Context, Interpretation
from bot.core.turn import Incoming
from bot.services import Parts, shift
from bot.services.take_turn import accept, take_turn
from bot.settings import Settings
from storage.errors import StoreError
from storage.store import Store

Make = Callable[[], Parts]


class SlowTutor(OfflineTutor):
    """Thinks until it is let go on; `at_once` is the most that it ever thought at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = asyncio.Event()
        self.thinking = self.at_once = 0
        self.heard: list[str] = []

    async def interpret(self, text: str, context: Context, tell: Tell | None = None) -> Interpretation:
        self.thinking += 1
        self.at_once = max(self.at_once, self.thinking)
        self.heard.append(text)
        await self.go_on.wait()
        self.thinking -= 1
        return await super().interpret(text, context)


@pytest.fixture(autouse=True)
def _nobody_is_taken_for_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    """No shift is kept here, so nobody says in time that they are alive."""
    monkeypatch.setattr(shift, "LEASE", timedelta(hours=1))


@pytest.fixture
async def process(store_url: str) -> AsyncIterator[Make]:
    """Makes the parts of one more process that works on the same store."""
    made: list[Parts] = []

    def make() -> Parts:
        made.append(make_parts(Settings(database_url=store_url)))
        return made[-1]

    yield make
    for parts in made:
        await parts.lanes.drained()
        await parts.store.close()


def said(text: str, chat: str = "1", id: str = "") -> Incoming:
    return Incoming(channel="telegram", chat=chat, sender=chat, id=id or text, text=text)


async def words_of(parts: Parts, chat: str = "1") -> list[str]:
    history = await parts.store.history(f"telegram:{chat}", 1000)
    return [str(message.payload["text"]) for message in history if message.by == "learner"]


async def ended(parts: Parts, chat: str) -> list[str]:
    """The answers that a chat has so far, one for each message at least."""
    history = await parts.store.history(f"telegram:{chat}", 1000)
    return [message.turn for message in history if message.by == "tutor" and message.number == 1]


async def test_each_chat_is_answered_in_order_and_many_side_by_side(process: Make) -> None:
    parts = replace(process(), brain=(tutor := SlowTutor()))
    for number in range(12):
        for chat in "abc":
            assert await accept(parts, said(f"message {number}", chat, f"m{number}"))
    tutor.go_on.set()
    await parts.lanes.drained()
    for chat in "abc":
        assert await words_of(parts, chat) == [f"message {number}" for number in range(12)]
    assert tutor.at_once == 3, "a lane has one turn at a time, and lanes do not wait for each other"


async def test_what_is_brought_twice_is_answered_once(process: Make) -> None:
    parts = process()
    took = await asyncio.gather(*[accept(parts, said("one shower for nine families", id="m1")) for _ in range(5)])
    await parts.lanes.drained()
    assert sorted(took) == [False] * 4 + [True]
    assert await words_of(parts) == ["one shower for nine families"]


async def test_who_waits_behind_another_message_gets_their_own_answer(process: Make) -> None:
    parts = replace(process(), brain=(tutor := SlowTutor()))
    first = asyncio.create_task(take_turn(parts, said("families queue for one shower", id="m1")))
    while not tutor.heard:
        await asyncio.sleep(0.005)
    second = asyncio.create_task(take_turn(parts, said("everyone on the floor", id="m2")))
    await asyncio.sleep(0.05)
    tutor.go_on.set()
    replies = await asyncio.gather(first, second)
    assert all(reply is not None and reply.messages for reply in replies)
    assert replies[0] != replies[1] and tutor.at_once == 1


async def test_two_processes_share_the_chats_and_never_one(process: Make, store_kind: str) -> None:
    if store_kind == "sqlite":
        pytest.skip("a SQLite store belongs to one process")
    tutor = SlowTutor()
    ann, ben = (replace(process(), brain=tutor) for _ in range(2))
    await shift.begin(ann)
    await shift.begin(ben)
    for number in range(6):
        for chat in "abcd":
            await accept((ann, ben)[number % 2], said(f"message {number}", chat, f"m{number}"))
    tutor.go_on.set()
    while [len(await ended(ann, chat)) for chat in "abcd"] != [6] * 4:
        await shift.one_round(ann)
        await shift.one_round(ben)
        await asyncio.sleep(0.05)
    for chat in "abcd":
        assert await words_of(ann, chat) == [f"message {number}" for number in range(6)]


async def test_an_answer_that_another_process_gives_is_waited_for(process: Make, store_kind: str) -> None:
    if store_kind == "sqlite":
        pytest.skip("a SQLite store belongs to one process")
    ann, ben = replace(process(), brain=(tutor := SlowTutor())), process()
    await shift.begin(ann)
    await shift.begin(ben)
    await accept(ann, said("families queue for one shower", id="m1"))
    waiting = asyncio.create_task(take_turn(ben, said("everyone on the floor", id="m2")))
    await asyncio.sleep(0.05)
    tutor.go_on.set()
    reply = await asyncio.wait_for(waiting, 60)
    assert reply is not None and reply.messages and reply.asks != "none"


async def test_while_the_store_is_away_the_message_waits_and_is_answered_when_it_is_back(process: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = process()
    commit = parts.store.commit_turn

    async def gone(*_: object) -> None:
        raise StoreError("the store cannot grow, the disk is full")

    monkeypatch.setattr(parts.store, "commit_turn", gone)
    with pytest.raises(StoreError):
        await take_turn(parts, said("families queue for one shower", id="m1"))
    assert await accept(parts, said("everyone on the floor", id="m2"))
    await parts.lanes.drained()
    monkeypatch.setattr(parts.store, "commit_turn", commit)
    assert await shift.one_round(parts) == 1
    await parts.lanes.drained()
    assert await words_of(parts) == ["families queue for one shower", "everyone on the floor"]
    assert await turns_left(parts.store) == 0


async def turns_left(store: Store) -> int:
    return len(await store.claim("nobody in particular", 10))


async def test_a_round_that_breaks_does_not_end_the_shift(process: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = process()
    beat, beats = parts.store.beat, list[str]()

    async def broken_at_first(worker: str, lease: timedelta) -> None:
        beats.append(worker)
        if len(beats) == 1:
            raise RuntimeError("a fault of ours")
        await beat(worker, lease)

    monkeypatch.setattr(parts.store, "beat", broken_at_first)
    monkeypatch.setattr(shift, "ROUND", 0.01)
    keeping = asyncio.create_task(shift.keep(parts))
    while len(beats) < 3:
        await asyncio.sleep(0.01)
    keeping.cancel()


async def test_a_turn_that_does_not_end_keeps_nobody_from_going_home_and_is_done_again(process: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shift, "PARTING", 0.05)
    parts = replace(process(), brain=(tutor := SlowTutor()))
    await accept(parts, said("families queue for one shower", id="m1"))
    while not tutor.heard:
        await asyncio.sleep(0.005)
    await shift.end(parts)
    after = process()
    await shift.begin(after)
    assert await shift.one_round(after) == 1
    await after.lanes.drained()
    assert len(await ended(after, "1")) == 1
