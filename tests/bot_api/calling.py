"""A server with people on it, and plain HTTP calls to it: for tests of single methods."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.bot_api.server import BotApi
from tests.bot_api.wire import Json

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def png(width: int, height: int) -> bytes:
    return PNG + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x06\x00\x00\x00"


def jpeg(width: int, height: int) -> bytes:
    """A JPEG's beginning: a comment, then the frame header that tells its sides."""
    return b"\xff\xd8\xff\xfe\x00\x04hi\xff\xc0\x00\x11\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big") + b"\x03"


@dataclass
class At:
    """A server with a private chat that has begun, a group, and a forum with one topic."""

    api: BotApi
    session: aiohttp.ClientSession

    def __post_init__(self) -> None:
        self.ann = self.api.private_chat("Ann", started=True)
        self.club = self.api.group("Club")
        self.forum = self.api.supergroup("Hall", forum=True)
        self.topic = self.forum.topic("Showers")
        self.api.world.updates.pending.clear()

    async def polling(self) -> asyncio.Task[tuple[int, Json]]:
        """A getUpdates that waits."""
        poll = asyncio.create_task(self.call("getUpdates", timeout=60))
        while not self.api.world.updates.polled:
            await asyncio.sleep(0.005)
        return poll

    async def call(self, method: str, uploads: dict[str, bytes] | None = None, token: str | None = None, **params: Any) -> tuple[int, Json]:
        """(status, body): as JSON, or as multipart where files go along."""
        address = f"{self.api.bot_url}{token or self.api.token}/{method}"
        if uploads is None:
            async with self.session.post(address, json=params) as answer:
                return answer.status, await answer.json()
        form = aiohttp.FormData({name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()})
        for name, data in uploads.items():
            form.add_field(name, data, filename=f"{name}.jpg", content_type="image/jpeg")
        async with self.session.post(address, data=form) as answer:
            return answer.status, await answer.json()

    async def send(self, text: str = "hello", **params: Any) -> tuple[int, Json]:
        return await self.call("sendMessage", chat_id=self.ann.id, text=text, **params)

    async def marked(self, kind: str, offset: int, length: int, text: str = "hello", **extra: Any) -> tuple[int, Json]:
        return await self.send(text, entities=[{"type": kind, "offset": offset, "length": length, **extra}])

    async def button(self, chat: int = 0, **button: Any) -> tuple[int, Json]:
        return await self.call("sendMessage", chat_id=chat or self.ann.id, text="?", reply_markup={"inline_keyboard": [[{"text": "A", **button}]]})

    async def photo(self, data: bytes) -> tuple[int, Json]:
        return await self.call("sendPhoto", {"photo": data}, chat_id=self.ann.id)

    async def edit(self, number: int, text: str = "new") -> tuple[int, Json]:
        return await self.call("editMessageText", chat_id=self.ann.id, message_id=number, text=text)

    async def two_entities(self, *places: tuple[str, int, int]) -> tuple[int, Json]:
        return await self.send(entities=[{"type": kind, "offset": offset, "length": length} for kind, offset, length in places])
