"""Zips, made anew when they are asked for."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from bot.channels.web.desk import Desk, desk_of
from bot.core.errors import LearnerError
from bot.services.build_app import make_zip
from scaffolds import platforms
from storage.records import Loaded

router = APIRouter(include_in_schema=False)


@router.get("/zip/{version}/{platform}")
async def zipped(request: Request, version: int, platform: str, project: str | None = None) -> Response:
    """A version of one's own app, for a platform."""
    desk = desk_of(request)
    loaded = await desk.loaded(desk.session(request))
    wanted = await _theirs(desk, loaded, project)
    if wanted is None or not 0 < version < 2**31 or platform not in platforms.discover():
        raise HTTPException(404)
    try:
        name, data = await make_zip(desk.parts, wanted, version, platform)
    except (LearnerError, LookupError):
        raise HTTPException(404) from None
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type="application/zip", headers=headers)


async def _theirs(desk: Desk, loaded: Loaded | None, project: str | None) -> str | None:
    """The project if it is theirs; the current one without a name."""
    if loaded is None:
        return None
    if project is None or (loaded.project is not None and loaded.project.id == project):
        return loaded.project.id if loaded.project else None
    return project if any(one.id == project for one in await desk.parts.store.projects_of(loaded.learner.id)) else None
