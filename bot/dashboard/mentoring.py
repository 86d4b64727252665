"""Mentors of a class, for its teachers: whom they invited to which app, what was written, and what of it goes to the students."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from bot.channels.web.address import is_local, svg_qr
from bot.channels.web.desk import origin_of
from bot.channels.web.pages import readable
from bot.channels.web.times import day_of, moment_of
from bot.dashboard import Tab
from bot.dashboard.page import ClassVisit, Inside, is_partial, show
from bot.services.classroom import mentors
from bot.services.classroom.mentors import Invited, pseudonym
from bot.services.read_spec import read
from scaffolds.spec import text_of
from storage.classrooms.mentors import Comment, Maker, Mentor

router = APIRouter(prefix="/teacher/class/{classroom}/mentors", include_in_schema=False)
TAB = Tab(7, "mentor.tab", "mentors")
DAYS = (7, 14, 30, 90)


@dataclass(frozen=True)
class App:
    """An app of the class, as it is known to its teachers and to people from outside."""

    project: str
    title: str
    makers: str
    learner: str
    outside: str
    screens: dict[str, str]


@dataclass(frozen=True)
class Written:
    """A comment as teachers read it."""

    id: str
    by: str
    app: App | None
    where: str
    text: str
    when: str
    hidden: bool
    passed: str


@dataclass(frozen=True)
class Guest:
    """A mentor as they are listed."""

    id: str
    name: str
    app: App | None
    until: str
    is_open: bool
    wrote: int


@dataclass(frozen=True)
class Link:
    """The address of a new mentor: shown now and never again."""

    name: str
    address: str
    qr: Markup
    local: bool


@router.get("", response_class=HTMLResponse)
async def page(here: Inside, project: str = "", part: str = "") -> Response:
    """Everybody from outside, and all that they wrote. `project`: the app that is chosen to begin with."""
    if part == "written" and is_partial(here.request):
        return show(here, "mentor/written.html", written=(await _gathered(here))[2])
    return await _page(here, project)


@router.post("", response_class=HTMLResponse)
async def invite(
    here: Inside, project: Annotated[str, Form()] = "", name: Annotated[str, Form()] = "", days: Annotated[str, Form()] = "14"
) -> Response:
    """Invite somebody to one app. The answer is the page with the link, which is not kept: it is shown once."""
    lasts = int(days) if days.isascii() and days.isdecimal() and len(days) < 4 else 14
    if not name.strip():
        return await _page(here, project, problem="mentor.no_name", status=422)
    invited = await mentors.invite(here.parts, here.teacher, here.classroom, project, readable(name), lasts)
    if invited is None:
        return await _page(here, project, problem="mentor.no_project", status=422)
    return await _page(here, project, link=_link(here, invited))


@router.post("/{mentor}/end")
async def end(here: Inside, mentor: str) -> Response:
    return await _done(here, await mentors.end(here.parts, here.teacher, here.classroom, mentor))


@router.post("/comments/{comment}/pass")
async def pass_on(here: Inside, comment: str) -> Response:
    """Give a comment to its students. Two teachers at once: it is said once."""
    await mentors.pass_on(here.parts, here.teacher, here.classroom, comment)
    return await _done(here, True)


@router.post("/comments/{comment}/hide")
async def hide(here: Inside, comment: str, hidden: Annotated[str, Form()] = "1") -> Response:
    return await _done(here, await mentors.hide(here.parts, here.teacher, here.classroom, comment, hidden == "1"))


async def _done(here: ClassVisit, done: bool) -> Response:
    if not done:
        await here.parts.store.care.write_down("refused", classroom=here.classroom.id, teacher=here.teacher.id, detail=here.request.url.path)
        raise HTTPException(404)
    return RedirectResponse(f"/teacher/class/{here.classroom.id}/mentors", 303)


def _link(here: ClassVisit, invited: Invited) -> Link:
    origin = origin_of(here.request)
    public = here.parts.public_url.rstrip("/") if is_local(origin) and not is_local(here.parts.public_url) else origin
    address = f"{public}/mentor/{invited.token}"
    return Link(invited.mentor.name, address, Markup(svg_qr(address)), is_local(address))


async def _page(here: ClassVisit, project: str, *, link: Link | None = None, problem: str = "", status: int = 200) -> Response:
    apps, guests, written = await _gathered(here)
    return show(
        here, "mentor/page.html", status, heading=here.t("mentor.heading"), path="mentors",
        apps=apps, guests=guests, written=written, link=link, problem=problem, chosen=project, days=DAYS,
    )  # fmt: skip


async def _gathered(here: ClassVisit) -> tuple[Sequence[App], Sequence[Guest], Sequence[Written]]:
    store, room = here.parts.store.mentors, here.classroom.id
    apps = _apps(here, await store.makers(room))
    guests, comments = await store.of_class(room), await store.comments(room)
    names = {one.id: one.name for one in guests}
    return list(apps.values()), [_guest(here, one, apps, comments) for one in guests], [_written(here, one, apps, names) for one in comments]


def _apps(here: ClassVisit, makers: Sequence[Maker]) -> dict[str, App]:
    """By project; a team's makers stand together."""
    comma = ", " if here.t.language == "en" else "、"
    names: dict[str, list[str]] = {}
    for one in makers:
        names.setdefault(one.project, []).append(one.name)
    return {one.project: _app(here, one, comma.join(names[one.project])) for one in makers}


def _app(here: ClassVisit, one: Maker, makers: str) -> App:
    spec = read(one.spec)
    screens = {screen.id: text_of(screen.label, here.t.language) for screen in spec.screens}
    title = f"{spec.emoji} {text_of(spec.title, here.t.language)}"
    return App(one.project, title, makers, one.learner, pseudonym(here.parts, one.begun_by, here.t), screens)


def _guest(here: ClassVisit, one: Mentor, apps: dict[str, App], comments: Sequence[Comment]) -> Guest:
    wrote = sum(comment.mentor == one.id for comment in comments)
    until = day_of(one.expires, here.parts.zone, here.t.language)
    return Guest(one.id, one.name, apps.get(one.project), until, one.is_open(datetime.now(UTC)), wrote)


def _written(here: ClassVisit, one: Comment, apps: dict[str, App], names: dict[str, str]) -> Written:
    app, now = apps.get(one.project), datetime.now(UTC)
    where = (app.screens.get(one.screen, one.screen) if app else one.screen) if one.screen else ""

    def when(at: datetime | None) -> str:
        return moment_of(at, now, here.parts.zone, here.t.language) if at else ""

    return Written(one.id, names.get(one.mentor, ""), app, where, one.text, when(one.at), one.hidden, when(one.passed))
