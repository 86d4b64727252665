"""What waits for the bot: updates, numbered, kept until the bot confirms them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import islice

from tests.bot_api.rules import refuse
from tests.bot_api.wire import Json

ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that Telegram sends only to a bot that names them in allowed_updates."""


class Updates:
    """The queue behind getUpdates and the webhook: an update leaves it when it is confirmed, and not before."""

    def __init__(self) -> None:
        self.pending: dict[int, Json] = {}
        self.made: list[int] = []
        self.allowed: frozenset[str] = frozenset()
        self.next_id = 700_000_001
        self.on_add: Callable[[Json], None] = lambda update: None
        self._waiting: asyncio.Future[None] | None = None

    @property
    def polled(self) -> bool:
        """Whether a long poll waits for the next update."""
        return self._waiting is not None

    def add(self, kind: str, body: Json) -> int:
        """Queues an update of a kind that the bot takes; returns its id, or 0 for one that it does not take."""
        if kind not in self.allowed if self.allowed else kind in ASKED_FOR_ONLY:
            return 0
        return self.add_whole({kind: body})

    def add_whole(self, content: Json) -> int:
        """Queues an update with any content, known or not, and returns its id."""
        number, self.next_id = self.next_id, self.next_id + 1
        update = {"update_id": number, **content}
        self.pending[number] = update
        self.made.append(number)
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
        self.on_add(update)
        return number

    def confirm(self, offset: int) -> None:
        """Forgets what came before `offset`; a negative one keeps that many of the last."""
        if offset < 0:
            offset = ([0, *self.pending][offset:] or [0])[0]
        for number in [number for number in self.pending if number < offset]:
            del self.pending[number]

    async def take(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """The oldest updates from `offset` on, waiting for the first. Raises `poll-terminated` when another poll begins."""
        self.end_poll("poll-terminated")
        if offset:
            self.confirm(offset)
        if not self.pending and seconds > 0:
            await self._wait(seconds)
        return list(islice(self.pending.values(), limit))

    async def _wait(self, seconds: float) -> None:
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            pass
        finally:
            if self._waiting is waiting:
                self._waiting = None

    def end_poll(self, rule: str) -> None:
        """Ends the poll that waits, if one does, with a 409."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(refuse(rule))
        self._waiting = None
