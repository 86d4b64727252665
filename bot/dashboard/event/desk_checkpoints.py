"""Checkpoints at the desk: which there are, and which teams have passed them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.dashboard import Tab
from bot.dashboard.event.page import AnOrganiser, PersonVisit, show
from bot.dashboard.page import is_partial
from bot.services.event import checkpoints
from bot.services.event.checkpoints import LONGEST_NAME, MOST, of_event_in_order

DESK_TAB = Tab(60, "ev_announce.check_tab", "checkpoints")
router = APIRouter(prefix="/event/{code}/desk/checkpoints", include_in_schema=False)
LIMITS = {"long": LONGEST_NAME, "many": MOST}


@router.get("", response_class=HTMLResponse)
async def table(here: AnOrganiser) -> Response:
    return await _page(here)


@router.get("/table", response_class=HTMLResponse)
async def part(here: AnOrganiser) -> Response:
    """The table alone, as it is now."""
    return show(here, "event/checkpoints/table.html", **await _table(here))


@router.post("/add")
async def add(here: AnOrganiser, name: Annotated[str, Form()] = "", time: Annotated[str, Form()] = "") -> Response:
    problem = await checkpoints.add(here.parts, here.event, name, time.strip())
    if problem:
        sentence = here.t(f"ev_announce.check_not_{problem}", most=LIMITS.get(problem, 0))
        return await _page(here, 422, problem=sentence, name=name[:200], time=time[:20])
    return RedirectResponse(_at(here), 303)


@router.post("/tick")
async def tick(here: AnOrganiser, mark: Annotated[str, Form()] = "") -> Response:
    """It passed, or it did not after all."""
    await keep_tick(here, mark)
    return await part(here) if is_partial(here.request) else RedirectResponse(_at(here), 303)


@router.get("/remove", response_class=HTMLResponse)
async def ask_to_remove(here: AnOrganiser, id: str = "") -> Response:
    """Once more, since what teams passed goes with it."""
    found = next((one for one in of_event_in_order(here.event) if one.id == id), None)
    if found is None:
        raise HTTPException(404)
    passed = sum(one.checkpoint == id for one in await here.parts.store.checkpoints.passed(here.event.id))
    heading = here.t("ev_announce.check_remove_title", name=found.name)
    return show(here, "event/checkpoints/remove.html", heading=heading, path="checkpoints", width="narrow", one=found, passed=passed)


@router.post("/remove")
async def remove(here: AnOrganiser, id: Annotated[str, Form()] = "") -> Response:
    await checkpoints.remove(here.parts, here.event, id)
    return RedirectResponse(_at(here), 303)


async def _page(here: PersonVisit, status: int = 200, *, problem: str = "", name: str = "", time: str = "") -> HTMLResponse:
    heading = here.t("ev_announce.check_title")
    values = await _table(here)
    return show(here, "event/checkpoints/page.html", status, heading=heading, path="checkpoints", problem=problem, name=name, time=time, **values)


async def keep_tick(here: PersonVisit, mark: str) -> None:
    """A press in the table: `<team>.<checkpoint>.<1 or 0>`, in the name of who pressed."""
    team, _, rest = mark.partition(".")
    checkpoint, _, passed = rest.partition(".")
    await checkpoints.tick(here.parts, here.event, team, checkpoint, here.person.name, passed=passed == "1")


async def table_of(here: PersonVisit, at: str, *, may_change: bool = False) -> dict[str, Any]:
    """What the table shows, under the address `at`; only organisers may change which checkpoints there are."""
    store = here.parts.store
    teams = [team for team in await store.teams.of_event(here.event.id) if team.is_in]
    passed = {(one.team, one.checkpoint) for one in await store.checkpoints.passed(here.event.id)}
    columns = of_event_in_order(here.event)
    counts = {one.id: sum((team.id, one.id) in passed for team in teams) for one in columns}
    return {"teams": teams, "columns": columns, "passed": passed, "counts": counts, "at": at, "may_change": may_change}


async def _table(here: PersonVisit) -> dict[str, Any]:
    return await table_of(here, _at(here), may_change=True)


def _at(here: PersonVisit) -> str:
    return f"{here.home}/desk/checkpoints"
