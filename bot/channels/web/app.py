"""The web app as a list of its features."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette_compress import CompressMiddleware

from bot.channels.web import api, assets, doors, downloads, operations, pages, sheets
from bot.channels.web.desk import Desk
from bot.channels.web.guard import Guard
from bot.channels.web.problems import add_problems
from bot.channels.web.wire import Wire
from bot.hosting import preview, try_page
from bot.services import Parts
from bot.services.preview_app import PreviewLinks
from bot.services.recover import RecoveryWords
from bot.services.share_try import TryLinks

FEATURES = (pages.router, sheets.router, doors.router, downloads.router, api.router, operations.router, preview.router, try_page.router)
OPEN_PATHS = ("/preview/",)
"""Their requests carry an unguessable key and no cookie, so that where they come from proves nothing."""


def create_app(parts: Parts) -> FastAPI:
    """The web chat, its API, the previews and the try pages, over these parts. Raises `ValueError` without a secret."""
    if not parts.secret:
        raise ValueError("the web chat needs a secret to seal its cookies")
    app = FastAPI(title="Sampan", version="1", docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=_ready)
    wire = Wire()
    app.state.ready, app.state.parts, app.state.metrics = False, parts, operations.Metrics(wire)
    app.state.desk = Desk(parts, PreviewLinks(parts), TryLinks(parts), RecoveryWords(parts), wire)
    for feature in FEATURES:
        app.include_router(feature)
    app.add_api_route("/static/{path:path}", assets.serve, include_in_schema=False)
    app.add_middleware(operations.Counted, metrics=app.state.metrics)
    app.add_middleware(CompressMiddleware, brotli_quality=5, gzip_level=6)
    app.add_middleware(Guard, public_url=parts.public_url, open_paths=OPEN_PATHS)
    add_problems(app)
    return app


@asynccontextmanager
async def _ready(app: FastAPI) -> AsyncIterator[None]:
    app.state.ready = True
    yield
    app.state.ready = False
