"""The live page of a class: everyone at a glance, who may be stuck and why, and a word to them. Events say when to look again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from functools import lru_cache
from typing import Any

import anyio
from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup
from sse_starlette import EventSourceResponse

from bot.channels.web.address import svg_qr
from bot.channels.web.desk import desk_of
from bot.channels.web.pages import LAST_WORDS
from bot.dashboard import Tab
from bot.dashboard.code import join_address
from bot.dashboard.live_asking import asking_of, lesson_for
from bot.dashboard.live_view import ALL, HELP, SORTS, stamp_of, view_of
from bot.dashboard.live_wall import wall_of
from bot.dashboard.page import COOKIE, ClassVisit, Inside, is_partial, show
from bot.services.classroom.nudge import LONGEST
from bot.services.classroom.open_class import shown_code
from bot.services.news import of_class

TAB = Tab(1, "live.tab", "")
router = APIRouter(prefix="/teacher/class/{classroom}", include_in_schema=False)
LOOK_AGAIN = 20.0
"""Seconds of silence after which an open line looks whether its teacher is still signed in."""
APART = 0.34
"""Seconds between two events on one line: a class that chats moves more often than eyes can follow."""
MOST_LINES = 64
"""Open pages of one class: those of its teachers, and a projector or two."""


@router.get("", response_class=HTMLResponse)
async def live(here: Inside, show: str = ALL, sort: str = HELP, wall: str = "") -> Response:
    """The page; `wall`: without names, for the projector."""
    if wall:
        return await on_the_wall(here)
    view = await view_of(here, show, sort)
    return _page(here, "live/page.html", view=view, heading=here.classroom.name, path=TAB.path, sorts=SORTS)


@router.get("/live", response_class=HTMLResponse)
async def parts(here: Inside, show: str = ALL, sort: str = HELP) -> Response:
    """The parts of the page that may have moved."""
    return _page(here, "live/parts.html", view=await view_of(here, show, sort))


@router.get("/wall", response_class=HTMLResponse)
async def on_the_wall(here: Inside) -> Response:
    """Big, without names: stages, boats in joining order, and the code."""
    return _page(here, "live/wall.html", view=await wall_of(here), heading=here.classroom.name, path="wall", kind="wall")


@router.get("/wall/parts", response_class=HTMLResponse)
async def parts_of_wall(here: Inside) -> Response:
    return _page(here, "live/wall_parts.html", view=await wall_of(here))


@router.get("/ask", response_class=HTMLResponse)
async def ask(here: Inside, learner: str) -> Response:
    """What to say to somebody, to be read and changed before it goes out."""
    asking = await asking_of(here, learner)
    return _sheet(here, asking, here.t("live.ask_title", name=asking.names)) if asking else await _not_here(here)


@router.get("/lesson", response_class=HTMLResponse)
async def lesson(here: Inside, trouble: str) -> Response:
    """The lesson for all who meet the same now."""
    asking = await lesson_for(here, trouble)
    return _sheet(here, asking, here.t("live.lesson_title", n=len(asking.learners)))


@router.get("/wire")
async def wire(here: Inside, seen: str = "") -> Response:
    """Server-sent events: `moved` whenever something of this class should be fetched again. `seen` is the stamp of the page that asks."""
    over = anyio.Event()
    return EventSourceResponse(_moves(here, seen, over), ping=20, shutdown_event=over, shutdown_grace_period=LAST_WORDS)


async def _moves(here: ClassVisit, seen: str, over: anyio.Event) -> AsyncIterator[dict[str, str]]:
    room, told = here.classroom, 0.0
    if seen and seen != stamp_of(room, await here.parts.store.watch.everyone(room.id)):  # while the page was on its way
        yield {"event": "moved", "data": ""}
    async for news in desk_of(here.request).wire.listen(of_class(room.id), LOOK_AGAIN, over.wait(), MOST_LINES):
        await asyncio.sleep(max(0.0, told + APART - time.monotonic()))  # what comes meanwhile is told with this
        if not await _may_still(here):
            return
        if news.moved:
            told = time.monotonic()
            yield {"event": "moved", "data": ""}


async def _may_still(here: ClassVisit) -> bool:
    """Whether the session goes on, and the class is still one of theirs."""
    teachers = here.parts.store.teachers
    teacher = await teachers.by_session(here.request.cookies.get(COOKIE, ""))
    return teacher is not None and await teachers.class_of(teacher.id, here.classroom.id) is not None


def _page(here: ClassVisit, template: str, **values: Any) -> HTMLResponse:
    room = here.classroom
    base, address = f"/teacher/class/{room.id}", join_address(here, room)
    return show(here, template, base=base, code=shown_code(room.code), address=address, qr=_qr(address), **values)


@lru_cache(512)
def _qr(address: str) -> Markup:
    """To make one takes longer than the rest of the page, which is made for every event."""
    return Markup(svg_qr(address))


def _sheet(here: ClassVisit, asking: Any, heading: str) -> HTMLResponse:
    """In the dialog where the page's script asked for it, else a page of its own."""
    in_dialog = is_partial(here.request)
    template = "live/sheet.html" if in_dialog else "live/alone.html"
    base = f"/teacher/class/{here.classroom.id}"
    return show(here, template, asking=asking, heading=heading, path=TAB.path, in_dialog=in_dialog, base=base, longest=LONGEST, width="narrow")


async def _not_here(here: ClassVisit) -> Response:
    """A student of another class is not there, and that it was tried is written down."""
    await here.parts.store.care.write_down("refused", classroom=here.classroom.id, teacher=here.teacher.id, detail=here.request.url.path)
    raise HTTPException(404)
