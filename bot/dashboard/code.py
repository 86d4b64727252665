"""How students come in: the class's code and its QR, as large as a projector needs them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from bot.channels.web.address import is_local, svg_qr
from bot.channels.web.desk import origin_of
from bot.dashboard import Tab
from bot.dashboard.page import ClassVisit, Inside, Visit, is_partial, show
from bot.services.classroom.open_class import renew_code, shown_code
from storage.classrooms.records import Classroom

router = APIRouter(prefix="/teacher/class/{classroom}/code", include_in_schema=False)
TAB = Tab(70, "home.code_tab", "code")


@router.get("", response_class=HTMLResponse)
async def code(here: Inside, renewed: str = "") -> Response:
    return show(here, "home/code.html", heading=here.t("home.code_title"), path="code", renewed=bool(renewed), **await _shown(here))


@router.get("/count", response_class=HTMLResponse)
async def count(here: Inside) -> Response:
    """How many came in by now: a part of the page."""
    return show(here, "home/count.html", **await _count(here))


@router.get("/renew", response_class=HTMLResponse)
async def ask_to_renew(here: Inside) -> Response:
    template = "home/renew_sheet.html" if is_partial(here.request) else "home/renew.html"
    return show(here, template, heading=here.t("home.renew_title"), path="code", in_dialog=is_partial(here.request))


@router.post("/renew")
async def renew(here: Inside, was: Annotated[str, Form()] = "") -> Response:
    """Another code. `was` is the one on the page: where a colleague renewed it meanwhile, theirs holds."""
    if was == here.classroom.code:
        await renew_code(here.parts, here.teacher, here.classroom)
    there = f"/teacher/class/{here.classroom.id}/code?renewed=1"
    return Response(status_code=204, headers={"HX-Redirect": there}) if is_partial(here.request) else RedirectResponse(there, 303)


def join_address(here: Visit, classroom: Classroom) -> str:
    """Where a student's phone finds the class."""
    return f"{public_origin(here)}/join/{classroom.code}"


def public_origin(here: Visit) -> str:
    """As this browser reached us, unless that is this machine's own name and a better one is known."""
    here_now, known = origin_of(here.request), here.parts.public_url.rstrip("/")
    return known if is_local(here_now) and known else here_now


async def _shown(here: ClassVisit) -> dict[str, Any]:
    address = join_address(here, here.classroom)
    origin = public_origin(here)
    plain = f"{origin.removeprefix('http://').removeprefix('https://')}/join"
    return {
        "address": address, "plain": plain, "qr": Markup(svg_qr(address)), "code": shown_code(here.classroom.code), "local": is_local(origin),
        **await _count(here),
    }  # fmt: skip


async def _count(here: ClassVisit) -> dict[str, int]:
    listed, joined = (await here.parts.store.setting_up.sizes(here.teacher.id)).get(here.classroom.id, (0, 0))
    return {"listed": listed, "joined": joined}
