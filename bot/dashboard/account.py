"""A teacher's own page: language, password, and where they are signed in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.times import moment_of
from bot.dashboard.device import device_of, remember_teacher
from bot.dashboard.door import HERE_AGAIN, OWN_COMPUTER
from bot.dashboard.page import COOKIE, Here, Visit, keep, show
from bot.services.classroom.accounts import SHORTEST, confirm, hash_of, password_fault
from storage.ids import hash_token

router = APIRouter(prefix="/teacher/account", include_in_schema=False)


@router.get("", response_class=HTMLResponse)
async def account(here: Here, done: str = "") -> Response:
    return await _page(here, done=done if done in ("password", "ended") else "")


@router.post("/password", response_class=HTMLResponse)
async def change_password(here: Here, old: Annotated[str, Form()] = "", new: Annotated[str, Form()] = "") -> Response:
    """Another password; everywhere else one is signed out, and this browser gets a new token."""
    address = here.request.client.host if here.request.client else ""
    found = await confirm(here.parts, here.teacher, old, address)
    if found.teacher is None:
        problem = here.t("door.locked", minutes=found.wait) if found.wait else here.t("door.old_wrong")
        return await _page(here, 429 if found.wait else 403, problems={"old": problem})
    fault = password_fault(new, here.teacher.name)
    if fault:
        return await _page(here, 422, problems={"new": here.t(f"door.{fault}", shortest=SHORTEST)})
    return await _begin_anew(here, await hash_of(new))


async def _begin_anew(here: Visit, password: str) -> Response:
    store = here.parts.store
    mine = next((one for one in await store.teachers.sessions(here.teacher.id) if one.token_hash == _mine(here)), None)
    long = mine is not None and mine.expires - mine.created > HERE_AGAIN
    await store.admitting.change_password(here.teacher.id, password, "")
    token = await store.teachers.begin_session(here.teacher.id, device_of(here.request), OWN_COMPUTER if long else HERE_AGAIN)
    response = RedirectResponse("/teacher/account?done=password", 303)
    keep(here.request, response, COOKIE, token)
    remember_teacher(here.request, response, here.parts.secret, here.teacher.id)
    return response


@router.post("/end")
async def end(here: Here, session: Annotated[str, Form()] = "") -> Response:
    """End one session; without a name, all but this one."""
    if session:
        await here.parts.store.teachers.end_session(here.teacher.id, session)
    else:
        await here.parts.store.teachers.end_sessions(here.teacher.id, here.request.cookies.get(COOKIE, ""))
    return RedirectResponse("/teacher/account?done=ended", 303)


async def _page(here: Visit, status: int = 200, *, done: str = "", problems: dict[str, str] | None = None) -> HTMLResponse:
    now, t = datetime.now(UTC), here.t
    found = await here.parts.store.teachers.sessions(here.teacher.id)
    sessions = [
        {
            "id": one.token_hash,
            "device": one.device,
            "seen": moment_of(one.seen, now, here.parts.zone, t.language),
            "here": one.token_hash == _mine(here),
        }
        for one in found
    ]
    return show(
        here,
        "door/account.html",
        status,
        heading=t("door.account"),
        width="narrow",
        sessions=sessions,
        done=done,
        problems={"old": "", "new": ""} | (problems or {}),
        shortest=SHORTEST,
    )


def _mine(here: Visit) -> str:
    return hash_token(here.request.cookies.get(COOKIE, ""))
