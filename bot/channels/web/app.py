"""The web app as a list of its features."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeAlias

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette_compress import CompressMiddleware

from bot.channels.plain import plain
from bot.channels.web import api, assets, doors, downloads, drawings, joining, leaving, operations, pages, pictures, sheets
from bot.channels.web.desk import Desk
from bot.channels.web.guard import Guard
from bot.channels.web.problems import add_problems
from bot.channels.web.session import CHANNEL
from bot.channels.web.wire import Wire
from bot.dashboard import routers
from bot.dashboard.page import SignInError, to_the_door
from bot.hosting import mini_app, preview, try_page
from bot.services import Parts
from bot.services.preview_app import PreviewLinks
from bot.services.recover import RecoveryWords
from bot.services.share_try import TryLinks

CHAT = (
    pages.router,
    sheets.router,
    doors.router,
    joining.router,
    leaving.router,
    downloads.router,
    pictures.router,
    drawings.router,
    api.router,
    operations.router,
)
FEATURES = (*CHAT, preview.router, try_page.router, mini_app.router, *routers())
App: TypeAlias = ASGIApp
"""What answers requests: the web chat, alone or with something beside it."""
OPEN_PATHS = ("/preview/", mini_app.PATH)
"""Their requests carry an unguessable key, or a pass that Telegram signed, and no cookie: where they come from proves nothing."""


def create_app(parts: Parts) -> FastAPI:
    """The web chat, its API, the previews, the try pages and the pages for teachers, over these parts. Raises `ValueError` without a secret."""
    if not parts.secret:
        raise ValueError("the web chat needs a secret to seal its cookies")
    app = FastAPI(title="Sampan", version="1", docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=_ready)
    wire = Wire()
    parts.news.listen(wire.moved)
    parts.progress[CHANNEL] = lambda key, words: wire.says(f"{CHANNEL}:{key}", plain(words))
    app.state.ready, app.state.parts, app.state.metrics = False, parts, operations.Metrics(wire)
    app.state.previews = PreviewLinks(parts)
    desk = app.state.desk = Desk(parts, app.state.previews, TryLinks(parts), RecoveryWords(parts), wire)
    parts.news.listen(leaving.letting_go(desk))
    for feature in FEATURES:
        app.include_router(feature)
    app.add_api_route("/static/{path:path}", assets.serve, include_in_schema=False)
    app.add_middleware(operations.Counted, metrics=app.state.metrics)
    app.add_middleware(CompressMiddleware, zstd=False, brotli_quality=5, gzip_level=6)  # at what it costs, zstd packs less than these
    app.add_middleware(Guard, public_url=parts.public_url, open_paths=OPEN_PATHS)
    add_problems(app)
    app.add_exception_handler(SignInError, to_the_door)
    return app


def beside(app: App, path: str, other: App) -> App:
    """An app with another one at one path: past the middleware, which is made for browsers."""

    async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
        chosen = other if scope["type"] == "http" and scope["path"] == path else app
        await chosen(scope, receive, send)

    return asgi


@asynccontextmanager
async def _ready(app: FastAPI) -> AsyncIterator[None]:
    app.state.ready = True
    yield
    app.state.ready = False
