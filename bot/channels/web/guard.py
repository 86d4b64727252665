"""What holds for every request: where it comes from, how big it is, and the headers of every answer."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.locales import locale, preferred

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
MAX_BODY = 8 * 1024 * 1024
BODY_SECONDS = 60
"""For a whole body to arrive: who sends it drop by drop holds a line that others need."""
_HOST = re.compile(r"([\w.-]{1,253}|\[[0-9a-f:.]{2,60}\])(:[0-9]{1,5})?", re.ASCII | re.IGNORECASE)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",  # with `no-referrer` a plain form says no origin, and on a school's network (http) nothing else tells it is ours
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}


class Guard:
    """Refuses what another site's page sends and what is too big; gives every answer its security headers.

    `open_paths`: prefixes whose requests carry their own proof (the unguessable token of a preview) and no cookie.
    """

    def __init__(self, app: ASGIApp, public_url: str, open_paths: tuple[str, ...] = ()) -> None:
        self._app, self._own, self._open = app, _origin(public_url), open_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else None
        if headers is None:
            await self._app(scope, receive, send)
        elif not _HOST.fullmatch(headers.get("host", "none")):
            await _refuse(scope, _with_headers(send), 400, "problem.odd")
        elif not self._may_look(scope, headers) or not self._may_change(scope, headers):
            await _refuse(scope, _with_headers(send), 403, "problem.origin")
        elif _declared(headers) > MAX_BODY:
            await _refuse(scope, _with_headers(send), 413, "problem.big", limit=MAX_BODY >> 20)
        else:
            await self._app(scope, _bounded(receive), _with_headers(send))

    def _may_look(self, scope: Scope, headers: Headers) -> bool:
        """Another site may lead somebody here; as a picture, a script or a frame of its own page it gets nothing, and begins no chat."""
        if headers.get("sec-fetch-site") not in ("cross-site", "same-site") or scope["path"].startswith(self._open):
            return True
        return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest", "document") == "document"

    def _may_change(self, scope: Scope, headers: Headers) -> bool:
        if scope["method"] in SAFE_METHODS or scope["path"].startswith(self._open):
            return True
        origin = headers.get("origin", "null")
        if origin == "null":
            # Where a browser hides the origin of a plain form all the same, only its own word for it counts.
            return headers.get("sec-fetch-site") == "same-origin"
        return origin in (self._own, f"{scope['scheme']}://{headers.get('host', '')}")


class TooBigError(HTTPException):
    """The body grew beyond the limit while it was read."""

    def __init__(self) -> None:
        super().__init__(413)


class TooSlowError(HTTPException):
    """The body did not arrive in time."""

    def __init__(self) -> None:
        super().__init__(408)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _declared(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() else 0


def _bounded(receive: Receive) -> Receive:
    """A body is counted and timed while it comes in; what comes after it (that the browser went away) may take its time."""
    read, until = 0, asyncio.get_running_loop().time() + BODY_SECONDS

    async def counted() -> Message:
        nonlocal read, until
        message = await _in_time(receive, until)
        read += len(message.get("body", b""))
        if read > MAX_BODY:
            raise TooBigError
        until = until if message.get("more_body") else float("inf")
        return message

    return counted


async def _in_time(receive: Receive, until: float) -> Message:
    try:
        async with asyncio.timeout_at(until if until < float("inf") else None):
            return await receive()
    except TimeoutError:
        raise TooSlowError from None


def _with_headers(send: Send) -> Send:
    async def answered(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return answered


async def _refuse(scope: Scope, send: Send, status: int, key: str, **values: object) -> None:
    """One readable line, as a program or a page asks for it; the body of the request is not read."""
    request = Request(scope)
    sentence = locale(preferred(request.headers.get("accept-language", "")))(key, **values)
    wants_json = scope["path"].startswith("/api/")
    body = json.dumps({"error": sentence}, ensure_ascii=False) if wants_json else sentence
    kind = "application/json" if wants_json else "text/plain; charset=utf-8"
    await send({"type": "http.response.start", "status": status, "headers": _raw([("content-type", kind), ("connection", "close")])})
    await send({"type": "http.response.body", "body": body.encode()})


def _raw(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers]
