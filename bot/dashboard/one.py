"""One student: from the problem to now, the app, whose words it is made of, and what a teacher can do."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.pages import readable
from bot.core.errors import LearnerError
from bot.dashboard.one_learning import shown_of
from bot.dashboard.one_view import OneView, view_of
from bot.dashboard.page import ClassVisit, Inside, is_partial, show
from bot.services.build_app import make_zip
from bot.services.classroom.look_at import Student, look_at
from bot.services.classroom.notes import add_note, remove_note
from bot.services.preview_app import PreviewLinks, key_for_version

router = APIRouter(prefix="/teacher/class/{classroom}/learner/{learner}", include_in_schema=False)
UNCHANGED = 204


@router.get("", response_class=HTMLResponse)
async def one(here: Inside, learner: str, project: str | None = None, version: int | None = None, part: str = "", seen: str = "") -> Response:
    """The page, or a part of it that may have moved; `seen` is how that part stood on the page that asks."""
    student = await look_at(here.parts, here.classroom.id, learner, project or None, here.classroom.paused)
    if student is None:
        return await not_here(here, learner)
    view = view_of(student, here, version)
    if part and is_partial(here.request):
        return Response(status_code=UNCHANGED) if seen == view.standing else await _moved(here, student, view, seen)
    frame = await _frame(here, student, view)
    return show(here, "one/page.html", heading=view.name, path="learner", view=view, frame=frame, shown=await shown_of(here, learner))


@router.post("/notes", response_class=HTMLResponse)
async def write_note(here: Inside, learner: str, text: Annotated[str, Form()] = "") -> Response:
    """A note for the co-teachers."""
    await seat_of(here, learner)
    await add_note(here.parts, here.teacher, here.classroom, learner, readable(text))
    return await _notes(here, learner)


@router.post("/notes/{note}/remove", response_class=HTMLResponse)
async def take_note_away(here: Inside, learner: str, note: str) -> Response:
    await seat_of(here, learner)
    if not await remove_note(here.parts, here.teacher, here.classroom, learner, note):
        raise HTTPException(404)
    return await _notes(here, learner)


@router.get("/zip/{project}/{version}")
async def zipped(here: Inside, learner: str, project: str, version: int) -> Response:
    """A version of their app, to keep or to mark."""
    await seat_of(here, learner)
    if project not in [one.id for one in await here.parts.store.projects_of(learner)] or not 0 < version < 2**31:
        raise HTTPException(404)
    try:
        name, data = await make_zip(here.parts, project, version)
    except (LearnerError, LookupError):
        raise HTTPException(404) from None
    await here.parts.store.care.write_down(
        "zip", classroom=here.classroom.id, teacher=here.teacher.id, learner=learner, detail=f"{name}, version {version}"
    )
    return Response(data, media_type="application/zip", headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"})


async def seat_of(here: ClassVisit, learner: str) -> str:
    """The name of a student of this class; 404 for anybody else, and written down."""
    seat = await here.parts.store.looking.seat(here.classroom.id, learner)
    if seat is None:
        await not_here(here, learner)
        raise HTTPException(404)
    return seat.name


async def not_here(here: ClassVisit, learner: str) -> Response:
    """A student of another class is not there."""
    await here.parts.store.care.write_down("refused", classroom=here.classroom.id, teacher=here.teacher.id, detail=here.request.url.path)
    raise HTTPException(404)


async def _notes(here: ClassVisit, learner: str) -> Response:
    """The notes as they are now: the part for the page's script, else the page again."""
    if not is_partial(here.request):
        return RedirectResponse(f"/teacher/class/{here.classroom.id}/learner/{learner}#notes", 303)
    student = await look_at(here.parts, here.classroom.id, learner, paused=here.classroom.paused)
    if student is None:
        return await not_here(here, learner)
    return show(here, "one/notes.html", view=view_of(student, here))


async def _moved(here: ClassVisit, student: Student, view: OneView, seen: str) -> Response:
    """What may have moved. The app itself is left alone while it is the same version: somebody may be trying it."""
    is_new = view.app_standing not in seen.split("_")
    frame = await _frame(here, student, view) if is_new else ""
    return show(here, "one/moved.html", view=view, frame=frame, shown=await shown_of(here, view.learner))


async def _frame(here: ClassVisit, student: Student, view: OneView) -> str:
    """The address of the app as this teacher tries it, with rows of their own; empty where there is none."""
    project = student.sight.project
    if project is None or view.shown is None:
        return ""
    links: PreviewLinks = here.request.app.state.previews
    token = await links.lent(project.id, "look", f"look:{here.teacher.id}:{project.id}")
    return f"/preview/{key_for_version(token, None if view.shown.now else view.shown.n)}/?v={view.shown.n}"
