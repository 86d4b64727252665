"""Keeping the writer busy."""

from __future__ import annotations

import asyncio
import threading
from typing import Self

from sqlalchemy import Connection

from storage.store import Store


class Held:
    """Keeps the writer busy, so that what comes meanwhile forms one group; counts the commits from then on."""

    def __init__(self, store: Store) -> None:
        self._store, self._begun, self._go = store, threading.Event(), threading.Event()

    async def __aenter__(self) -> Self:
        self._busy = asyncio.ensure_future(self._store.write(self._hold))
        assert await asyncio.to_thread(self._begun.wait, 60)
        self._before = self._store._writer.commits
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.sleep(0.02)
        self._go.set()
        await self._busy

    def _hold(self, _: Connection) -> None:
        self._begun.set()
        self._go.wait()

    @property
    def commits(self) -> int:
        return self._store._writer.commits - self._before
