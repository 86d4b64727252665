"""For whoever runs the program: is it well, and how busy is it."""

from __future__ import annotations

import time

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web.address import is_local
from bot.channels.web.wire import Wire
from bot.locales import locale, preferred
from bot.services import Parts
from storage.errors import StoreError

router = APIRouter(include_in_schema=False)
_LOOPBACK = ("127.0.0.1", "::1", "::ffff:127.0.0.1")
_KINDS = ("say", "api", "preview", "try", "zip", "static", "wire", "parts")


class Metrics:
    """The program's numbers, of one app; no label holds anything of a learner's."""

    def __init__(self, wire: Wire) -> None:
        self.registry = CollectorRegistry()
        self._answers = Counter("sampan_http_responses", "Answers by kind of page and class of status", ["kind", "status"], registry=self.registry)
        self._seconds = Histogram("sampan_http_seconds", "Seconds to the first byte of an answer", ["kind"], registry=self.registry)
        Gauge("sampan_open_pages", "Chat pages that listen", registry=self.registry).set_function(lambda: wire.open)

    def count(self, path: str, status: int, seconds: float) -> None:
        first = path.strip("/").partition("/")[0]
        kind = first if first in _KINDS else "page"
        self._answers.labels(kind, f"{status // 100}xx").inc()
        self._seconds.labels(kind).observe(seconds)


class Counted:
    """Middleware: every answer is counted when it begins."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.monotonic()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._metrics.count(scope["path"], message["status"], time.monotonic() - began)
            await send(message)

        await self._app(scope, receive, counted)


@router.get("/health")
async def health(request: Request) -> Response:
    """200 once it can serve; 503 and the reason before, and while the store cannot be read."""
    if not request.app.state.ready:
        return _unwell(locale(preferred(request.headers.get("accept-language", "")))("problem.not_ready"))
    parts: Parts = request.app.state.parts
    try:
        await parts.store.learner("")
    except StoreError as error:
        return _unwell(str(error))
    return JSONResponse({"status": "ok"})


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Prometheus text, for this machine alone, under its own name; what a proxy passes on is not from this machine."""
    local = request.client is not None and request.client.host in _LOOPBACK and is_local(str(request.url))
    if not local or {"x-forwarded-for", "forwarded"} & set(request.headers):
        raise HTTPException(404)
    return Response(generate_latest(request.app.state.metrics.registry), media_type="text/plain; version=0.0.4; charset=utf-8")


def _unwell(reason: str) -> Response:
    return JSONResponse({"status": "unavailable", "reason": reason}, 503)
