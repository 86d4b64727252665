"""How a store is opened, read and written: one writer thread and a few readers, asynchronous from outside."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Connection, Engine

from storage import recovery
from storage.engine import connect, reading
from storage.schema import bring_up
from storage.writer import Writer

P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[Concatenate[Connection, P], T]

READERS = 4


class Access:
    """Reading and writing by functions of a connection; what they read and write is for `Messages` and `Store` to say."""

    def __init__(self, writing: Engine, reading: Engine) -> None:
        self._writing, self._reading = writing, reading
        self._writer = Writer(writing)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the store at a database URL, make it or lift it to this version's shape; raises `StoreError`."""
        writing = connect(url)
        try:
            bring_up(writing)
        except BaseException:
            writing.dispose()
            raise
        return cls(writing, connect(url, only_read=True))

    async def close(self) -> None:
        """Finish what was handed in, then let go of the database."""
        await asyncio.to_thread(self._writer.close)
        self._readers.shutdown()
        self._reading.dispose()
        self._writing.dispose()

    def secret(self, purpose: str) -> bytes:
        """32 bytes that this store alone knows, for one purpose; the same after a restart."""
        return hmac.digest(bytes.fromhex(reading(self._reading, recovery.pepper)), purpose.encode(), "sha256")

    async def write(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(connection, ...)` in a transaction of its own and commit it. It may be run again, so it must do nothing but SQL."""
        return await self._writer.run(lambda connection: work(connection, *args, **kwargs))

    async def read(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(connection, ...)` on one unmoving view of the store; a write in it is refused."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, lambda: reading(self._reading, work, *args, **kwargs))
