"""Answers on their way out, for channels that must carry them: each chat in order, no chat waiting for another.

What may be repeated without harm is tried again: where the channel asked for patience, could not be reached, or was out of order. Where an
answer may have arrived and nobody knows, it is marked so and not sent twice; the learner is told, and has it sent again by a button.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.services.pace import Pace
from storage.errors import StoreError
from storage.records import Answer, OutboxStatus
from storage.store import Store

LONGEST_WAIT = 60.0
"""Seconds between two tries of an answer that a channel cannot take."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Later:
    """Not taken; try again after so many seconds. None: as the number of tries says."""

    seconds: float | None = None


Outcome = OutboxStatus | Later


class Delivery(Protocol):
    """A channel's way to a person."""

    async def deliver(self, answer: Answer) -> Outcome:
        """Carry one answer: `sent`, `failed` (it never will be taken), `uncertain`, or `Later`. Never raises."""
        ...

    def is_group(self, chat: str) -> bool: ...

    async def on_uncertain(self, answer: Answer) -> None:
        """Say that an answer may not have arrived."""
        ...

    def let_go(self, answer: Answer) -> None:
        """An answer that was to be tried again is not to be sent any more."""
        ...


class Sending:
    """The sender of one channel: a queue a chat, and somebody at each queue that is not empty."""

    def __init__(self, store: Store, worker: str, channel: str, delivery: Delivery, pace: Pace) -> None:
        self.channel = channel
        self._store, self._worker, self._delivery, self._pace = store, worker, delivery, pace
        self._queues: dict[str, deque[Answer]] = {}
        self._known: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._owed: dict[str, dict[str, OutboxStatus]] = {}
        """By chat, what became of answers that the store was not told yet."""
        self._resting: set[asyncio.Future[None]] = set()
        """Between two tries."""

    def hand_over(self, answers: Iterable[Answer]) -> None:
        """Send these when their turn comes."""
        for answer in answers:
            if answer.id in self._known:
                continue
            self._known.add(answer.id)
            if queue := self._queues.get(answer.chat):
                queue.append(answer)
            else:
                self._begin(answer)

    def let_go(self, chat: str) -> None:
        """Nothing more of this chat is to be sent; what is on its way comes to its end."""
        queue = self._queues.get(chat, deque[Answer]())
        while len(queue) > 1:
            answer = queue.pop()
            self._known.discard(answer.id)
            self._delivery.let_go(answer)

    def waits(self, chat: str) -> bool:
        """Whether an answer is on its way to this chat: signs of progress are left out then."""
        return chat in self._queues

    async def sweep(self) -> None:
        """Take up what is in the store and nobody of this process knows: from before a restart, from another process."""
        for chat in [chat for chat in self._owed if chat not in self._queues]:
            await self._settle(chat)
        self.hand_over(await self._store.waiting_answers(f"{self.channel}:"))

    async def close(self) -> None:
        """Let what is being sent come to its end; what waits stays in the store."""
        for rest in self._resting:
            rest.cancel()
        for queue in self._queues.values():
            while len(queue) > 1:
                queue.pop()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=5)

    def _begin(self, answer: Answer) -> None:
        self._queues[answer.chat] = deque([answer])
        task = asyncio.create_task(self._serve(answer.chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, chat: str) -> None:
        queue = self._queues[chat]
        try:
            while queue:
                later = await self._send(queue[0])
                if later is not None:
                    queue[0] = later
                else:
                    self._known.discard(queue.popleft().id)
        except StoreError as error:
            log.warning("the outbox of a chat waits: %s", error)
        finally:
            self._known.difference_update(answer.id for answer in queue)
            del self._queues[chat]
        await self._settle(chat)

    async def _send(self, answer: Answer) -> Answer | None:
        """Send one answer; it comes back where it is to be sent later. One commit ends the answer before and begins this one."""
        if (wait := (answer.next_try - datetime.now(UTC)).total_seconds()) > 0:
            await self._settle(answer.chat)
            await self._rest(wait)
        await self._pace.wait(answer.chat, group=self._delivery.is_group(answer.chat))
        begun = await self._begun(answer)
        if begun is None:
            self._delivery.let_go(answer)
            return None
        outcome = await self._delivery.deliver(begun)
        self._owe(begun, "pending" if isinstance(outcome, Later) else outcome)
        if isinstance(outcome, Later):
            return await self._put_off(begun, outcome)
        if outcome == "uncertain":
            await self._settle(answer.chat)
            await self._delivery.on_uncertain(begun)
        return None

    async def _begun(self, answer: Answer) -> Answer | None:
        """None where it is not to be sent any more, or not by us. If the store is gone before it says so, nothing was sent."""
        done = dict(self._owed.pop(answer.chat, {}))
        try:
            begun = await self._store.send_next(done, self._worker, [answer.id])
        except StoreError:
            self._owed[answer.chat] = done | {answer.id: "pending"}
            raise
        return begun[0] if begun else None

    def _owe(self, answer: Answer, status: OutboxStatus) -> None:
        self._owed.setdefault(answer.chat, {})[answer.id] = status

    async def _settle(self, chat: str) -> None:
        """Say what became of a chat's answers. Where the store is gone it is said in a later round: one that stays `sending` would hold back its chat."""
        done = self._owed.pop(chat, {})
        if not done:
            return
        try:
            await self._store.send_next(done, self._worker)
        except StoreError as error:
            self._owed[chat] = done | self._owed.get(chat, {})
            log.warning("what became of a chat's answers is said later: %s", error)

    async def _rest(self, seconds: float) -> None:
        """Until the next try, which is somebody else's where the shift ends before."""
        resting = asyncio.ensure_future(asyncio.sleep(seconds))
        self._resting.add(resting)
        try:
            await resting
        finally:
            self._resting.discard(resting)

    async def _put_off(self, answer: Answer, later: Later) -> Answer:
        seconds = later.seconds if later.seconds is not None else min(LONGEST_WAIT, 0.5 * 2 ** min(answer.tries, 10))
        until = datetime.now(UTC) + timedelta(seconds=seconds)
        await self._store.put_off(answer.id, until)
        self._owed.pop(answer.chat, None)
        return replace(answer, next_try=until, status="pending")


class Outbox:
    """The senders of this process, by channel. A channel without one shows its history itself, or is served by another process."""

    def __init__(self) -> None:
        self._senders: dict[str, Sending] = {}

    def open(self, sending: Sending) -> None:
        self._senders[sending.channel] = sending

    def hand_over(self, answers: Iterable[Answer]) -> None:
        for answer in answers:
            if sender := self._senders.get(answer.chat.partition(":")[0]):
                sender.hand_over((answer,))

    def let_go(self, chats: Iterable[str]) -> None:
        """What waits for these chats was deleted."""
        for chat in chats:
            if sender := self._senders.get(chat.partition(":")[0]):
                sender.let_go(chat)

    async def sweep(self) -> None:
        for sender in self._senders.values():
            await sender.sweep()

    async def close(self) -> None:
        for sender in self._senders.values():
            await sender.close()
