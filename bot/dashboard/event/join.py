"""`/event/<code>/join`: a name, and what others see; with `?team=` into a team at once. For who is in already it leads on."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.desk import Desk, chosen_language, chosen_tier, desk_of
from bot.channels.web.pages import begin, readable, turn
from bot.channels.web.session import CHANNEL, Session, new_session, remember
from bot.channels.web.sheets import has_spoken
from bot.dashboard.event.page import AnEvent, EventVisit, learner_of, show
from bot.services.classroom.join import what_opens
from bot.services.event.join_event import NAMES, Arrival, closed_doors, join_event, known_name, what_event
from storage.events.records import Seat, Team

router = APIRouter(prefix="/event/{code}/join", include_in_schema=False)
SEEN = ("sees_all", "sees_team", "sees_judges", "sees_mentor")


@router.get("", response_class=HTMLResponse)
async def door(here: AnEvent, team: str = "") -> Response:
    """Nobody is in before they say so."""
    desk, session = desk_of(here.request), desk_of(here.request).session(here.request) or new_session()
    wanted, problem = await _team(here, desk, session, team)
    learner = await learner_of(here.request)
    seat = await here.parts.store.teams.seat(here.event.id, learner.id) if learner else None
    if seat is not None and (wanted is None or seat.team == wanted.id) and not problem:
        return RedirectResponse(_inside(here, seat), 303)
    known = seat.name if seat else await known_name(here.parts, learner.id) if learner else ""
    response = _page(here, wanted, 404 if problem else 200, problem=problem, typed=known, seat=seat)
    remember(here.request, response, here.parts.secret, session)
    return response


@router.post("", response_class=HTMLResponse)
async def come_in(here: AnEvent, name: Annotated[str, Form()] = "", team: Annotated[str, Form()] = "") -> Response:
    """A seat at the event, with all that was begun in this browser; or the same page with one sentence."""
    desk = desk_of(here.request)
    session = desk.session(here.request) or new_session()
    response = await _come_in(here, desk, session, readable(name), team)
    remember(here.request, response, here.parts.secret, session)
    return response


async def _come_in(here: EventVisit, desk: Desk, session: Session, name: str, code: str) -> Response:
    wanted, problem = await _team(here, desk, session, code)
    if problem:
        return _page(here, None, 404, problem=problem, typed=name)
    if closed_doors(here.event) is not None:
        return _page(here, wanted, 409)
    language, tier = chosen_language(here.request) or here.event.language, chosen_tier(here.request) or here.event.tier
    learner = await here.parts.store.find_or_create_learner(CHANNEL, session.key, language=language, tier=tier)
    seated = await here.parts.store.teams.seat(here.event.id, learner.id)
    arrival = await join_event(here.parts, learner.id, here.event, wanted, name or ("" if seated else "\u200b"))
    if arrival.problem is not None:
        return _refused(here, arrival, wanted, name)
    await _welcome(here, desk, session, arrival)
    assert arrival.seat is not None
    return RedirectResponse(_inside(here, arrival.seat), 303)


def _refused(here: EventVisit, arrival: Arrival, wanted: Team | None, typed: str) -> Response:
    """What is in the way of a name, or of the team."""
    assert arrival.problem is not None
    sentence = here.t(f"ev_event_teams.wrong_{arrival.problem}", name=arrival.name, n=here.event.largest)
    status = 409 if arrival.problem in ("taken", "team_full", "other_team", "pens_down") or arrival.problem not in NAMES else 422
    return _page(here, wanted, status, problem=sentence, typed=typed, seat=arrival.seat)


async def _team(here: EventVisit, desk: Desk, session: Session, code: str) -> tuple[Team | None, str]:
    """The team of a code, or what is wrong with it. Wrong ones count as everywhere."""
    if not code:
        return None, ""
    entry = await what_opens(here.parts, code, session.chat, desk.origin(here.request))
    if isinstance(entry.opens, Team) and entry.opens.event == here.event.id:
        return (await what_event(here.parts, entry.opens))[1], ""
    key = "wrong_locked" if entry.problem == "locked" else "wrong_no_team"
    return None, here.t(f"ev_event_teams.{key}", n=entry.wait)


async def _welcome(here: EventVisit, desk: Desk, session: Session, arrival: Arrival) -> None:
    """In the chat that they have; one in which nobody spoke begins anew, in the language of the event."""
    if await has_spoken(here.request):
        await turn(desk, here.request, session, text=f"/join {here.event.code}")
        return
    await desk.parts.store.going.begin_anew(session.chat)
    await begin(desk, here.request, session)


def _inside(here: EventVisit, seat: Seat) -> str:
    return f"{here.home}/{'team' if seat.team else 'teams'}"


def _page(here: EventVisit, team: Team | None, status: int = 200, *, problem: str = "", typed: str = "", seat: Seat | None = None) -> HTMLResponse:
    t, closed = here.t, closed_doors(here.event) if seat is None else None
    opens = here.phases[0].at.astimezone(ZoneInfo(here.event.zone)) if here.phases else None
    when = t("ev_event_teams.when", at=opens) if opens and closed == "not_open" else ""
    sees = [*(t(f"ev_event_teams.{key}") for key in SEEN), t("ev_event_teams.sees_days", days=here.event.keep_days)]
    heading = t("ev_event_teams.join_team_title", team=team.name) if team else t("ev_event_teams.join_title", event=here.event.name)
    return show(
        here, "event/teams/join.html", status, heading=here.event.name if closed else heading, width="narrow", kind="join", team=team, closed=closed,
        when=when, problem=problem, typed=typed[:60], seat=seat, sees=sees,
    )  # fmt: skip
