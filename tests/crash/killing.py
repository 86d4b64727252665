"""The program under test: started, killed, started again, and at the end held to account."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bot.channels.telegram.text import marked
from storage.engine import connect
from tests.bot_api import BotApi

NOTICE = 1000


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@dataclass
class Program:
    """`sampan serve` on a store and a fake Bot API server. `deaths` counts how often it was killed."""

    api: BotApi
    store_url: str
    webhook: bool = False
    deaths: int = 0
    _process: asyncio.subprocess.Process | None = None
    _port: int = field(default_factory=_free_port)

    async def start(self, point: str = "", times: int = 0) -> None:
        command = (sys.executable, "-m", "tests.crash.mortal", point, str(times))
        self._process = await asyncio.create_subprocess_exec(
            *command, env=self._environment(), stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
        )

    async def died(self, within: float) -> bool:
        """Wait for it to kill itself."""
        assert self._process is not None
        try:
            await asyncio.wait_for(self._process.wait(), within)
        except TimeoutError:
            return False
        self.deaths += 1
        return True

    async def kill(self) -> None:
        """Kill -9, at whatever it is doing."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        self.deaths += 1

    async def stop(self) -> None:
        """End it as an operator does."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await asyncio.wait_for(self._process.wait(), 15)

    async def end(self) -> None:
        """Nothing of it stays."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    def _environment(self) -> dict[str, str]:
        telegram = {"TELEGRAM_BOT_TOKEN": self.api.token, "TELEGRAM_API_BASE": self.api.base_url}
        if self.webhook:
            telegram |= {"TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{self._port}/telegram/webhook", "TELEGRAM_WEBHOOK_SECRET": "a-secret-of-tests"}
        return dict(os.environ) | telegram | {"DATABASE_URL": self.store_url, "PORT": str(self._port), "LOG_LEVEL": "ERROR"}


@dataclass(frozen=True)
class Account:
    """What became of everything that was said, once all is quiet."""

    said: int
    lost: int
    """Messages of students that no turn ended, or that are not in the inbox at all."""
    waiting: int
    """Answers that are still to be sent."""
    missing: int
    """Answers marked as sent that nobody saw."""
    doubled: int
    """Answers that somebody saw more often than they were decided."""
    uncertain: int
    told_again: int
    """Notices that an answer may not have arrived, seen more than once: to say it twice does no harm, to keep it to oneself would."""


async def settled(api: BotApi, store_url: str, updates: int, seconds: float = 40) -> Account:
    """Wait until nothing is under way any more, then settle the account."""
    account = account_of(api, store_url, updates)
    for _ in range(int(seconds / 0.25)):
        if account.lost == 0 and account.waiting == 0:
            break
        await asyncio.sleep(0.25)
        account = account_of(api, store_url, updates)
    return account


def account_of(api: BotApi, store_url: str, updates: int) -> Account:
    inbox, outbox = _rows(store_url)
    ended = sum(status == "done" for status, _ in inbox)
    decided = Counter((chat, _words(payload)) for chat, payload, _, _ in outbox)
    certain = Counter((chat, _words(payload)) for chat, payload, status, number in outbox if status == "sent" and number < NOTICE)
    notices = {_words(payload) for _, payload, _, number in outbox if number >= NOTICE}
    seen = Counter((f"telegram:{chat.id}", text) for chat in api.world.chats.values() for text in _texts(chat))
    again = seen - decided
    return Account(
        said=updates,
        lost=updates - ended,
        waiting=sum(status in ("pending", "sending") for _, _, status, _ in outbox),
        missing=sum((certain - seen).values()),
        doubled=sum(times for (_, text), times in again.items() if text not in notices),
        uncertain=sum(status == "uncertain" for _, _, status, _ in outbox),
        told_again=sum(times for (_, text), times in again.items() if text in notices),
    )


def _rows(store_url: str) -> tuple[list[Any], list[Any]]:
    """(status, outside id) of the inbox; (chat, payload, status, number) of the outbox."""
    questions = ("SELECT status, outside_id FROM inbox", "SELECT chat, payload, status, number FROM outbox")
    engine = connect(store_url, only_read=True)
    try:
        with engine.begin() as db:
            inbox, outbox = (db.exec_driver_sql(question).fetchall() for question in questions)
            return list(inbox), list(outbox)
    finally:
        engine.dispose()


def _texts(chat: Any) -> list[str]:
    return [" ".join(message.text.split()) for message in chat.answers]


def _words(payload: Any) -> str:
    data = json.loads(payload) if isinstance(payload, str) else payload
    return " ".join(marked(data["text"]).text.split())
