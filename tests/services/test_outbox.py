"""Answers on their way out: in order, one chat not waiting for another, nothing twice."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

import pytest

from bot.services.outbox import Later, Outcome, Sending
from bot.services.pace import Pace, Rate, Rates
from storage.errors import StoreError
from storage.records import Answer, OutboxStatus, TurnRecord
from storage.store import Store

WORKER = "worker-1"
Fate = Callable[[Answer], Outcome]


@dataclass
class Postman:
    """Carries answers to nobody, and what becomes of each is told beforehand."""

    fates: dict[str, list[Outcome]] = field(default_factory=lambda: defaultdict(list))
    carried: list[Answer] = field(default_factory=list)
    doubtful: list[Answer] = field(default_factory=list)
    slow: set[str] = field(default_factory=set)
    may: asyncio.Event = field(default_factory=asyncio.Event)
    """Until it is set, what goes to a slow chat stays on its way."""
    on_the_way: Callable[[], None] = lambda: None
    """What happens while an answer is carried."""

    async def deliver(self, answer: Answer) -> Outcome:
        self.on_the_way()
        if answer.chat in self.slow:
            await self.may.wait()
        self.carried.append(answer)
        return self.fates[answer.chat].pop(0) if self.fates[answer.chat] else "sent"

    def is_group(self, chat: str) -> bool:
        return ":-" in chat

    async def on_uncertain(self, answer: Answer) -> None:
        self.doubtful.append(answer)

    def let_go(self, answer: Answer) -> None:
        """It keeps nothing."""

    def said(self, chat: str) -> list[str]:
        return [answer.payload["text"] for answer in self.carried if answer.chat == chat]


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    opened = Store.open(store_url)
    yield opened
    await opened.close()


async def said(store: Store, chat: str, *texts: str) -> tuple[Answer, ...]:
    """A turn that answers these."""
    learner = await store.find_or_create_learner("telegram", chat)
    taken = await store.take_in(chat, str(asyncio.get_running_loop().time()), {"channel": "telegram", "sender": chat}, WORKER)
    assert taken is not None and taken.mine
    record = TurnRecord(turn=taken.turn, chat=chat, learner=learner.id, said={}, state={}, answers=[{"text": text} for text in texts])
    return (await store.commit_turn(record, WORKER)).answers


def sending(store: Store, postman: Postman, pace: Pace | None = None) -> Sending:
    return Sending(store, WORKER, "telegram", postman, pace or Pace(None))


async def settled(sender: Sending, *chats: str) -> None:
    while any(sender.waits(chat) for chat in chats):
        await asyncio.sleep(0.005)


async def statuses(store: Store, turn: str) -> list[str]:
    return [answer.status for answer in await store.answers_of(turn) or []]


async def test_a_chat_hears_its_answers_in_order_and_once(store: Store) -> None:
    postman = Postman()
    sender = sending(store, postman)
    first = await said(store, "telegram:1", "a", "b")
    second = await said(store, "telegram:1", "c")
    sender.hand_over(first)
    sender.hand_over(second)
    sender.hand_over(first)
    await settled(sender, "telegram:1")
    await sender.close()
    assert postman.said("telegram:1") == ["a", "b", "c"]
    assert await statuses(store, first[0].turn) == ["sent", "sent"]


async def test_patience_asked_for_in_one_chat_holds_back_that_chat_alone(store: Store) -> None:
    postman = Postman()
    postman.fates |= {"telegram:1": [Later(3600)], "telegram:2": [Later(0.3)]}
    sender = sending(store, postman)
    for chat in ("telegram:1", "telegram:2", "telegram:3"):
        sender.hand_over(await said(store, chat, "a", "b"))
    await settled(sender, "telegram:2", "telegram:3")
    assert [postman.said(f"telegram:{n}") for n in (1, 2, 3)] == [["a"], ["a", "a", "b"], ["a", "b"]]
    await sender.close()


@pytest.mark.parametrize("fate", ["uncertain", "failed"])
async def test_what_may_have_arrived_or_never_will_is_marked_and_holds_nothing_back(store: Store, fate: OutboxStatus) -> None:
    postman = Postman()
    postman.fates["telegram:1"] = [fate]
    sender = sending(store, postman)
    answers = await said(store, "telegram:1", "a", "b")
    sender.hand_over(answers)
    await settled(sender, "telegram:1")
    await sender.close()
    assert postman.said("telegram:1") == ["a", "b"] and await statuses(store, answers[0].turn) == [fate, "sent"]
    assert [one.payload["text"] for one in postman.doubtful] == (["a"] if fate == "uncertain" else [])


async def test_after_a_restart_what_was_decided_is_sent(store: Store) -> None:
    answers = await said(store, "telegram:1", "a", "b")
    postman = Postman()
    sender = sending(store, postman)
    await sender.sweep()
    await sender.sweep()
    await settled(sender, "telegram:1")
    await sender.close()
    assert postman.said("telegram:1") == ["a", "b"] and await statuses(store, answers[0].turn) == ["sent", "sent"]


async def test_a_slow_chat_keeps_nobody_waiting(store: Store) -> None:
    postman = Postman(slow={"telegram:1"})
    sender = sending(store, postman)
    sender.hand_over(await said(store, "telegram:1", *"abcdef"))
    sender.hand_over(await said(store, "telegram:2", "x"))
    await settled(sender, "telegram:2")
    assert postman.said("telegram:1") == []
    postman.may.set()
    await settled(sender, "telegram:1")
    assert postman.said("telegram:1") == list("abcdef")


async def test_a_group_is_spoken_to_at_its_own_pace(store: Store) -> None:
    slow, quick = (Pace(Rates(everyone=Rate(100, 1), person=Rate(100, 1), group=Rate(1, seconds))) for seconds in (3600, 0.2))
    postman = Postman()
    sender = sending(store, postman, slow)
    sender.hand_over([*await said(store, "telegram:-5", "a", "b"), *await said(store, "telegram:6", *"uvwxyz")])
    await settled(sender, "telegram:6")
    assert postman.said("telegram:-5") == ["a"] and postman.said("telegram:6") == list("uvwxyz")
    begun = asyncio.get_running_loop().time()
    sender = sending(store, postman, quick)
    sender.hand_over(await said(store, "telegram:-7", "a", "b"))
    await settled(sender, "telegram:-7")
    assert asyncio.get_running_loop().time() - begun > 0.15


@dataclass
class Away:
    """A store that is away while it is told so."""

    store: Store
    away: bool = False

    def go(self) -> None:
        self.away = True

    def stay(self) -> None:
        self.away = False

    async def send_next(self, done: dict[str, OutboxStatus], worker: str, begin: Sequence[str] = ()) -> list[Answer]:
        if self.away:
            raise StoreError("the store is away")
        return await self.store.send_next(done, worker, begin)

    async def put_off(self, id: str, until: datetime) -> None:
        if self.away:
            raise StoreError("the store is away")
        await self.store.put_off(id, until)

    async def waiting_answers(self, prefix: str) -> list[Answer]:
        return await self.store.waiting_answers(prefix)


@pytest.mark.parametrize("outcome", ["sent", "uncertain", Later(0.0)], ids=str)
async def test_where_the_store_goes_away_after_a_send_its_chat_goes_on_when_it_is_back(store: Store, outcome: Outcome) -> None:
    postman, away = Postman(), Away(store)
    postman.fates["telegram:1"] = [outcome]
    sender = Sending(cast(Store, away), WORKER, "telegram", postman, Pace(None))
    first = await said(store, "telegram:1", "a")
    postman.on_the_way = away.go
    sender.hand_over(first)
    await settled(sender, "telegram:1")
    postman.on_the_way = away.stay
    away.stay()
    await said(store, "telegram:1", "b")
    await sender.sweep()
    await settled(sender, "telegram:1")
    await sender.close()
    assert postman.said("telegram:1") == (["a", "a", "b"] if isinstance(outcome, Later) else ["a", "b"])
    assert await statuses(store, first[0].turn) == ["uncertain" if outcome == "uncertain" else "sent"]


async def test_what_was_begun_and_not_sent_is_sent_when_the_store_is_back(store: Store) -> None:
    postman, away = Postman(), Away(store, away=True)
    sender = Sending(cast(Store, away), WORKER, "telegram", postman, Pace(None))
    answers = await said(store, "telegram:1", "a", "b")
    sender.hand_over(answers)
    await settled(sender, "telegram:1")
    assert postman.said("telegram:1") == []
    await store.send_next({}, WORKER, [answers[0].id])  # the commit went through, and its word was lost
    away.away = False
    await sender.sweep()
    await settled(sender, "telegram:1")
    await sender.close()
    assert postman.said("telegram:1") == ["a", "b"] and await statuses(store, answers[0].turn) == ["sent", "sent"]
