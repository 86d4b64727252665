"""The page of an event for everybody's phone: what it is, what is now, when what happens, the rules, and how to come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from bot.channels.web.times import day_of
from bot.core.event.clock import Clock
from bot.core.event.roles import roles_of
from bot.dashboard import Tab
from bot.dashboard.event.clocks import clocks_of
from bot.dashboard.event.page import AnEvent, EventVisit, learner_of, show
from bot.services.classroom.open_class import shown_code
from bot.services.event import checkpoints
from bot.services.event.announcing import words_of
from bot.services.event.checkpoints import Passing
from storage.events.announcing import Announcement
from storage.events.records import Seat

TEAM_TAB = Tab(90, "ev_kiosk.tab", "")
router = APIRouter(prefix="/event/{code}", include_in_schema=False)
AT_ONCE, MOST = 3, 60
"""Announcements that are open on the page, and those that can be unfolded."""


@dataclass(frozen=True)
class Moment:
    """A line of the timetable."""

    key: str
    time: str
    when: str
    """`past`, `now` or ''."""


@dataclass(frozen=True)
class Told:
    """An announcement as a page shows it."""

    words: str
    by: str
    time: str


@dataclass(frozen=True)
class PublicView:
    clock: Clock
    seat: Seat | None
    """Of whoever looks at it, where they take part."""
    times: Sequence[Moment]
    day: str
    clocks: str
    """Whose times they are."""
    told: Sequence[Told]
    passings: Sequence[Passing]
    roles: Sequence[str]
    can_join: bool


@router.get("", response_class=HTMLResponse)
async def public(here: AnEvent) -> Response:
    view = await _view(here)
    return show(here, "event/public/page.html", view=view, heading=here.event.name, path="", code=shown_code(here.event.code), at_once=AT_ONCE)


@router.get("/now", response_class=HTMLResponse)
async def parts(here: AnEvent) -> Response:
    """What of it may have moved."""
    return show(here, "event/public/parts.html", view=await _view(here), code=shown_code(here.event.code), at_once=AT_ONCE)


async def _view(here: EventVisit) -> PublicView:
    event, clock = here.event, here.clock
    learner = await learner_of(here.request)
    seat = await here.parts.store.teams.seat(event.id, learner.id) if learner else None
    store = here.parts.store.announcing
    said = await (store.to_team(event.id, seat.team, MOST) if seat and seat.team else store.shown(event.id, MOST))
    can_join = event.opened is not None and clock.kind in ("open", "teams", "ideas", "build") and seat is None
    team = seat.team if seat and seat.team else ""
    passings = await checkpoints.of_team(here.parts, event, team)
    announced, whose = [told(here, one) for one in said], clocks_of(event.zone, here.t)
    return PublicView(clock, seat, _times(here, clock), _day(here), whose, announced, passings, roles_of(event.roles), can_join)


def told(here: EventVisit, one: Announcement) -> Told:
    """An announcement in the page's language."""
    return Told(words_of(one, here.t.language, here.event.zone), one.by or here.event.name, here.local(one.at))


def _times(here: EventVisit, clock: Clock) -> list[Moment]:
    def when(kind: str, at: datetime) -> str:
        return "now" if kind == clock.kind != "over" else "past" if at <= clock.now and here.event.opened else ""

    return [Moment(phase.kind, here.local(phase.at), when(phase.kind, phase.at)) for phase in here.phases]


def _day(here: EventVisit) -> str:
    return day_of(here.phases[0].at, here.event.zone, here.t.language) if here.phases else ""
