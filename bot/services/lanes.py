"""A lane a chat: its messages are answered one after another, in the order in which they came; many lanes run side by side."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Lanes:
    """Lanes of one process. A lane is forgotten when nobody waits in it."""

    def __init__(self) -> None:
        self._lanes: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def lane(self, chat: str) -> AsyncIterator[None]:
        lock = self._lanes.get(chat)
        if lock is None:
            lock = self._lanes[chat] = asyncio.Lock()
        async with lock:
            yield
