"""Updates sent to the bot's own address: again and again until it says 2xx, in order within a chat, side by side across chats."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable

import aiohttp

from tests.bot_api.updates import Updates
from tests.bot_api.wire import Json

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """The way to one address. `first_wait`, `longest_wait`: seconds before the second attempt, doubling up to this; `patience`: for an answer."""

    def __init__(self, updates: Updates) -> None:
        self.url = self.secret = ""
        self.connections = 40
        self.first_wait, self.longest_wait, self.patience = 0.05, 1.0, 60.0
        self.attempts: list[tuple[int, int]] = []
        """(update id, status answered; 0 where there was no answer), in order."""
        self.delivered: deque[Json] = deque(maxlen=1000)
        """The last updates that the bot took."""
        self.on_reply: Callable[[Json], Awaitable[None]] | None = None
        self._updates = updates
        self._lanes: dict[int, deque[Json]] = defaultdict(deque)
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._free = asyncio.Semaphore(40)
        self._last_error: Json = {}

    def start(self, url: str, secret: str, connections: int) -> None:
        """Sends everything that waits, and what comes, to `url`. Set again with another address or secret, it begins anew."""
        self.stop()
        self.url, self.secret, self.connections, self._free = url, secret, connections, asyncio.Semaphore(connections)
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=connections), timeout=aiohttp.ClientTimeout(self.patience))
        self._updates.on_add = self._queue
        for update in list(self._updates.pending.values()):
            self._queue(update)

    def stop(self) -> None:
        """What was not delivered waits for the next webhook, or for getUpdates."""
        self.url = self.secret = ""
        self._updates.on_add = lambda update: None
        tasks, self._tasks = self._tasks, {}
        self._lanes.clear()
        for task in tasks.values():
            task.cancel()
        if self._session is not None:
            closing, self._session = self._session, None
            self._closing = asyncio.get_running_loop().create_task(closing.close())

    async def close(self) -> None:
        self.stop()
        closing = getattr(self, "_closing", None)
        if closing is not None:
            await closing

    def info(self) -> Json:
        """The part of a WebhookInfo that is known here."""
        return {"url": self.url, "has_custom_certificate": False, "max_connections": self.connections, **self._last_error}

    def again(self, number: int) -> None:
        """Sends an update that was taken once more, as Telegram does when it missed the bot's 2xx. Raises LookupError."""
        found = [update for update in self.delivered if update["update_id"] == number]
        self._queue(found[0])

    def _queue(self, update: Json) -> None:
        lane = lane_of(update)
        self._lanes[lane].append(update)
        if lane not in self._tasks:
            self._tasks[lane] = asyncio.get_running_loop().create_task(self._run(lane))

    async def _run(self, lane: int) -> None:
        """One after another, each until it is taken."""
        waiting = self._lanes[lane]
        while waiting:
            wait = self.first_wait
            while not await self._send(waiting[0]):
                await asyncio.sleep(wait)
                wait = min(2 * wait, self.longest_wait)
            taken = waiting.popleft()
            self.delivered.append(taken)
            self._updates.pending.pop(taken["update_id"], None)
        del self._tasks[lane], self._lanes[lane]

    async def _send(self, update: Json) -> bool:
        """Whether the bot took it."""
        async with self._free:
            try:
                status, body = await self._post(update)
            except (aiohttp.ClientError, TimeoutError, OSError) as problem:
                status, body = 0, repr(problem).encode()
        self.attempts.append((update["update_id"], status))
        if not 200 <= status < 300:
            says = f"Wrong response from the webhook: {status}" if status else f"Connection failed: {body.decode()}"
            self._last_error = {"last_error_date": int(time.time()), "last_error_message": says}
            return False
        await self._reply(body)
        return True

    async def _post(self, update: Json) -> tuple[int, bytes]:
        if self._session is None:
            raise aiohttp.ClientConnectionError("the webhook was ended")
        headers = {"Content-Type": "application/json", **({SECRET_HEADER: self.secret} if self.secret else {})}
        async with self._session.post(self.url, data=json.dumps(update).encode(), headers=headers, allow_redirects=False) as answer:
            return answer.status, await answer.read()

    async def _reply(self, body: bytes) -> None:
        """A method call in the bot's answer is carried out; its result is told to nobody, as on Telegram."""
        if not body.startswith(b"{") or self.on_reply is None:
            return
        try:
            called = json.loads(body)
        except ValueError:
            return
        if isinstance(called, dict) and "method" in called:
            await self.on_reply(called)


def lane_of(update: Json) -> int:
    """The chat, or the person, whose updates stay in order."""
    for body in update.values():
        if isinstance(body, dict):
            chat = body.get("chat") or (body.get("message") or {}).get("chat") or body.get("from") or {}
            return int(chat.get("id", 0))
    return 0
