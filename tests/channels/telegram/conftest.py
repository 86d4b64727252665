"""Telegram's door as people meet it: the real parts on a store of their own, the real channel, and a strict Bot API server over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import make_parts
from bot.channels.telegram import signs
from bot.channels.telegram.channel import Doorway, TelegramChannel
from bot.core.brain import Brain
from bot.services import Parts, shift
from bot.settings import Settings
from storage.store import Store
from tests.bot_api import BotApi
from tests.bot_api.fixtures import api as api

PUBLIC = "https://sampan.test"


@dataclass(frozen=True)
class Door:
    """The door while it is open, and what is behind it."""

    channel: TelegramChannel
    parts: Parts


Enter = Callable[..., AbstractAsyncContextManager[Door]]


@pytest.fixture(autouse=True)
def _signs_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine an answer may take long enough for 'typing'; tests that look at it say when it is shown."""
    monkeypatch.setattr(signs, "SOON", 30.0)


@pytest.fixture
def store_of_this_test(tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / 'sampan.sqlite3').as_posix()}"


@pytest.fixture
def enter(api: BotApi, store_of_this_test: str) -> Enter:
    """Opens the door: `async with enter(brain=...) as door`. Whoever opens it again finds what the one before left in the store."""

    @asynccontextmanager
    async def opened(
        brain: Brain | None = None, store: Store | None = None, doorway: Doorway | None = None, public_url: str = PUBLIC, **more: Any
    ) -> AsyncIterator[Door]:
        parts = make_parts(Settings(database_url=store_of_this_test), public_url=public_url, brain=brain, store=store)
        async with at_work(parts, api, doorway or Doorway(unpaced=True), **more) as channel:
            yield Door(channel, parts)

    return opened


@asynccontextmanager
async def at_work(parts: Parts, api: BotApi, doorway: Doorway, token: str = "", base: str = "") -> AsyncIterator[TelegramChannel]:
    """The door, and the shift beside it."""
    await shift.begin(parts)
    keeping = asyncio.create_task(shift.keep(parts))
    try:
        async with TelegramChannel(parts, token or api.token, base or api.base_url, doorway) as channel:
            yield channel
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        await shift.end(parts)
        await parts.store.close()
