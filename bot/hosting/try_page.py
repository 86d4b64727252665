"""`/try/<token>`: an app in the making over the whole window, for the people whom its owner gave the link to."""

from __future__ import annotations

import asyncio
import re
from functools import cache, lru_cache
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.locales import Locale, locale, preferred
from bot.services import Parts
from bot.services.preview_app import key_for_visitor, new_visitor
from bot.services.read_spec import spec_of
from bot.services.share_try import LASTS
from scaffolds.picture import picture
from scaffolds.spec import AppSpec, text_of

router = APIRouter(prefix="/try", include_in_schema=False)
COOKIE = "visitor"
_HERE = Path(__file__).parent


@router.get("/style.css")
async def style() -> Response:
    return FileResponse(_HERE / "static" / "try.css", media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


@router.get("/{token}/picture.png")
async def app_picture(request: Request, token: str) -> Response:
    """What a chat shows of the link: the app's screens, drawn without anybody's words or rows."""
    parts: Parts = request.app.state.parts
    link = await parts.store.app_link(token)
    revision = await parts.store.revision(link.project) if link and link.kind == "try" else None
    if revision is None:
        raise HTTPException(404)
    shown = await asyncio.to_thread(drawn, revision.spec)
    return Response(shown, media_type="image/png", headers={"Cache-Control": "public, max-age=3600"})


@lru_cache(maxsize=64)
def drawn(spec: str) -> bytes:
    return picture(AppSpec.model_validate_json(spec), "photo")


@router.get("/{token}", response_class=HTMLResponse)
async def try_app(request: Request, token: str) -> Response:
    """The app in its frame. Each browser is a visitor of its own, known on this address alone."""
    parts: Parts = request.app.state.parts
    link = await parts.store.app_link(token)
    t = locale(preferred(request.headers.get("accept-language", "")))
    if link is None or link.kind != "try":
        return HTMLResponse(_render(t), 404)
    visitor = _visitor(request) or new_visitor()
    revision = await parts.store.revision(link.project)
    title = text_of(spec_of(revision).title, t.language) if revision else t("try.frame")
    response = HTMLResponse(_render(t, title, f"/preview/{key_for_visitor(token, visitor)}/", str(request.url.replace(query=""))))
    secure = request.url.scheme == "https"
    age = int(LASTS.total_seconds())
    response.set_cookie(COOKIE, visitor, max_age=age, path=f"/try/{token}", httponly=True, samesite="lax", secure=secure)
    return response


def _visitor(request: Request) -> str | None:
    value = request.cookies.get(COOKIE, "")
    return value if re.fullmatch(r"[0-9a-f]{32}", value) else None


def _render(t: Locale, title: str = "", frame: str = "", address: str = "") -> str:
    return _templates().get_template("try.html").render(t=t, title=title, frame=frame, address=address)


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, auto_reload=False)
