"""How a store is opened, read and written: one writer thread and a few readers, asynchronous from outside."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Connection, Engine

from storage import recovery, sqlite
from storage.engine import connect, is_sqlite, reading
from storage.schema import bring_up
from storage.writer import Writer

if TYPE_CHECKING:
    from storage.listening import Line

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

    def line(self) -> Line | None:
        """A new line to the other processes at this store; None for SQLite, where there is one process."""
        if is_sqlite(self._writing):
            return None
        from storage.listening import Line  # late: who has a file need not load the driver of a server

        return Line(self._writing.url)

    async def let_go_of_log(self) -> bool:
        """Leave nothing of what was deleted in the files of the store; False where it is too busy just now. A server sees to that itself."""
        return not is_sqlite(self._writing) or await asyncio.to_thread(sqlite.let_go_of_log, self._writing)

    async def write(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(connection, ...)` in a transaction of its own and commit it. It may be run again, so it must do nothing but SQL."""
        return await self._writer.run(lambda connection: work(connection, *args, **kwargs))

    async def read(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(connection, ...)` on one unmoving view of the store; a write in it is refused."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, lambda: reading(self._reading, work, *args, **kwargs))
