"""Updates that Telegram brings: a small ASGI app. 200 once an update is committed, 503 while the store is away, so that Telegram brings it again."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from pydantic_core import from_json
from starlette.types import Receive, Scope, Send

from storage.errors import StoreError

SECRET_HEADER = b"x-telegram-bot-api-secret-token"
LARGEST = 4 * 1024 * 1024
"""Bytes of an update that are read; no update of Telegram's is as long."""
Take = Callable[[dict[str, Any]], Awaitable[None]]

_NO_BODY = [(b"content-length", b"0")]

log = logging.getLogger(__name__)


class Webhook:
    """Takes POSTs that carry the secret; everything else is refused unread."""

    def __init__(self, secret: str, take: Take) -> None:
        self._secret, self._take = secret.encode(), take

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = await self._status(scope, receive)
        await send({"type": "http.response.start", "status": status, "headers": _NO_BODY})
        await send({"type": "http.response.body"})

    async def _status(self, scope: Scope, receive: Receive) -> int:
        if scope["method"] != "POST":
            return 405
        if not hmac.compare_digest(dict(scope["headers"]).get(SECRET_HEADER, b""), self._secret):
            return 403
        update = _read(await _body(receive))
        if update is None:
            log.warning("something that is no update came to the webhook")
            return 200  # bringing it again would not make it one
        try:
            await self._take(update)
        except StoreError as error:
            log.warning("an update is left to Telegram for now: %s", error)
            return 503
        return 200


async def _body(receive: Receive) -> bytes:
    """All of it; nothing where it is too long, or where whoever brought it has gone."""
    body, more = bytearray(), True
    while more:
        message = await receive()
        more = message.get("more_body", False)
        body += message.get("body", b"")
        if message["type"] == "http.disconnect" or len(body) > LARGEST:
            return b""
    return bytes(body)


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        update = from_json(body)
    except ValueError:
        return None
    return update if isinstance(update, dict) else None
