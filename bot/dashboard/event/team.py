"""`/event/<code>/team`: a team's own page. Who has no team is led to those that there are."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.pages import readable
from bot.core.event.roles import roles_of
from bot.dashboard import Tab
from bot.dashboard.event.page import AMember, MemberVisit, show
from bot.dashboard.event.team_view import view_of
from bot.services.classroom.join import what_opens
from bot.services.event.join_event import what_event
from bot.services.event.team_app import choose_app
from bot.services.event.team_asks import accept, ask_to_merge, decline, take_back
from bot.services.event.teams import describe_team, leave_team, rename_team, take_role
from bot.services.read_spec import read
from scaffolds.picture import picture
from storage.events.records import Team

router = APIRouter(prefix="/event/{code}/team", include_in_schema=False)
TEAM_TAB = Tab(10, "ev_event_teams.tab_team", "team")
DONE = ("saved", "asked", "in", "merged", "not_now", "chosen", "made", "back")
Text = Annotated[str, Form()]


@router.get("", response_class=HTMLResponse)
async def page(here: AMember, done: str = "", part: str = "") -> Response:
    """The page; `part` alone where the page's script asks for it."""
    if here.team is None:
        return RedirectResponse(f"{here.home}/teams", 303)
    return await _page(here, here.team, done=done if done in DONE else "", part=part == "team")


@router.get("/picture")
async def app_picture(here: AMember) -> Response:
    """A drawing of the team's app as it stands."""
    revision = await here.parts.store.revision(here.team.project) if here.team and here.team.project else None
    if revision is None:
        raise HTTPException(404)
    drawn = await asyncio.to_thread(_drawn, revision.spec)
    return Response(drawn, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=60"})


@lru_cache(maxsize=128)
def _drawn(spec: str) -> bytes:
    return picture(read(spec), "thumbnail")


@router.post("/about", response_class=HTMLResponse)
async def about(here: AMember, name: Text = "", seeking: Text = "", school: Text = "") -> Response:
    """What others read of the team."""
    team = _own(here)
    fault = await rename_team(here.parts, here.event, team, readable(name)) if readable(name) != team.name else None
    fault = fault or await describe_team(here.parts, here.event, team, seeking=readable(seeking), school=readable(school))
    if fault is not None:
        return await _refused(here, "team_taken" if fault == "taken" else fault, 422)
    return _on(here, "saved")


@router.post("/role")
async def role(here: AMember, role: Text = "") -> Response:
    if role and role not in roles_of(here.event.roles):
        raise HTTPException(422)
    await take_role(here.parts, here.event, here.seat, role)
    return _on(here, "saved", "#cards")


@router.post("/app", response_class=HTMLResponse)
async def app(here: AMember, project: Text = "") -> Response:
    """Which of the members' apps is the team's."""
    if await choose_app(here.parts, here.event, here.seat, _own(here), project):
        return _on(here, "chosen")
    await _write_down(here, f"app {project[:40]}")
    return await _refused(here, "app")


@router.post("/answer", response_class=HTMLResponse)
async def answer(here: AMember, ask: Text = "", yes: Text = "") -> Response:
    """Let somebody in, or another team; or not this time."""
    if not yes:
        return _on(here, "not_now") if await decline(here.parts, here.event, here.seat, ask) else await _refused(here, "answered")
    taken, problem = await accept(here.parts, here.event, here.seat, ask)
    if taken is None:
        await _write_down(here, f"ask {ask[:40]}")
    if problem is not None or taken is None:
        return await _refused(here, problem or "answered")
    return _on(here, "merged" if taken.other else "in")


@router.post("/merge", response_class=HTMLResponse)
async def merge(here: AMember, other: Text = "", keep: Text = "") -> Response:
    """Ask another team to become one with this one."""
    team, chat = _own(here), f"web:{here.learner.id}"
    entry = await what_opens(here.parts, other, chat, "")
    if not isinstance(entry.opens, Team) or entry.opens.event != here.event.id:
        return await _refused(here, "locked" if entry.problem == "locked" else "no_team", 404, entry.wait)
    _, theirs = await what_event(here.parts, entry.opens)
    assert theirs is not None
    problem = await ask_to_merge(here.parts, here.event, here.seat, team, theirs, "ours" if keep == "ours" else "yours")
    return await _refused(here, problem) if problem else _on(here, "asked")


@router.post("/back")
async def back(here: AMember, ask: Text = "") -> Response:
    """Ask no more."""
    await take_back(here.parts, here.event, here.seat, ask)
    there = "team" if here.team else "teams"
    return RedirectResponse(f"{here.home}/{there}?done=back", 303)


@router.get("/leave", response_class=HTMLResponse)
async def ask_to_leave(here: AMember) -> Response:
    """Once more, before they go."""
    team = _own(here)
    last = len(await here.parts.store.teams.seats(here.event.id, team.id)) == 1
    return show(here, "event/teams/leave.html", heading=here.t("ev_event_teams.leave_title"), path="team", width="narrow", team=team, last=last)


@router.post("/leave")
async def leave(here: AMember) -> Response:
    await leave_team(here.parts, here.event, here.seat)
    return RedirectResponse(f"{here.home}/teams?done=left", 303)


def _own(here: MemberVisit) -> Team:
    if here.team is None:
        raise HTTPException(409)
    return here.team


def _on(here: MemberVisit, done: str, place: str = "") -> Response:
    return RedirectResponse(f"{here.home}/team?done={done}{place}", 303)


async def _write_down(here: MemberVisit, what: str) -> None:
    """A right that is overstepped."""
    await here.parts.store.care.write_down("refused", learner=here.learner.id, detail=f"{here.request.url.path}: {what}")


async def _refused(here: MemberVisit, why: str, status: int = 409, wait: int = 0) -> Response:
    n = wait if why == "locked" else here.event.largest
    return await _page(here, _own(here), status, problem=here.t(f"ev_event_teams.wrong_{why}", n=n))


async def _page(here: MemberVisit, team: Team, status: int = 200, *, done: str = "", problem: str = "", part: bool = False) -> HTMLResponse:
    values = await view_of(here, team)
    template = "event/teams/parts.html" if part else "event/teams/team.html"
    return show(here, template, status, heading=team.name, path="team", done=done, problem=problem, **values)
