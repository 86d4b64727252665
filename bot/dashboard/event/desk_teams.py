"""`/event/<code>/desk/teams`: all teams with their members; move a student, rename, merge, withdraw. What is done is written down."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.pages import readable
from bot.dashboard import Tab
from bot.dashboard.event.page import AnOrganiser, PersonVisit, show
from bot.services.classroom.open_class import shown_code
from bot.services.event.desk_teams import merge_by_desk, move_student, rename_by_desk, withdraw_team
from storage.events.records import Seat, Team

router = APIRouter(prefix="/event/{code}/desk/teams", include_in_schema=False)
DESK_TAB = Tab(20, "ev_event_teams.tab_desk", "teams")
DONE = ("merged", "renamed", "withdrawn")
Text = Annotated[str, Form()]


@router.get("", response_class=HTMLResponse)
async def teams(here: AnOrganiser, done: str = "", moved: str = "", part: str = "") -> Response:
    return await _page(here, done=done if done in DONE else "", moved=moved, part=part == "teams")


@router.post("/move", response_class=HTMLResponse)
async def move(here: AnOrganiser, learner: Text = "", team: Text = "") -> Response:
    """A student into another team, or into none."""
    seat = await here.parts.store.teams.seat(here.event.id, learner)
    wanted = await _team(here, team) if team else None
    if seat is None or (team and wanted is None):
        raise HTTPException(404)
    problem = await move_student(here.parts, here.event, here.person, seat, wanted)
    if problem is not None:
        return await _page(here, 409, problem=here.t(f"ev_event_teams.wrong_{problem}", n=here.event.largest))
    return RedirectResponse(f"{here.home}/desk/teams?moved={seat.learner}", 303)


@router.get("/{id}", response_class=HTMLResponse)
async def one(here: AnOrganiser, id: str) -> Response:
    """One team: its name, merging, withdrawing."""
    return await _one(here, await _known(here, id))


@router.post("/{id}/name", response_class=HTMLResponse)
async def rename(here: AnOrganiser, id: str, name: Text = "") -> Response:
    team = await _known(here, id)
    fault = await rename_by_desk(here.parts, here.event, here.person, team, readable(name))
    if fault is not None:
        return await _one(here, team, 422, "team_taken" if fault == "taken" else fault, readable(name))
    return RedirectResponse(f"{here.home}/desk/teams?done=renamed", 303)


@router.post("/{id}/merge", response_class=HTMLResponse)
async def merge(here: AnOrganiser, id: str, into: Text = "") -> Response:
    team, other = await _known(here, id), await _known(here, into)
    problem = await merge_by_desk(here.parts, here.event, here.person, team, other)
    return await _one(here, team, 409, problem) if problem else RedirectResponse(f"{here.home}/desk/teams?done=merged", 303)


@router.post("/{id}/withdraw")
async def withdraw(here: AnOrganiser, id: str) -> Response:
    await withdraw_team(here.parts, here.event, here.person, await _known(here, id))
    return RedirectResponse(f"{here.home}/desk/teams?done=withdrawn", 303)


async def _team(here: PersonVisit, id: str) -> Team | None:
    found = await here.parts.store.teams.get(here.event.id, id)
    return found if found is not None and found.is_in else None


async def _known(here: PersonVisit, id: str) -> Team:
    found = await _team(here, id)
    if found is None:
        raise HTTPException(404)
    return found


async def _one(here: PersonVisit, team: Team, status: int = 200, problem: str = "", typed: str = "") -> HTMLResponse:
    others = [one for one in await here.parts.store.teams.of_event(here.event.id) if one.is_in and one.id != team.id]
    seats = await here.parts.store.teams.seats(here.event.id, team.id)
    sentence = here.t(f"ev_event_teams.wrong_{problem}", n=here.event.largest) if problem else ""
    return show(
        here, "event/teams/desk_team.html", status, heading=here.t("ev_event_teams.desk_of", team=team.name), path="teams", width="narrow", team=team,
        others=others, seats=seats, problem=sentence, typed=typed or team.name, code=shown_code(team.code),
    )  # fmt: skip


async def _page(here: PersonVisit, status: int = 200, *, done: str = "", moved: str = "", problem: str = "", part: bool = False) -> HTMLResponse:
    teams, seats = await here.parts.store.teams.of_event(here.event.id), await here.parts.store.teams.seats(here.event.id)
    rows = [(team, [seat for seat in seats if seat.team == team.id]) for team in teams if team.is_in]
    mover = next((seat.name for seat in seats if seat.learner == moved), "")
    values = {
        "rows": rows, "seats": sorted(seats, key=_by_name), "names": {team.id: team.name for team in teams}, "gone": [team for team in teams if not team.is_in],
        "free": [seat for seat in seats if seat.team is None], "heading": _heading(here, len(rows), len(seats)), "shown_code": shown_code,
        "said": here.t("ev_event_teams.done_moved", name=mover) if mover else here.t(f"ev_event_teams.done_{done}") if done else "",
    }  # fmt: skip
    template = "event/teams/desk_rows.html" if part else "event/teams/desk.html"
    return show(here, template, status, path="teams", problem=problem, **values)


def _by_name(seat: Seat) -> tuple[bool, str]:
    """Those without a team first."""
    return seat.team is not None, seat.name.casefold()


def _heading(here: PersonVisit, many: int, seats: int) -> str:
    key = "desk_none" if not many else "desk_one" if many == 1 else "desk_some"
    return here.t(f"ev_event_teams.{key}", n=many, seats=seats)
