"""`/event/<code>/showcase`: what the teams made, for everybody: pictures, the problem, the app to run and to take home."""

from __future__ import annotations

import secrets
from urllib.parse import quote, urlencode

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.session import current
from bot.core.errors import NoAppError
from bot.dashboard.event.page import AnEvent, EventVisit, show
from bot.services.classroom.class_zips import safe_names
from bot.services.event import showcase
from bot.services.event.frozen_app import frozen_link
from bot.services.event.keepsakes import Keepsake, for_everybody
from bot.services.event.showcase import AT_ONCE, SEARCH_FROM, Wanted
from scaffolds import blocks

router = APIRouter(prefix="/event/{code}/showcase", include_in_schema=False)
LONGEST = 80
"""Letters of what somebody searches for."""
VISITOR = "showcase"
"""The cookie of who has no chat, so that nobody sees what another tries."""


@router.get("", response_class=HTMLResponse)
async def page(here: AnEvent, division: str = "", block: str = "", q: str = "", all: str = "") -> Response:
    """All of it, or what somebody narrowed it to. Before it is open there is a page that says so."""
    if here.event.showcase is None:
        return show(here, "event/showcase_closed.html", heading=here.t("ev_after.showcase"), path="showcase")
    wanted = Wanted(division[:LONGEST], block[:LONGEST], q[:LONGEST].strip())
    found = await showcase.showcase(here.parts, here.event, wanted)
    names = {id: _block_name(here, id) for id in found.blocks}
    return show(
        here, "event/showcase.html", heading=here.t("ev_after.showcase"), path="showcase", found=found, wanted=wanted, words=for_everybody,
        block_names=names, link=lambda **changes: _link(here, wanted, **changes), most=len(found.shown) if all else AT_ONCE, search_from=SEARCH_FROM,
    )  # fmt: skip


@router.get("/{team}", response_class=HTMLResponse)
async def one(here: AnEvent, team: str, run: str = "") -> Response:
    found, visitor = await _work(here, team), _visitor(here)
    entry = await here.parts.store.entries.of_team(here.event.id, team)
    page = show(
        here, "event/showcase_one.html", heading=found.title, path="showcase", one=found, entry=entry, words=for_everybody,
        frame=await _frame(here, found, visitor) if run else "", can_run=bool(entry and entry.version), back=f"{here.home}/showcase",
    )  # fmt: skip
    if not visitor:
        page.set_cookie(VISITOR, secrets.token_hex(16), httponly=True, samesite="lax", secure=here.request.url.scheme == "https", path=here.home)
    return page


@router.get("/{team}/app.zip")
async def package(here: AnEvent, team: str) -> Response:
    """The app as it was entered."""
    found = await _work(here, team)
    data = await here.parts.store.entries.package(found.work.entry) if found.work.entry else None
    if data is None:
        return RedirectResponse(f"{here.home}/showcase/{team}", 303)
    name = quote(safe_names([f"{found.title}.zip"])[0])
    return Response(data, media_type="application/zip", headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})


async def _work(here: EventVisit, team: str) -> Keepsake:
    found = await showcase.shown_work(here.parts, here.event, team)
    if found is None:
        raise HTTPException(404)
    return found


def _visitor(here: EventVisit) -> str:
    """Who this browser is, as far as the showcase cares: the session of its chat, or a number that lasts until it is closed; '' before that."""
    session = current(here.request, here.parts.secret)
    return session.key if session else here.request.cookies.get(VISITOR, "")[:LONGEST]


async def _frame(here: EventVisit, found: Keepsake, visitor: str) -> str:
    """Where the frozen app runs for this browser; '' where it cannot. Browsers that keep no cookies, and machines that read pages, share one copy."""
    entry = await here.parts.store.entries.of_team(here.event.id, found.work.team)
    viewer = f"showcase:{visitor or here.event.id}"
    try:
        return f"/preview/{await frozen_link(here.request.app.state.previews, entry, viewer)}/" if entry else ""
    except NoAppError:
        return ""


def _link(here: EventVisit, wanted: Wanted, **changes: str) -> str:
    """The page with one of the choices changed."""
    values = {"division": wanted.division, "block": wanted.block, "q": wanted.words} | changes
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{here.home}/showcase{'?' if query else ''}{query}"


def _block_name(here: EventVisit, id: str) -> str:
    block = blocks.discover().get(id)
    return str(block.said(here.t.language)["name"]) if block else id
