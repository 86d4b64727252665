"""The teachers of a class: invited, made lead, gone."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from bot.channels.web.address import is_local, svg_qr
from bot.dashboard.code import public_origin
from bot.dashboard.page import HOME, ClassVisit, Inside, is_partial, show
from bot.services.classroom.accounts import INVITATION_LASTS
from bot.services.news import of_class
from storage.errors import OverError

router = APIRouter(prefix="/teacher/class/{classroom}/settings", include_in_schema=False)
_ASKED = ("hand_over", "remove", "leave")


@router.post("/invite", response_class=HTMLResponse)
async def invite(here: Inside) -> Response:
    """A link for one colleague, shown once."""
    await only_lead(here)
    token = await here.parts.store.teachers.invite("co", INVITATION_LASTS, by=here.teacher.id, classroom=here.classroom.id)
    await here.parts.store.care.write_down("teacher_invited", classroom=here.classroom.id, teacher=here.teacher.id)
    origin = public_origin(here)
    address = f"{origin}/teacher/in/{token}"
    values: dict[str, Any] = {"address": address, "qr": Markup(svg_qr(address)), "local": is_local(origin), "days": INVITATION_LASTS.days}
    return sheet(here, "setting/invite_body.html", here.t("setting.invite_title"), **values)


@router.post("/withdraw")
async def withdraw(here: Inside, link: Annotated[str, Form()] = "") -> Response:
    await only_lead(here)
    await here.parts.store.admitting.withdraw(here.classroom.id, link)
    return RedirectResponse(settings_of(here), 303)


@router.get("/ask/{what}", response_class=HTMLResponse)
async def ask(here: Inside, what: str, teacher: str = "") -> Response:
    """Once more, before a teacher goes or the lead changes."""
    names = {one.id: one.name for one, _ in await here.parts.store.teachers.of_class(here.classroom.id)}
    if what not in _ASKED or (what != "leave" and teacher not in names):
        return RedirectResponse(settings_of(here, "moved"), 303)
    name = names.get(teacher, "")
    return sheet(here, "setting/ask_body.html", here.t(f"setting.{what}_title", name=name), what=what, name=name, whom=teacher)


@router.post("/hand_over")
async def hand_over(here: Inside, teacher: Annotated[str, Form()] = "") -> Response:
    await only_lead(here)
    return await _changed(here, here.parts.store.setting_up.hand_over(here.classroom.id, here.teacher.id, teacher))


@router.post("/remove")
async def remove(here: Inside, teacher: Annotated[str, Form()] = "") -> Response:
    await only_lead(here)
    return await _changed(here, here.parts.store.setting_up.part(here.classroom.id, teacher, here.teacher.id))


@router.post("/leave")
async def leave(here: Inside) -> Response:
    return await _changed(here, here.parts.store.setting_up.part(here.classroom.id, here.teacher.id, here.teacher.id), f"{HOME}?gone=left")


async def only_lead(here: ClassVisit) -> None:
    """What the lead alone may do; a try of somebody else is written down."""
    if await here.parts.store.setting_up.role(here.teacher.id, here.classroom.id) != "lead":
        await here.parts.store.care.write_down("refused", classroom=here.classroom.id, teacher=here.teacher.id, detail=here.request.url.path)
        raise HTTPException(403)


def settings_of(here: ClassVisit, done: str = "") -> str:
    return f"/teacher/class/{here.classroom.id}/settings{f'?done={done}' if done else ''}"


def sheet(here: ClassVisit, body: str, heading: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A question or a link: in the dialog where the page's script asked for it, else on a page of its own."""
    in_dialog = is_partial(here.request)
    template = "setting/sheet.html" if in_dialog else "setting/alone.html"
    return show(here, template, status, heading=heading, path="settings", width="narrow", body=body, in_dialog=in_dialog, **values)


async def _changed(here: ClassVisit, work: Awaitable[None], there: str = "") -> Response:
    """Done, and everybody's pages are told; or a colleague was quicker, and the page says how things are now."""
    try:
        await work
    except OverError:
        await here.parts.store.care.write_down("settings_met", classroom=here.classroom.id, teacher=here.teacher.id, detail=here.request.url.path)
        return RedirectResponse(settings_of(here, "moved"), 303)
    here.parts.news.tell(of_class(here.classroom.id))
    return RedirectResponse(there or settings_of(here, "saved"), 303)
