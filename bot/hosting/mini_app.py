"""`/telegram/app`: a learner's app inside Telegram's own window.

Telegram opens the page with a signed pass behind the `#` of its address, which no server sees. The page posts it to `/telegram/app/open`; where it
is believed, the answer names the preview of their newest app. The page sets no cookie and loads nothing from elsewhere.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.hosting.framing import frame_ancestors
from bot.locales import Locale, locale, preferred
from bot.services import Parts
from bot.services.open_mini_app import open_mini_app
from bot.services.preview_app import PreviewLinks
from scaffolds.spec import Language

PATH = "/telegram/app"
CHANNEL = "telegram"
MOST_BYTES = 16_384
"""Of a request: Telegram's passes are below 2 kB."""
router = APIRouter(prefix=PATH, include_in_schema=False)
_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"
_FILES = {"script.js": "text/javascript", "style.css": "text/css"}


@router.get("")
async def page(request: Request) -> Response:
    """The window around the app; which app, its script asks for."""
    parts = _parts(request)
    policy = f"{_POLICY}; frame-ancestors {frame_ancestors(parts)}"
    html = _templates().get_template("mini_app.html").render(t=_words(request), path=PATH)
    return HTMLResponse(html, headers={"Content-Security-Policy": policy, "Cross-Origin-Resource-Policy": "cross-origin"})


@router.get("/{name}")
async def file(name: str) -> Response:
    if name not in _FILES:
        raise HTTPException(404)
    path = _HERE / "static" / f"mini_app{Path(name).suffix}"
    return FileResponse(path, media_type=_FILES[name], headers={"Cache-Control": "public, max-age=3600"})


@router.post("/open")
async def open_app(request: Request) -> Response:
    """Whose newest app it is; 403 and one line for a pass that is not believed, with nothing looked up."""
    parts, init_data = _parts(request), await _init_data(request)
    who = parts.passes[CHANNEL](init_data) if init_data else None
    if who is None:
        return _refused(_words(request))
    previews = cast(PreviewLinks, request.app.state.previews)
    found = await open_mini_app(parts, previews, CHANNEL, who)
    t = locale(found.language) if found.language else _words(request, _their_language(init_data))
    return _shown(t, found.title, found.frame) if found.frame else _empty(t)


async def _init_data(request: Request) -> str:
    """The pass that the page sent; empty where it sent none that could be one."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            return ""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    found = given.get("init_data") if isinstance(given, dict) else None
    return found if isinstance(found, str) else ""


def _their_language(init_data: str) -> str:
    """The language of their Telegram, from a pass that was believed."""
    try:
        user = json.loads(dict(parse_qsl(init_data)).get("user", ""))
    except (ValueError, RecursionError):
        return ""
    code = user.get("language_code") if isinstance(user, dict) else None
    return code if isinstance(code, str) else ""


def _shown(t: Locale, title: str, frame: str) -> JSONResponse:
    return JSONResponse(_page_words(t) | {"title": title, "frame": frame})


def _empty(t: Locale) -> JSONResponse:
    return JSONResponse(_page_words(t) | {"heading": t("mini.empty_title"), "text": t("mini.empty")})


def _refused(t: Locale) -> JSONResponse:
    return JSONResponse(_page_words(t) | {"heading": t("mini.again_title"), "error": t("mini.again")}, 403)


def _page_words(t: Locale) -> dict[str, Any]:
    """For the page, which was made before it was known who looks at it."""
    return {"language": t.tag, "back": t("mini.back")}


def _words(request: Request, asked: str = "") -> Locale:
    """The words of the language asked for, else of the browser's."""
    accepted: Language = preferred(request.headers.get("accept-language", ""))
    return locale(preferred(asked, accepted))


def _parts(request: Request) -> Parts:
    """The program's parts; where Telegram is no door of this Sampan, there is nothing here."""
    parts: Parts = request.app.state.parts
    if CHANNEL not in parts.passes:
        raise HTTPException(404)
    return parts


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, auto_reload=False)
