"""The organisers' desk: what time it is, what comes next, what needs somebody, and the hand on the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from bot.channels.web.address import is_local, svg_qr
from bot.channels.web.desk import origin_of
from bot.core.event import phases as times
from bot.core.event.moments import shown
from bot.core.event.phases import KINDS, Kind, Phase
from bot.dashboard import Tab
from bot.dashboard.event.page import AnOrganiser, EventVisit, PersonVisit, show
from bot.dashboard.page import is_partial
from bot.services.classroom.open_class import shown_code
from bot.services.event import schedule
from bot.services.event.needs import needs
from storage.errors import OverError

router = APIRouter(prefix="/event/{code}/desk", include_in_schema=False)
DESK_TAB = Tab(10, "ev_desk.tab", "")
STEPS = (15, 5, -5)
"""Minutes by which all that is to come is moved with one press."""
_NOTES = ("opened", "already", "moved", "quicker", "begun", "saved")


@dataclass(frozen=True)
class Row:
    """A phase in the list of times."""

    kind: Kind
    at: datetime
    shown: str
    state: str


@router.get("", response_class=HTMLResponse)
async def desk(here: AnOrganiser, note: str = "") -> Response:
    return await _page(here, note if note in _NOTES else "")


@router.get("/now", response_class=HTMLResponse)
async def now(here: AnOrganiser) -> Response:
    """The part of the page that changes by itself."""
    return show(here, "event/desk/now.html", **await _shown(here))


@router.post("/doors")
async def doors(here: AnOrganiser, now: Annotated[str, Form()] = "") -> Response:
    """Open the doors, with `now` at this moment. Where they are open already, that is said and nothing happens."""
    opened = await schedule.open_doors(here.parts, here.event, now=bool(now))
    return _back(here, "opened" if opened else "already")


@router.post("/shift")
async def shift(here: AnOrganiser, minutes: Annotated[str, Form()] = "", was: Annotated[str, Form()] = "") -> Response:
    if minutes not in {str(step) for step in STEPS}:
        return _back(here)
    try:
        await schedule.shift(here.parts, here.event, int(minutes), was)
    except OverError:
        return _back(here, "quicker")
    return _back(here, "moved")


@router.get("/begin/{kind}", response_class=HTMLResponse)
async def ask_to_begin(here: AnOrganiser, kind: str) -> Response:
    """Once more, before a phase begins ahead of its time."""
    phase = next((one for one in here.phases if one.kind == kind and one.at > datetime.now(UTC)), None)
    if phase is None or not here.event.opened:
        return _back(here, "quicker")
    in_dialog = is_partial(here.request)
    heading = here.t("ev_desk.freeze_title" if kind == "freeze" else "ev_desk.begin_title", phase=here.t(f"event.phase_{kind}"))
    template = "event/desk/sheet.html" if in_dialog else "event/desk/alone.html"
    values: dict[str, Any] = {"kind_asked": kind, "was": schedule.stamp(here.event), "in_dialog": in_dialog, "planned": _clock(here, phase.at)}
    return show(here, template, heading=heading, path="", width="narrow", body="event/desk/begin.html", **values)


@router.post("/begin")
async def begin(here: AnOrganiser, phase: Annotated[str, Form()] = "", was: Annotated[str, Form()] = "") -> Response:
    kind = next((one for one in KINDS if one == phase), None)
    if kind is None:
        return _back(here)
    try:
        await schedule.begin_now(here.parts, here.event, kind, was)
    except OverError:
        return _back(here, "quicker")
    return _back(here, "begun")


def public_origin(here: EventVisit) -> str:
    """As this browser reached us, unless that is this machine's own name and a better one is known."""
    here_now, known = origin_of(here.request), here.parts.public_url.rstrip("/")
    return known if is_local(here_now) and known else here_now


def _back(here: PersonVisit, note: str = "") -> Response:
    return RedirectResponse(f"{here.home}/desk{f'?note={note}' if note else ''}", 303)


async def _page(here: PersonVisit, note: str) -> HTMLResponse:
    origin = public_origin(here)
    address = f"{origin}/join/{here.event.code}"
    values: dict[str, Any] = {
        "address": address, "qr": Markup(svg_qr(address)), "shown_code": shown_code(here.event.code), "local": is_local(origin),
        "plain": origin.removeprefix("http://").removeprefix("https://"),
    }  # fmt: skip
    return show(here, "event/desk/page.html", heading=_heading(here), path="", note=note, **values, **await _shown(here))


def _heading(here: PersonVisit) -> str:
    """What the desk says first."""
    clock, t = here.clock, here.t
    if here.event.ended:
        return t("ev_desk.h_away")
    if clock.kind == "over":
        return t("ev_desk.h_over")
    if not here.event.opened:
        return t("ev_desk.h_closed")
    if clock.then and clock.until:
        return t("ev_desk.h_next", phase=t(f"event.phase_{clock.then}"), at=_clock(here, clock.until))
    return t("ev_desk.h_running")


async def _shown(here: PersonVisit) -> dict[str, Any]:
    moment = datetime.now(UTC)
    following = times.following(here.phases, moment)
    freeze = times.freezes(here.phases)
    return {
        "rows": [_row(here, phase, moment) for phase in here.phases], "was": schedule.stamp(here.event), "steps": STEPS, "needs": await needs(here.parts, here.event, moment),
        "next": following if here.event.opened and here.event.ended is None else None, "ahead": here.phases[0].at > moment,
        "pens": bool(here.event.opened and freeze and freeze > moment), "first": _clock(here, here.phases[0].at), "late": bool(freeze and freeze <= moment),
        "over": here.event.ended is not None or (times.is_over(here.phases, moment) and here.event.opened is not None),
    }  # fmt: skip


def _row(here: PersonVisit, phase: Phase, moment: datetime) -> Row:
    current = here.phase
    state = "now" if current is not None and current.kind == phase.kind else "past" if here.event.opened and phase.at <= moment else ""
    return Row(phase.kind, phase.at, _clock(here, phase.at), state)


def _clock(here: PersonVisit, moment: datetime) -> str:
    return shown(moment, datetime.now(UTC), here.event.zone, here.t.language)
