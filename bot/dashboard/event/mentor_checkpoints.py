"""`/event/<code>/checkpoints`: a mentor who goes from team to team ticks what they have passed, on the table of the desk."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.dashboard.event.desk_checkpoints import keep_tick, table_of
from bot.dashboard.event.page import AMentor, PersonVisit, show
from bot.dashboard.page import is_partial

router = APIRouter(prefix="/event/{code}/checkpoints", include_in_schema=False)


@router.get("", response_class=HTMLResponse)
async def page(here: AMentor) -> Response:
    values = await table_of(here, _at(here))
    return show(here, "event/checkpoints/mentor.html", heading=here.t("ev_announce.check_title"), **values)


@router.get("/table", response_class=HTMLResponse)
async def part(here: AMentor) -> Response:
    """The table alone, as it is now."""
    return show(here, "event/checkpoints/table.html", **await table_of(here, _at(here)))


@router.post("/tick")
async def tick(here: AMentor, mark: Annotated[str, Form()] = "") -> Response:
    """As an organiser does, in the mentor's own name."""
    await keep_tick(here, mark)
    return await part(here) if is_partial(here.request) else RedirectResponse(_at(here), 303)


def _at(here: PersonVisit) -> str:
    return f"{here.home}/checkpoints"
