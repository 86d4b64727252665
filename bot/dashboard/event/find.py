"""`/event/<code>/teams`: all teams, those that suit first; make one, ask one, go alone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.pages import readable
from bot.core.event.roles import roles_of
from bot.dashboard import Tab
from bot.dashboard.event.page import AMember, MemberVisit, show
from bot.dashboard.event.talking import in_chat
from bot.services.event.find_team import suited
from bot.services.event.join_event import closed_doors
from bot.services.event.team_asks import ask_to_join
from bot.services.event.teams import Made, TeamWish, describe_oneself, go_alone, make_team

router = APIRouter(prefix="/event/{code}/teams", include_in_schema=False)
TEAM_TAB = Tab(20, "ev_event_teams.tab_teams", "teams")
DONE = ("saved", "asked", "left", "back")
Text = Annotated[str, Form()]


@router.get("", response_class=HTMLResponse)
async def page(here: AMember, done: str = "", part: str = "") -> Response:
    return await _page(here, done=done if done in DONE else "", part=part == "teams")


@router.post("/me", response_class=HTMLResponse)
async def me(here: AMember, interests: Text = "", role: Text = "") -> Response:
    """What they would like to do: the teams that say the same come first."""
    fault = await describe_oneself(here.parts, here.event, here.seat, interests=readable(interests), role=role)
    return await _page(here, 422, problem=fault) if fault else RedirectResponse(f"{here.home}/teams?done=saved#found", 303)


@router.post("/new", response_class=HTMLResponse)
async def new(here: AMember, name: Text = "", division: Text = "", region: Text = "", school: Text = "") -> Response:
    wish = TeamWish(readable(name), division, region, readable(school))
    return await _made(here, await make_team(here.parts, here.event, here.seat, wish), wish)


@router.post("/alone", response_class=HTMLResponse)
async def alone(here: AMember) -> Response:
    if here.event.smallest > 1:
        return await _page(here, 409, problem="not_alone")
    return await _made(here, await go_alone(here.parts, here.event, here.seat), TeamWish(""))


@router.post("/ask", response_class=HTMLResponse)
async def ask(here: AMember, team: Text = "") -> Response:
    found = await here.parts.store.teams.get(here.event.id, team)
    problem = await ask_to_join(here.parts, here.event, here.seat, found) if found else "team_gone"
    return await _page(here, 409, problem=problem) if problem else RedirectResponse(f"{here.home}/teams?done=asked#found", 303)


async def _made(here: MemberVisit, made: Made, wish: TeamWish) -> Response:
    """On to the team's page, and said in the chat too."""
    if made.team is None:
        return await _page(here, 422, problem="team_taken" if made.fault == "taken" else made.fault or "name", wish=wish)
    await in_chat(here, "/team")
    return RedirectResponse(f"{here.home}/team?done=made", 303)


async def _page(
    here: MemberVisit, status: int = 200, *, done: str = "", problem: str = "", wish: TeamWish | None = None, part: bool = False
) -> HTMLResponse:
    store = here.parts.store
    teams, seats = [team for team in await store.teams.of_event(here.event.id) if team.is_in], await store.teams.seats(here.event.id)
    found = suited(here.event, here.seat, teams, seats, await store.teams.languages(here.event.id))
    roomy = {one.team.id for one in found}
    asked = {ask.team: ask.id for ask in await store.asking.of_event(here.event.id) if ask.learner == here.learner.id and ask.other is None}
    heading = _heading(here, len(teams), len(found))
    values = {
        "found": found, "full": [(team, [seat for seat in seats if seat.team == team.id]) for team in teams if team.id not in roomy], "asked": asked,
        "free": [seat for seat in seats if seat.team is None and seat.learner != here.learner.id], "roles": roles_of(here.event.roles),
        "wish": wish or TeamWish(""), "open": here.team is None and closed_doors(here.event) is None, "heading": heading,
    }  # fmt: skip
    sentence = here.t(f"ev_event_teams.wrong_{problem}", n=here.event.largest) if problem else ""
    template = "event/teams/found.html" if part else "event/teams/find.html"
    return show(here, template, status, path="teams", done=done, problem=sentence, **values)


def _heading(here: MemberVisit, many: int, roomy: int) -> str:
    if here.team is not None:
        return here.t("ev_event_teams.find_heading_in", n=many)
    return here.t(
        "ev_event_teams.find_heading_none" if not roomy else "ev_event_teams.find_heading_one" if roomy == 1 else "ev_event_teams.find_heading_some",
        n=roomy,
    )
