"""`desk/awards`: who gets which prize, and the ceremony's 'next'. Suggestions are those of the confirmed judging; a human gives."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.dashboard import Tab
from bot.dashboard.event.page import AnOrganiser, show
from bot.services.event import awards

DESK_TAB = Tab(100, "ev_after.awards_tab", "awards")
router = APIRouter(prefix="/event/{code}/desk/awards", include_in_schema=False)


@router.get("", response_class=HTMLResponse)
async def page(here: AnOrganiser, refused: str = "") -> Response:
    works = await here.parts.store.works.of_event(here.event.id)
    found, now = await awards.slots(here.parts, here.event, works), await awards.moment(here.parts, here.event)
    names = {work.team: work.name for work in works}
    open_ = [slot for slot in found if slot.team is None and slot.suggested]
    upcoming = [slot for slot in reversed(found) if slot.team][now.step :][:1]
    return show(
        here, "event/desk_awards.html", status=409 if refused else 200, heading=here.t("ev_after.awards_heading"), path=DESK_TAB.path, slots=found,
        names=names, works=works, moment=now, suggestions=open_, upcoming=upcoming, problem=here.t("ev_after.awards_refused") if refused else "",
    )  # fmt: skip


@router.post("/give")
async def give(here: AnOrganiser, prize: Annotated[str, Form()] = "", team: Annotated[str, Form()] = "") -> Response:
    """Give a prize; no team takes it back."""
    done = await awards.give(here.parts, here.event, prize[:80], team[:80], here.person.name)
    return _back(here, "" if done or not team else "?refused=1")


@router.post("/suggested")
async def give_suggested(here: AnOrganiser) -> Response:
    await awards.give_suggested(here.parts, here.event, here.person.name)
    return _back(here)


@router.post("/reveal")
async def reveal(here: AnOrganiser, to: Annotated[Literal["next", "back", "again"], Form()], seen: Annotated[int, Form()]) -> Response:
    """On, back, or to the beginning. `seen` is the step that the page showed: a second press of two desks moves nothing."""
    await awards.move(here.parts, here.event, seen, to)
    return _back(here, "#ceremony")


def _back(here: AnOrganiser, more: str = "") -> Response:
    return RedirectResponse(f"{here.home}/desk/awards{more}", 303)
