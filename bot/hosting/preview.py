"""`/preview/<key>/`: an app in the making, for a frame with `sandbox="allow-scripts"`.

The frame's origin is opaque: it has no cookie, no browser storage, and nothing of ours to reach. So the key in its address says who
looks, every file may be fetched from anywhere, and the policy names the host itself, since `'self'` is nobody there.
"""

from __future__ import annotations

import json
import mimetypes
import re
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from bot.core.errors import NoAppError
from bot.hosting.framing import frame_ancestors
from bot.locales import locale, preferred
from bot.services import Parts
from bot.services.preview_app import Seen, Viewer, app_files, change_rows, see_rows, settle_wish, viewer
from scaffolds.platforms.web.app import RefusedError, wish_in

router = APIRouter(prefix="/preview", include_in_schema=False)
MAX_WRITE = 2_000_000
_NESTED = ("iframe", "frame", "embed", "object")
_TYPES = {".js": "text/javascript", ".svg": "image/svg+xml", ".html": "text/html; charset=utf-8", ".css": "text/css"}


@router.get("/{key}/api/rows")
async def rows(request: Request, key: str, since: str = "") -> Response:
    """All rows that this viewer may see; 204 where nothing moved since."""
    who = await viewer(_parts(request), key)
    if who is None:
        return _json({"error": "gone"}, 404)
    try:
        seen = await see_rows(_parts(request), who, int(since) if re.fullmatch(r"\d{1,15}", since) else None)
    except NoAppError:
        return _json({"error": "gone"}, 404)
    return _json(seen.data()) if seen else Response(status_code=204, headers=_open({}))


@router.post("/{key}/api/changes")
async def changes(request: Request, key: str) -> Response:
    """Write: 200, 409 where others wrote meanwhile, 422 where a guard of the app refuses."""
    who = await viewer(_parts(request), key)
    if who is None:
        return _json({"error": "gone"}, 404)
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        return _json({"error": "not_kept"}, 415)
    body = await request.body()
    if len(body) > MAX_WRITE:
        return _json({"error": "too_big"}, 413)
    given = _read(body)
    return await _written(request, who, given) if given is not None else _json({"error": "not_kept"}, 400)


@router.options("/{key}/api/{name}")
async def may(key: str, name: str) -> Response:
    """The browser asks before a page of an opaque origin may send JSON."""
    allowed = {"Access-Control-Allow-Methods": "GET, POST", "Access-Control-Allow-Headers": "Content-Type", "Access-Control-Max-Age": "600"}
    return Response(status_code=204, headers=_open(allowed))


@router.get("/{key}/{path:path}")
async def file(request: Request, key: str, path: str) -> Response:
    """A file of the app; its page only inside a frame."""
    who = await viewer(_parts(request), key)
    if who is None or request.headers.get("sec-fetch-dest") == "document" or ".." in path:
        return _nothing_here(request)
    try:
        data = (await app_files(_parts(request), who)).get(f"public/{path or 'index.html'}")
    except NoAppError:
        data = None
    if data is None:
        return _nothing_here(request)
    return Response(data, headers=_open({"Content-Security-Policy": _policy(request)}), media_type=_type(path or "index.html"))


async def _written(request: Request, who: Viewer, given: dict[str, Any]) -> Response:
    try:
        seen = await _asked(_parts(request), who, given, wish_in(given))
    except NoAppError:
        return _json({"error": "gone"}, 404)
    except RefusedError as refusal:
        return _json({"error": refusal.word}, 400)
    if seen.refused:
        return _json({"error": seen.refused, **seen.data()}, 422)
    return _json(seen.data(), 200 if seen.written else 409)


async def _asked(parts: Parts, who: Viewer, given: dict[str, Any], wish: str) -> Seen:
    """Changes come with the revision that they were decided on. A wish without changes asks what became of it."""
    if wish and "changes" not in given:
        return await settle_wish(parts, who, wish)
    return await change_rows(parts, who, given.get("rev"), given.get("changes"), wish)


def _read(body: bytes) -> dict[str, Any] | None:
    """What the page sent, if it can be kept at all: NUL and lone surrogates cannot."""
    try:
        given = json.loads(body)
        written = json.dumps(given, ensure_ascii=False, allow_nan=False)
        written.encode()
    except (ValueError, RecursionError):
        return None
    return given if isinstance(given, dict) and "\\u0000" not in written.replace("\\\\", "") else None


def _nothing_here(request: Request) -> Response:
    """What somebody sees who opens a preview by itself, or too late."""
    t = locale(preferred(request.headers.get("accept-language", "")))
    sentence = t("app.stale") if request.headers.get("sec-fetch-dest") in _NESTED else t("problem.preview")
    return PlainTextResponse(sentence, 404, headers=_open({"Content-Security-Policy": _policy(request)}))


def _policy(request: Request) -> str:
    host = request.url.netloc if re.fullmatch(r"[\w.:\[\]-]+", request.url.netloc, re.ASCII) else ""
    own = f"{request.url.scheme}://{host}"
    return (
        f"sandbox allow-scripts; default-src 'none'; script-src {own}; style-src {own}; img-src {own} data: blob:; font-src {own}; "
        f"connect-src {own}; manifest-src {own}; base-uri 'none'; form-action 'none'; frame-ancestors {frame_ancestors(_parts(request))} {own}"
    )


def _json(data: dict[str, Any], status: int = 200) -> Response:
    return JSONResponse(data, status, headers=_open({"Cache-Control": "no-store"}))


def _open(headers: dict[str, str]) -> dict[str, str]:
    """Readable from an opaque origin; what it says depends on the key alone, never on a cookie."""
    return {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "no-cache", **headers}


def _type(path: str) -> str:
    suffix = path[path.rfind(".") :]
    return _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def _parts(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts
