"""What every page for teachers needs: who asks, which class they may see, and how a page is made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.web import desk
from bot.channels.web.assets import FOLDERS, asset
from bot.channels.web.session import CHANNEL, current, keep
from bot.dashboard import tabs
from bot.locales import LANGUAGES, Locale, locale, preferred, spoken
from bot.services import Parts
from storage.classrooms.records import Classroom, Teacher

COOKIE = "teacher"
LOGIN = "/teacher/login"
HOME = "/teacher"
FOLDERS.append(Path(__file__).parent / "static")


class SignInError(Exception):
    """Nobody is signed in; the page leads to the door and back to `path`."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


async def to_the_door(request: Request, error: Exception) -> Response:
    """A page's script is told to go there, a browser is sent there. A student of a class who tries it is written down."""
    path = error.path if isinstance(error, SignInError) else HOME
    there = f"{LOGIN}?{urlencode({'next': path})}"
    await _write_down_student(request)
    return Response(status_code=204, headers={"HX-Redirect": there}) if is_partial(request) else RedirectResponse(there, 303)


async def _write_down_student(request: Request) -> None:
    parts = parts_of(request)
    session = current(request, parts.secret)
    learner = await parts.store.learner_by_identity(CHANNEL, session.key) if session else None
    seat = await parts.store.classes.seat(learner.id) if learner else None
    if seat is not None:
        await parts.store.care.write_down("refused", classroom=seat.classroom, learner=seat.learner, detail=request.url.path)


@dataclass(frozen=True)
class Visit:
    """A teacher at a page."""

    request: Request
    parts: Parts
    teacher: Teacher
    t: Locale


@dataclass(frozen=True)
class ClassVisit(Visit):
    """A teacher at a page of one of their classes."""

    classroom: Classroom


def parts_of(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


def words_of(request: Request, teacher: Teacher | None = None) -> Locale:
    """The page's language: as chosen in this browser, else the teacher's, else the browser's."""
    chosen = spoken(request.cookies.get(desk.LANGUAGE_COOKIE)) or spoken(teacher.language if teacher else None)
    return locale(chosen or preferred(request.headers.get("accept-language", "")))


async def visit(request: Request) -> Visit:
    """Raises `SignInError` for everybody who is no teacher, students among them."""
    parts = parts_of(request)
    teacher = await parts.store.teachers.by_session(request.cookies.get(COOKIE, ""))
    if teacher is None:
        raise SignInError(_page_of(request))
    return Visit(request, parts, teacher, words_of(request, teacher))


def _page_of(request: Request) -> str:
    """The page that somebody is at: what they asked for, unless that was a part of a page or something to be done."""
    if is_partial(request):
        return urlsplit(request.headers.get("hx-current-url", "")).path or HOME
    return request.url.path if request.method == "GET" else HOME


async def class_visit(request: Request, classroom: str) -> ClassVisit:
    """A class that is not theirs is not there: 404, and written down."""
    here = await visit(request)
    found = await here.parts.store.teachers.class_of(here.teacher.id, classroom)
    if found is None:
        there = await here.parts.store.classes.get(classroom)
        await here.parts.store.care.write_down("refused", classroom=there.id if there else None, teacher=here.teacher.id, detail=request.url.path)
        raise HTTPException(404)
    return ClassVisit(here.request, here.parts, here.teacher, here.t, found)


Here = Annotated[Visit, Depends(visit)]
Inside = Annotated[ClassVisit, Depends(class_visit)]


def show(here: Visit, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page, or a part of one, for a teacher. A page of a class (`class.html`) says by `path` which of the tabs it is, and by `heading` its title."""
    return HTMLResponse(render(template, here.t, here=here, tabs=tabs(), **values), status)


def render(template: str, t: Locale, **values: Any) -> str:
    return _templates().get_template(template).render(t=t, asset=asset, locales=[locale(one) for one in LANGUAGES], **values)


def is_partial(request: Request) -> bool:
    """Whether the page's script asks for a part."""
    return desk.is_partial(request)


__all__ = [
    "COOKIE",
    "HOME",
    "LOGIN",
    "ClassVisit",
    "Here",
    "Inside",
    "SignInError",
    "Visit",
    "is_partial",
    "keep",
    "parts_of",
    "render",
    "show",
    "words_of",
]


@cache
def _templates() -> Environment:
    folders = [Path(__file__).parent / "templates", Path(desk.__file__).parent / "templates"]
    return Environment(
        loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )
