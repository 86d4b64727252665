"""The lanes of one process: a chat's messages are answered one after another, in the order in which they came; many lanes run side by side.

Which messages wait, and who works at a lane, is kept in the store, so that nothing is lost with the process. Here is only what dies with it:
who waits for an answer, what is being thought, and what was told to stop.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from weakref import WeakValueDictionary

from bot.core.turn import Incoming, Reply
from storage.ids import new_id

AT_ONCE = 256
"""The most turns that are thought at once. How many of them may wait for a language model is the tutor's to say: who needs none passes them by."""
Key = tuple[str, str]
"""A message: its chat and its own id in it."""


class StoppedError(Exception):
    """The learner said /stop while the turn was being thought."""


class InterruptedTurnError(Exception):
    """A teacher paused the chat while the turn was being thought."""


def chat_of(incoming: Incoming) -> str:
    return f"{incoming.channel}:{incoming.chat}"


def key_of(incoming: Incoming) -> Key:
    return chat_of(incoming), incoming.id


class Lanes:
    """What one worker knows of its own lanes. `worker` is its name in the store, and `holder` the same where it holds lanes:
    one that is `alone` answers one message after another and needs none."""

    def __init__(self, at_once: int = AT_ONCE, *, alone: bool = False) -> None:
        self.worker = new_id()
        self.holder = None if alone else self.worker
        self.thinking = asyncio.Semaphore(at_once)
        self._answers: dict[Key, asyncio.Future[Reply]] = {}
        self._thoughts: dict[str, tuple[str, asyncio.Task[Any]]] = {}
        self._interrupted: set[str] = set()
        """Turns that a teacher's pause broke off."""
        self._stops: dict[str, str] = {}
        """By chat, the latest /stop that came while others waited. Turns are in the order of their ids."""
        self._meeting: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        """By project, where turns that met there wait for each other."""
        self._tasks: set[asyncio.Task[None]] = set()
        self.stuck: set[str] = set()
        """Chats whose lane broke off, the store being gone; they are let go when it is back."""

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something beside whoever asks for it; it is kept until it ends."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drained(self, seconds: float | None = None) -> None:
        """Until no lane of this process is at work; those that are after so many seconds are broken off, their messages stay in the inbox."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._tasks:
                    await asyncio.wait(self._tasks)
        for task in self._tasks:
            task.cancel()

    @asynccontextmanager
    async def one_by_one(self, project: str | None) -> AsyncIterator[None]:
        """Turns of a team that met at its app go on one after another, so that they do not meet again and again; None waits for nobody."""
        if project is None:
            yield
            return
        lock = self._meeting.setdefault(project, asyncio.Lock())
        async with lock:
            yield

    # Who waits for an answer

    @contextmanager
    def expecting(self, key: Key) -> Iterator[asyncio.Future[Reply]]:
        """A promise of the answer to a message, made before the message is taken in, so that the answer cannot come too early."""
        promise = self._answers.setdefault(key, asyncio.get_running_loop().create_future())
        try:
            yield promise
        finally:
            self._answers.pop(key, None)

    def answered(self, key: Key, reply: Reply) -> None:
        promise = self._answers.get(key)
        if promise is not None and not promise.done():
            promise.set_result(reply)

    # /stop overtakes

    def stop(self, chat: str, turn: str) -> None:
        """End what is being thought in this chat before that turn; what waits before it is not answered any more."""
        self._stops[chat] = max(turn, self._stops.get(chat, ""))
        thought = self._thoughts.get(chat)
        if thought and thought[0] < turn:
            thought[1].cancel()

    def interrupt(self, chat: str) -> None:
        """End what is being thought in this chat: it is held until the chat goes on."""
        if thought := self._thoughts.get(chat):
            self._interrupted.add(thought[0])
            thought[1].cancel()

    def busy(self) -> list[str]:
        """The chats in which something is being thought here."""
        return list(self._thoughts)

    def passed_over(self, chat: str, turn: str) -> bool:
        """Whether a turn came before a /stop."""
        if turn < self._stops.get(chat, ""):
            return True
        self._stops.pop(chat, None)
        return False

    @contextmanager
    def stoppable(self, chat: str, turn: str) -> Iterator[None]:
        """What is thought in here can be ended from outside: with `StoppedError`, or `InterruptedTurnError`."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a turn is thought in a task")
        self._thoughts[chat] = turn, task
        try:
            yield
        except asyncio.CancelledError:
            interrupted = turn in self._interrupted
            if not interrupted and not self.passed_over(chat, turn):
                raise
            task.uncancel()
            raise (InterruptedTurnError if interrupted else StoppedError) from None
        finally:
            del self._thoughts[chat]
            self._interrupted.discard(turn)
