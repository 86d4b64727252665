"""What one process tells, the others hear: LISTEN and NOTIFY of PostgreSQL, on two connections of their own that come back when they were cut.

A topic carries no content and may be lost while a connection is away: whoever waits for one also looks now and then.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

import psycopg
from sqlalchemy import URL

from storage.postgresql import connecting

CHANNEL = "sampan"
LONGEST = 7000
"""Bytes of a topic: PostgreSQL takes fewer than 8,000."""
AGAIN = 1.0
"""Seconds before a connection that was cut is tried again."""
LOOK = 0.5
"""Seconds after which a quiet line looks whether it was told to end."""

log = logging.getLogger(__name__)


class Line:
    """A process's line to the others at the same store. Made for `URL`s of PostgreSQL; `open`ed once, and `close`d."""

    def __init__(self, address: URL) -> None:
        self._address = address.set(drivername="postgresql").render_as_string(hide_password=False)
        self._options = connecting(address)
        self._topics: SimpleQueue[str | None] = SimpleQueue()
        self._over = threading.Event()
        self.ready = threading.Event()
        """Set while this process hears the others."""
        self._own: int | None = None
        """The connection that tells, as the server calls it: what it said is known here."""
        self._threads: list[threading.Thread] = []

    def open(self, hear: Callable[[str], None]) -> None:
        """From now on `hear` is called, in a thread of the line's, with each topic that another process told."""
        for name, work in (("store-hearing", lambda: self._hearing(hear)), ("store-telling", self._telling)):
            self._threads.append(threading.Thread(target=work, name=name, daemon=True))
            self._threads[-1].start()

    def tell(self, topic: str) -> None:
        """Tell the others; returns at once. Call it after the commit of what the topic is about."""
        if len(topic.encode()) <= LONGEST:
            self._topics.put(topic)

    def close(self) -> None:
        """Say what waits to be told, then hang up."""
        self._over.set()
        self._topics.put(None)
        for thread in self._threads:
            thread.join(10 * LOOK)

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self._address, autocommit=True, **self._options)

    def _hearing(self, hear: Callable[[str], None]) -> None:
        while not self._over.is_set():
            try:
                with self._connect() as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self.ready.set()
                    self._hear(connection, hear)
            except psycopg.Error as error:
                self.ready.clear()
                log.info("the line to other processes is down: %s", error)
                self._over.wait(AGAIN)

    def _hear(self, connection: psycopg.Connection[Any], hear: Callable[[str], None]) -> None:
        while not self._over.is_set():
            for notice in connection.notifies(timeout=LOOK):
                if notice.pid != self._own:
                    hear(notice.payload)

    def _telling(self) -> None:
        while not self._over.is_set():
            try:
                with self._connect() as connection:
                    self._own = connection.info.backend_pid
                    self._tell(connection)
            except psycopg.Error as error:
                log.info("the other processes were not told: %s", error)
                self._over.wait(AGAIN)

    def _tell(self, connection: psycopg.Connection[Any]) -> None:
        ended = False
        while not ended:
            first = self._topics.get()
            topics = {first, *self._waiting()}
            ended = None in topics
            known = [topic for topic in topics if topic is not None]
            if known:
                connection.execute("SELECT pg_notify(%s, topic) FROM unnest(%s::text[]) AS topic", (CHANNEL, known))

    def _waiting(self) -> list[str | None]:
        """All that is to be told by now: the same thing many times is told once."""
        found: list[str | None] = []
        while True:
            try:
                found.append(self._topics.get_nowait())
            except Empty:
                return found
