"""Updates that Telegram brings: a small ASGI app. 200 once an update is committed, 503 while the store is away, so that Telegram brings it again."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from pydantic_core import from_json
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from storage.errors import StoreError

SECRET_HEADER = "x-telegram-bot-api-secret-token"
LARGEST = 4 * 1024 * 1024
"""Bytes of an update that are read; no update of Telegram's is as long."""
Take = Callable[[dict[str, Any]], Awaitable[None]]

log = logging.getLogger(__name__)


class Webhook:
    """Takes POSTs that carry the secret; everything else is refused unread."""

    def __init__(self, secret: str, take: Take) -> None:
        self._secret, self._take = secret.encode(), take

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await Response(status_code=await self._status(Request(scope, receive)))(scope, receive, send)

    async def _status(self, request: Request) -> int:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if request.method != "POST":
            return 405
        if not hmac.compare_digest(given, self._secret):
            return 403
        update = _read(await _body(request))
        if update is None:
            log.warning("something that is no update came to the webhook")
            return 200  # bringing it again would not make it one
        try:
            await self._take(update)
        except StoreError as error:
            log.warning("an update is left to Telegram for now: %s", error)
            return 503
        return 200


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return b""
    return bytes(body)


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        update = from_json(body)
    except ValueError:
        return None
    return update if isinstance(update, dict) else None
