"""`/try/<token>`: an app in the making over the whole window, for the people whom its owner gave the link to."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.locales import Locale, locale, preferred
from bot.services import Parts
from bot.services.preview_app import key_for_visitor, new_visitor
from bot.services.read_spec import spec_of
from bot.services.share_try import LASTS
from scaffolds.spec import text_of

router = APIRouter(prefix="/try", include_in_schema=False)
COOKIE = "visitor"
_HERE = Path(__file__).parent


@router.get("/style.css")
async def style() -> Response:
    return FileResponse(_HERE / "static" / "try.css", media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


@router.get("/{token}", response_class=HTMLResponse)
async def try_app(request: Request, token: str) -> Response:
    """The app in its frame. Each browser is a visitor of its own, known on this address alone."""
    parts: Parts = request.app.state.parts
    link = await parts.store.app_link(token)
    t = locale(preferred(request.headers.get("accept-language", "")))
    if link is None or link.kind != "try":
        return HTMLResponse(_render(t, title="", frame=""), 404)
    visitor = _visitor(request) or new_visitor()
    revision = await parts.store.revision(link.project)
    title = text_of(spec_of(revision).title, t.language) if revision else t("try.frame")
    response = HTMLResponse(_render(t, title=title, frame=f"/preview/{key_for_visitor(token, visitor)}/"))
    secure = request.url.scheme == "https"
    age = int(LASTS.total_seconds())
    response.set_cookie(COOKIE, visitor, max_age=age, path=f"/try/{token}", httponly=True, samesite="lax", secure=secure)
    return response


def _visitor(request: Request) -> str | None:
    value = request.cookies.get(COOKIE, "")
    return value if re.fullmatch(r"[0-9a-f]{32}", value) else None


def _render(t: Locale, title: str, frame: str) -> str:
    return _templates().get_template("try.html").render(t=t, title=title, frame=frame)


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, auto_reload=False)
