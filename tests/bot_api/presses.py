"""A pressed button, until the bot answers it or it is too late."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from tests.bot_api.seen import PATIENCE
from tests.bot_api.wire import Json


@dataclass(slots=True, eq=False)
class Press:
    """One callback or inline query: when it came and what the bot answered."""

    id: str
    update_id: int = 0
    at: float = field(default_factory=time.monotonic)
    answer: Json | None = None
    took: float | None = None
    """Seconds until it was answered."""
    _done: asyncio.Event | None = None

    def settle(self, answer: Json) -> None:
        if self.answer is None:
            self.took = time.monotonic() - self.at
        self.answer = answer
        if self._done is not None:
            self._done.set()

    async def answered(self, timeout: float = PATIENCE) -> Json:
        """What the bot answered: `{}` or `text`, `show_alert`, `url`. Raises AssertionError after `timeout` seconds."""
        if self.answer is None:
            self._done = asyncio.Event()
            try:
                async with asyncio.timeout(timeout):
                    await self._done.wait()
            except TimeoutError:
                raise AssertionError(f"a press was not answered in {timeout} s") from None
        return self.answer or {}
