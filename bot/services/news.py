"""That something moved: a chat to the pages that show it, a class to its teachers' pages. What is told in one process is heard in all of a store's.

A topic is a chat's name (`web:k3f9`), `class:<id>` or `event:<id>`. It carries no content: who hears it looks into the store.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from storage.store import Store

Hear = Callable[[str], None]


def of_class(classroom: str) -> str:
    """The topic of a class."""
    return f"class:{classroom}"


def of_event(event: str) -> str:
    """The topic of an event."""
    return f"event:{event}"


class News:
    """Who tells does not know who hears."""

    def __init__(self) -> None:
        self._hearing: list[Hear] = []
        self._beyond: Hear | None = None

    def listen(self, hear: Hear) -> None:
        """Be told of every topic from now on; `hear` is quick and never raises."""
        self._hearing.append(hear)

    def tell(self, topic: str) -> None:
        """Something moved, and it is committed."""
        self._told(topic)
        if self._beyond is not None:
            self._beyond(topic)

    def _told(self, topic: str) -> None:
        for hear in self._hearing:
            hear(topic)

    @asynccontextmanager
    async def across(self, store: Store) -> AsyncIterator[None]:
        """Inside, what other processes at this store tell is heard here, and they hear what is told here. A SQLite store has one process."""
        line, loop = store.line(), asyncio.get_running_loop()
        if line is None:
            yield
            return

        def heard(topic: str) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody hears any more
                loop.call_soon_threadsafe(self._told, topic)

        line.open(heard)
        self._beyond = line.tell
        try:
            yield
        finally:
            self._beyond = None
            await asyncio.to_thread(line.close)
