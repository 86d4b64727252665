"""The drawings of lessons, for browsers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from bot.channels.web.desk import desk_of
from bot.services.lesson.drawing import drawing_of

router = APIRouter(prefix="/lessons", include_in_schema=False)
_HEADERS = {"Cache-Control": "public, max-age=3600", "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
"""Opened by itself it can do nothing either."""


@router.get("/{lesson}/{file}")
async def drawing(request: Request, lesson: str, file: str) -> Response:
    """The same for everybody."""
    drawn = await drawing_of(desk_of(request).parts, f"{lesson}/{file}")
    if drawn is None:
        raise HTTPException(404)
    return Response(drawn, media_type="image/svg+xml", headers=_HEADERS)
