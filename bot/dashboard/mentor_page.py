"""`/mentor/<token>`: one project for somebody from outside who was invited to it. No account; a pseudonym; the app with rows of their own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.pages import readable
from bot.channels.web.times import day_of, moment_of
from bot.core.errors import NoAppError
from bot.dashboard.page import parts_of, render, words_of
from bot.locales import Locale
from bot.services import Parts
from bot.services.classroom import mentors
from bot.services.classroom.mentored_app import Mentored, mentored
from bot.services.classroom.mentors import MOST_COMMENTS, PROBLEM
from bot.services.preview_app import PreviewLinks
from bot.services.read_spec import read
from scaffolds.picture import picture
from scaffolds.spec import text_of
from storage.classrooms.mentors import Comment, Mentor, app_of

router = APIRouter(prefix="/mentor", include_in_schema=False)
LONGEST_TOKEN = 100


@dataclass(frozen=True)
class Place:
    """What a comment can be on."""

    id: str
    label: str


@dataclass(frozen=True)
class Own:
    """A comment of theirs, as they see it again."""

    where: str
    text: str
    when: str


@dataclass(frozen=True)
class Guesting:
    """A mentor at their page."""

    request: Request
    parts: Parts
    t: Locale
    mentor: Mentor
    app: Mentored


@router.get("/{token}", response_class=HTMLResponse)
async def page(request: Request, token: str, about: str = PROBLEM, kept: str = "") -> Response:
    """The project. `about`: what the comment to be written is on."""
    guest = await _guest(request, token)
    return _gone(request) if guest is None else await _page(guest, token, about=about, kept=bool(kept))


@router.post("/{token}", response_class=HTMLResponse)
async def comment(request: Request, token: str, about: Annotated[str, Form()] = PROBLEM, text: Annotated[str, Form()] = "") -> Response:
    """Keep a comment, or say kindly why not, with the words still in the box."""
    guest = await _guest(request, token)
    if guest is None:
        return _gone(request)
    written = readable(text).replace("\r\n", "\n").strip()
    why = await mentors.comment(guest.parts, guest.mentor, guest.app, about[:80], written)
    if why is not None:
        return await _page(guest, token, about=about, problem=f"mentor.refused_{why}", text=written, status=422)
    return RedirectResponse(f"/mentor/{token}?kept=1#comments", 303)


@router.get("/{token}/picture/{screen}")
async def screen_picture(request: Request, token: str, screen: str) -> Response:
    """A drawing of one screen: shapes and the app's colour, no words and no rows."""
    guest = await _guest(request, token)
    if guest is None or guest.app.spec.screen(screen) is None:
        return _gone(request)
    drawn = await asyncio.to_thread(_drawn, guest.app.spec.model_dump_json(), screen)
    return Response(drawn, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=300"})


@lru_cache(maxsize=128)
def _drawn(spec: str, screen: str) -> bytes:
    app = read(spec)
    first = sorted(app.screens, key=lambda one: one.id != screen)
    return picture(app.model_copy(update={"screens": tuple(first)}), "thumbnail")


async def _guest(request: Request, token: str) -> Guesting | None:
    """None for a link that opens nothing (any more), or an app that cannot be shown."""
    parts = parts_of(request)
    mentor = await parts.store.mentors.by_token(token[:LONGEST_TOKEN])
    if mentor is None:
        return None
    try:
        app = await mentored(parts, mentor.project)
    except NoAppError:
        return None
    return Guesting(request, parts, words_of(request), mentor, app)


def _gone(request: Request) -> HTMLResponse:
    t = words_of(request)
    return HTMLResponse(render("mentor/gone.html", t), 404)


async def _page(
    guest: Guesting, token: str, *, about: str = PROBLEM, problem: str = "", text: str = "", kept: bool = False, status: int = 200
) -> HTMLResponse:
    t, spec, parts = guest.t, guest.app.spec, guest.parts
    links: PreviewLinks = guest.request.app.state.previews
    frame = await links.lent(guest.mentor.project, "mentor", app_of(guest.mentor.id))
    places = [Place(screen.id, text_of(screen.label, t.language)) for screen in spec.screens]
    own = await parts.store.mentors.comments(guest.mentor.classroom, guest.mentor.id)
    brief = [(part, guest.app.shown(getattr(spec.brief, part))) for part in ("problem", "who", "goal", "keep")]
    page = render(
        "mentor/mentor.html", t, heading=f"{spec.emoji} {guest.app.shown(text_of(spec.title, t.language))}", mentor=guest.mentor.name,
        called=mentors.pseudonym(parts, guest.app.project.begun_by, t), brief=[one for one in brief if one[1]], places=places,
        about=about if spec.screen(about) else PROBLEM, frame=f"/preview/{frame}/?v={guest.app.revision.n}", token=token, problem=problem, text=text,
        kept=kept, own=[_own(guest, one, places) for one in own if not one.hidden], left=MOST_COMMENTS - len(own),
        until=day_of(guest.mentor.expires, parts.zone, t.language),
    )  # fmt: skip
    return HTMLResponse(page, status)


def _own(guest: Guesting, one: Comment, places: list[Place]) -> Own:
    where = next((place.label for place in places if place.id == one.screen), one.screen)
    return Own(where, one.text, moment_of(one.at, datetime.now(UTC), guest.parts.zone, guest.t.language))
