"""The fake Bot API for tests: a new server for each, and the library's own client at it. A folder's `conftest.py` takes what it needs."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.bot_api import BotApi


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with Bot(api.token, base_url=api.bot_url, base_file_url=api.file_url) as client:
        yield client
