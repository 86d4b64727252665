"""The open line of an event's pages: that something moved, and what time it is on the server."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator

import anyio
from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse, Response
from sse_starlette import EventSourceResponse

from bot.channels.web.desk import desk_of
from bot.channels.web.pages import LAST_WORDS
from bot.dashboard.event.page import AnEvent, EventVisit, show
from bot.services.news import of_event

router = APIRouter(prefix="/event/{code}", include_in_schema=False)
LOOK_AGAIN = 20.0
"""Seconds of silence after which a line looks whether it is still wanted."""
QUICK, PAGES_A_SECOND = 0.5, 10
"""Seconds between two words on the projector's line; and how many of all other pages are told in a second, so that 400 phones that fetch what moved
leave room for those who chat."""
MOST_LINES = 1000
"""Open pages of one event in this process; the oldest is let go for a newer one, and comes back."""


@router.get("/wire")
async def wire(here: AnEvent, kiosk: str = "") -> Response:
    """Server-sent events for anybody with the code: `moved` whenever something of this event should be fetched again."""
    over = anyio.Event()
    return EventSourceResponse(_moves(here, bool(kiosk), over), ping=20, shutdown_event=over, shutdown_grace_period=LAST_WORDS)


@router.get("/clock")
async def clock(here: AnEvent) -> JSONResponse:
    """The server's time in milliseconds since 1970."""
    return JSONResponse({"now": time.time() * 1000})


@router.get("/strip", response_class=HTMLResponse)
async def strip(here: AnEvent) -> Response:
    """The phase and what is left of it: a part of every page."""
    return show(here, "event/parts/strip.html")


async def _moves(here: EventVisit, kiosk: bool, over: anyio.Event) -> AsyncIterator[dict[str, str]]:
    topic, lines = of_event(here.event.id), desk_of(here.request).wire
    told = time.monotonic() if kiosk else 0.0
    if kiosk:  # whatever moved while the page was on its way, or the line was down
        yield {"event": "moved", "data": ""}
    async for news in lines.listen(topic, LOOK_AGAIN, over.wait(), MOST_LINES):
        if news.moved:
            apart = QUICK if kiosk else max(QUICK, lines.listening(topic) / PAGES_A_SECOND)
            await asyncio.sleep(pause(apart, time.monotonic() - told))  # what comes meanwhile is told with this
            told = time.monotonic()
            yield {"event": "moved", "data": ""}


def pause(apart: float, since: float) -> float:
    """Seconds to wait before a page is told again: those of many lines not all at once, though none was told anything for long."""
    scattered = random.uniform(0, apart) if apart > QUICK else 0.0
    return max(scattered, apart - since)
