"""The way into the demo class: a link that `sampan demo` prints, good for one browser."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.dashboard.device import device_of
from bot.dashboard.page import COOKIE, HOME, keep, parts_of, render, words_of
from storage.classrooms.records import Invitation

router = APIRouter(prefix="/teacher/demo", include_in_schema=False)
LASTS = timedelta(days=1)


@router.get("/{token}", response_class=HTMLResponse)
async def look(request: Request, token: str) -> Response:
    """What the link opens; looking at it uses nothing up."""
    await _invitation(request, token)
    t = words_of(request)
    return HTMLResponse(render("demo/enter.html", t, heading=t("demo.title"), token=token))


@router.post("/{token}")
async def enter(request: Request, token: str) -> Response:
    parts, invitation = parts_of(request), await _invitation(request, token)
    if invitation.teacher is None or not await parts.store.teachers.use_invitation(token):
        raise HTTPException(404)
    classes = await parts.store.teachers.classes(invitation.teacher)
    response = RedirectResponse(f"{HOME}/class/{classes[0].id}" if classes else HOME, 303)
    keep(request, response, COOKIE, await parts.store.teachers.begin_session(invitation.teacher, device_of(request), LASTS))
    return response


async def _invitation(request: Request, token: str) -> Invitation:
    found = await parts_of(request).store.teachers.invitation(token)
    if found is None or found.kind != "demo":
        raise HTTPException(404)
    return found
