"""`/event/<code>/ceremony`: the projector's page while prizes are given. It shows what was revealed and nothing else; the desk presses 'next'.

Names of members are shown to browsers of people of the event alone: whoever only has the code sees teams.
"""

from __future__ import annotations

import asyncio
from functools import lru_cache

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, Response

from bot.dashboard.event.page import AnEvent, EventVisit, is_inside, keep_code, show
from bot.services.event.awards import Moment, moment
from bot.services.event.keepsakes import Keepsake, for_everybody
from bot.services.read_spec import read
from scaffolds.picture import drawing

router = APIRouter(prefix="/event/{code}", include_in_schema=False)
PICTURES_LAST = 300
"""Seconds that a browser keeps a picture."""
FEW, SOME = 8, 12
"""Up to so many teams are shown with a picture at the end, and up to so many with what they made."""
LONG, LONGER = 14, 30
"""Letters (a Chinese character counts as two) from which on a team's name is set smaller."""


@router.get("/ceremony", response_class=HTMLResponse)
async def page(here: AnEvent) -> Response:
    response = await _shown(here, "event/ceremony.html")
    keep_code(response, here)
    return response


@router.get("/ceremony/parts", response_class=HTMLResponse)
async def parts(here: AnEvent, seen: int = -1) -> Response:
    """What is shown now; nothing where the page shows this step already, so that no moment is played twice."""
    return Response(status_code=204) if seen == here.event.revealed else await _shown(here, "event/ceremony_parts.html")


@router.get("/picture/{team}.svg")
async def picture(here: AnEvent, team: str) -> Response:
    """A team's app, drawn. There is no word in it. Before the ceremony, and off the showcase, it is for people of the event."""
    work = await here.parts.store.works.of_team(here.event.id, team)
    if work is None or not work.spec or not (here.event.revealed or (here.event.showcase and work.shown) or await is_inside(here)):
        raise HTTPException(404)
    drawn = await asyncio.to_thread(_drawn, work.spec)
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": f"private, max-age={PICTURES_LAST}"})


@lru_cache(maxsize=256)
def _drawn(spec: str) -> str:
    return drawing(read(spec), "photo")


async def _shown(here: EventVisit, template: str) -> HTMLResponse:
    found = await moment(here.parts, here.event)
    inside = await is_inside(here)
    return show(
        here, template, heading=_heading(here, found), moment=found, names=inside, size=_size(len(found.everyone)), name_size=_name_size(found.winner),
        words=(lambda text: text) if inside else for_everybody,
    )  # fmt: skip


def _heading(here: EventVisit, found: Moment) -> str:
    if found.kind == "award":
        return here.t("ev_after.won", team=found.winner.work.name if found.winner else "", prize=found.prize)
    return here.t("ev_after.ceremony") if found.kind == "opening" else here.t("ev_after.thank_you")


def _size(teams: int) -> str:
    return "few" if teams <= FEW else "some" if teams <= SOME else "many"


def _name_size(winner: Keepsake | None) -> str:
    width = sum(2 if ord(letter) > 0x2E7F else 1 for letter in winner.work.name) if winner else 0
    return "longer" if width > LONGER else "long" if width > LONG else "short"
