"""The end of a class: archived, brought back, deleted for good."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.dashboard.colleagues import only_lead, settings_of
from bot.dashboard.page import HOME, ClassVisit, Inside, show
from bot.services.classroom import close_class
from storage.errors import OverError
from storage.names import name_key

router = APIRouter(prefix="/teacher/class/{classroom}/settings", include_in_schema=False)


@router.post("/archive")
async def archive(here: Inside, on: Annotated[str, Form()] = "") -> Response:
    await close_class.archive(here.parts, here.teacher, here.classroom, on == "1")
    return RedirectResponse(HOME if on == "1" else settings_of(here), 303)


@router.get("/delete", response_class=HTMLResponse)
async def ask_to_delete(here: Inside) -> Response:
    await only_lead(here)
    return await _ask(here)


@router.post("/delete", response_class=HTMLResponse)
async def delete(here: Inside, name: Annotated[str, Form()] = "", work: Annotated[str, Form()] = "keep") -> Response:
    """Only by its name, typed by its lead, and not while an alarm is open."""
    await only_lead(here)
    if name_key(name) != name_key(here.classroom.name):
        return await _ask(here, here.t("setting.delete_wrong"), work)
    try:
        await close_class.delete_class(here.parts, here.teacher, here.classroom, work == "delete")
    except OverError:
        return await _ask(here, here.t("setting.delete_open"), work)
    return RedirectResponse(f"{HOME}?gone=deleted", 303)


async def _ask(here: ClassVisit, problem: str = "", work: str = "keep") -> HTMLResponse:
    seats = await here.parts.store.classes.seats(here.classroom.id)
    heading = here.t("setting.delete_title", name=here.classroom.name)
    return show(
        here,
        "setting/delete.html",
        422 if problem else 200,
        heading=heading,
        path="settings",
        width="narrow",
        n=len(seats),
        problem=problem,
        work=work,
    )
