"""The projector's page: what everybody is to do, how long it lasts, and the teams as boats on the river. No points, no ranks, nothing to press."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from bot.channels.web.address import svg_qr
from bot.dashboard.event.kiosk_view import ceremony_began, kiosk_of
from bot.dashboard.event.page import AnEvent, EventVisit, keep_code, show
from bot.dashboard.page import is_partial
from bot.locales import locale, spoken
from bot.services.classroom.open_class import shown_code

router = APIRouter(prefix="/event/{code}/kiosk", include_in_schema=False)


@router.get("", response_class=HTMLResponse)
async def kiosk(here: AnEvent, stay: str = "") -> Response:
    """The page. Once the ceremony shows its first award it leads over there; `stay`: not this time."""
    if ceremony_began(here) and not stay:
        return _over_there(here)
    response = await _page(here, "event/kiosk/page.html", stay=stay)
    keep_code(response, here)
    return response


@router.get("/parts", response_class=HTMLResponse)
async def parts(here: AnEvent, stay: str = "") -> Response:
    """All of it that may have moved."""
    if ceremony_began(here) and not stay:
        return _over_there(here)
    return await _page(here, "event/kiosk/parts.html", stay=stay)


async def _page(here: EventVisit, template: str, **values: Any) -> HTMLResponse:
    """In the event's own language, whatever the browser beside the projector speaks."""
    here = replace(here, t=locale(spoken(here.event.languages[0] if here.event.languages else here.event.language) or "en"))
    address = f"{here.origin}{here.home}/join"
    values |= {"plain": f"{here.origin.partition('://')[2]}/join", "qr": qr_of(address), "code": shown_code(here.event.code)}
    return show(here, template, view=await kiosk_of(here), **values)


def _over_there(here: EventVisit) -> Response:
    there = f"{here.home}/ceremony"
    return Response(status_code=204, headers={"HX-Redirect": there}) if is_partial(here.request) else RedirectResponse(there, 303)


@lru_cache(512)
def qr_of(address: str) -> Markup:
    """To make one takes longer than the rest of the page, which is made for every move."""
    return Markup(svg_qr(address))
