"""Telegram's Bot API: the library's client on our transport, with calls as data."""

from __future__ import annotations

from typing import Any

from telegram import Bot

from bot.channels.telegram.call import Call
from bot.channels.telegram.request import AiohttpRequest, request_data

PATIENCE = 10.0
"""Seconds until an answer of Telegram's is given up."""


class Api(Bot):
    """The bot's way to Telegram, or to another Bot API server at `base`."""

    def __init__(self, token: str, base: str, patience: float = PATIENCE) -> None:
        """Fetching updates has a connection of its own, so that it keeps nobody waiting. Raises `InvalidToken` for what is no token at all."""
        base = base.rstrip("/")
        super().__init__(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=AiohttpRequest(server=base, read=patience),
            get_updates_request=AiohttpRequest(server=base, pool=1),
        )

    async def make(self, call: Call) -> Any:
        """Make one call; its result as JSON. Raises `TelegramError`."""
        return await self.request.post(f"{self.base_url}/{call.method}", request_data(call))

    async def fetch_updates(self, offset: int, seconds: int, kinds: list[str]) -> list[dict[str, Any]]:
        """Updates from `offset` on, as JSON; waits so many seconds for the first. Raises `TelegramError`."""
        wanted = {"offset": offset, "timeout": seconds, "allowed_updates": kinds}
        updates = await self._post("getUpdates", wanted, read_timeout=seconds + 10)
        return [update for update in updates if isinstance(update, dict)] if isinstance(updates, list) else []
