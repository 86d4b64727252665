"""The one thread that writes. What is waiting when it is free goes to the disk together, in one commit.

A piece of work that fails leaves no trace and spoils nothing for the others: all are done again then, each in a savepoint of its own. Its caller
is told only after the commit. Where the commit itself fails, or the database gave up the whole transaction (a full disk), the work is done again
one piece a transaction, so that each caller hears of their own trouble alone. On PostgreSQL another process may be at the same rows: a piece
that met it is done once more. Where the connection was cut nobody knows what was committed, and nothing is done again: each caller hears it.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine

from storage.engine import explain, faults
from storage.errors import StoreError
from storage.held import Held
from storage.postgresql import met_another

T = TypeVar("T")
GROUP = 64
"""The most pieces of work in one commit."""
TRIES = 4
"""How often a piece is done that meets another process at the same rows."""


@dataclass(slots=True, eq=False)
class _Job:
    work: Callable[[Connection], Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None

    def do(self, connection: Connection) -> None:
        self.result, self.error = self.work(connection), None

    def tell(self) -> None:
        """In the caller's own loop: hand over the outcome, unless the caller has gone."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class Writer:
    """A queue of work and the thread that does it."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._faults = engine, faults(engine)
        self._held = Held(engine)
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="store-writer", daemon=True)
        self._thread.start()

    @property
    def commits(self) -> int:
        """How many commits there were."""
        return self._held.commits

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Have `work` done and committed; its result, or its error with nothing written."""
        if self._closed:
            raise StoreError("the store is closed")
        loop = asyncio.get_running_loop()
        job = _Job(work, loop, loop.create_future())
        self._queue.put(job)
        return cast(T, await job.future)

    def close(self) -> None:
        """Do what waits, then end."""
        self._closed = True
        self._queue.put(None)
        self._thread.join()

    def _serve(self) -> None:
        ended = False
        while not ended and (first := self._queue.get()) is not None:
            group, ended = self._group(first)
            self._commit(group)
            _tell(group)
        self._held.discard()

    def _group(self, first: _Job) -> tuple[list[_Job], bool]:
        """All that waits now, up to `GROUP`, and whether the end came behind it."""
        group = [first]
        while len(group) < GROUP:
            try:
                job = self._queue.get_nowait()
            except Empty:
                break
            if job is None:
                return group, True
            group.append(job)
        return group, False

    def _commit(self, group: list[_Job]) -> None:
        if len(group) > 1 and (self._at_once(group) or self._together(group)):
            return
        for job in group:  # after a fault each on its own: only then is it known whose it was
            self._alone(job)

    def _alone(self, job: _Job, tries: int = TRIES) -> None:
        try:
            with self._held.transaction() as connection:
                job.do(connection)
        except self._faults as fault:
            if tries > 1 and met_another(fault):
                return self._alone(job, tries - 1)
            job.error = explain(self._engine, fault)
        except Exception as error:
            job.error = error

    def _at_once(self, group: list[_Job]) -> bool:
        """One commit for all without savepoints, which are two statements of five; False where one would have needed its own, and nothing is written."""
        try:
            with self._held.transaction() as connection:
                for job in group:
                    job.do(connection)
        except self._faults as fault:
            return self._cut_off(group, fault)
        except Exception:
            return False
        return True

    def _together(self, group: list[_Job]) -> bool:
        """One commit for all; False where it came to nothing and may be done again."""
        try:
            with self._held.transaction() as connection:
                for job in group:
                    self._in_savepoint(connection, job)
        except self._faults as fault:
            return self._cut_off(group, fault)
        return True

    def _cut_off(self, group: list[_Job], fault: Exception) -> bool:
        """Whether the connection broke: then nobody knows what was committed, and everyone hears it."""
        if not self._held.lost():
            return False
        for job in group:
            job.error = explain(self._engine, fault)
        return True

    def _in_savepoint(self, connection: Connection, job: _Job) -> None:
        """Do a job in a savepoint. An error of its own stays its own; an error of the database is for the group to handle."""
        try:
            with self._held.savepoint():
                job.do(connection)
        except self._faults:
            raise
        except Exception as error:
            job.error = error


def _tell(group: list[_Job]) -> None:
    """To wake a loop is a system call: each is woken once."""
    for loop in {job.loop for job in group}:
        with contextlib.suppress(RuntimeError):  # the callers' loop is closed: nobody waits for the answers any more
            loop.call_soon_threadsafe(_hand_over, [job for job in group if job.loop is loop])


def _hand_over(jobs: list[_Job]) -> None:
    for job in jobs:
        job.tell()
