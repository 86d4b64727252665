"""`/event/<code>/mentor`: a mentor's phone. Who waits, taking a request, what was tried, the team's app, and words to the team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from bot.channels.web.pages import readable
from bot.core.event.helping import LONGEST
from bot.dashboard.event.page import AMentor, PersonVisit, show
from bot.services.event import help_queue, mentors
from bot.services.event.help_queue import Queue, topic_name
from bot.services.preview_app import PreviewLinks
from storage.events.helping import HelpRequest
from storage.events.records import Team

router = APIRouter(prefix="/event/{code}/mentor", include_in_schema=False)
SAID = ("gone", "said", "said_none", "solved_said", "back_said", "say_nothing")


@dataclass(frozen=True)
class Row:
    """A request as a mentor sees it in the queue."""

    request: HelpRequest
    team: str
    topic: str
    minutes: int
    known: bool
    """It is about what this mentor named."""


@router.get("")
async def page(here: AMentor, part: str = "", said: str = "", team: str = "") -> Response:
    """The queue; `part` alone where the page's script asks for it."""
    queue, names = await help_queue.queue(here.parts, here.event), await _names(here)
    mine, waiting = _rows(here, queue, queue.with_mentor(here.person.id), names), _rows(here, queue, queue.for_mentor(here.person), names)
    told = here.t(f"ev_help.{said}", team=names.get(team, "")) if said in SAID else ""
    values: dict[str, Any] = {
        "heading": here.t("ev_help.heading_mentor"),
        "stand": _heading(here, len(waiting)),
        "mine": mine,
        "waiting": waiting,
        "said": told,
    }
    return show(here, "event/help/queue_part.html" if part == "queue" else "event/help/queue.html", **values)


@router.post("/claim")
async def claim(here: AMentor, id: Annotated[str, Form()] = "") -> Response:
    """The first one gets it."""
    done = await mentors.claim(here.parts, here.event, here.person, id)
    return RedirectResponse(f"{here.home}/mentor/{id}" if done else f"{here.home}/mentor?said=gone", 303)


@router.get("/{id}")
async def one(here: AMentor, id: str, said: str = "") -> Response:
    """A request that is this mentor's, with what was tried and the app."""
    queue = await help_queue.queue(here.parts, here.event)
    request = next((one for one in queue.with_mentor(here.person.id) if one.id == id), None)
    team = await here.parts.store.teams.get(here.event.id, request.team) if request else None
    if request is None or team is None:
        return RedirectResponse(f"{here.home}/mentor?said=gone", 303)
    return show(
        here, "event/help/request.html", heading=team.name, one=request, topic=topic_name(request.topic, here.t), minutes=_minutes(queue, request),
        team=team, frame=await _frame(here, team), said=here.t(f"ev_help.{said}", team=team.name) if said in SAID else "", longest=LONGEST,
    )  # fmt: skip


@router.post("/{id}/say")
async def say(here: AMentor, id: str, text: Annotated[str, Form()] = "") -> Response:
    """The mentor's words, in the chats of the team."""
    words = readable(text).strip()
    if not words:
        return RedirectResponse(f"{here.home}/mentor/{id}?said=say_nothing#say", 303)
    there = await here.parts.store.helping.get(here.event.id, id)
    if there is None or there.mentor != here.person.id or there.resolved is not None:
        return RedirectResponse(f"{here.home}/mentor?said=gone", 303)
    reached = await mentors.speak(here.parts, here.event, here.person, id, words)
    return RedirectResponse(f"{here.home}/mentor/{id}?said={'said' if reached else 'said_none'}#say", 303)


@router.post("/{id}/solved")
async def solved(here: AMentor, id: str) -> Response:
    done = await mentors.resolve(here.parts, here.event, here.person, id)
    return RedirectResponse(f"{here.home}/mentor?said={'solved_said' if done else 'gone'}", 303)


@router.post("/{id}/back")
async def back(here: AMentor, id: str, note: Annotated[str, Form()] = "") -> Response:
    """For another mentor, with a note."""
    there = await here.parts.store.helping.get(here.event.id, id)
    done = await mentors.hand_back(here.parts, here.event, here.person, id, readable(note))
    return RedirectResponse(f"{here.home}/mentor?said=back_said&team={there.team}" if done and there else f"{here.home}/mentor?said=gone", 303)


async def _names(here: PersonVisit) -> dict[str, str]:
    return {team.id: team.name for team in await here.parts.store.teams.of_event(here.event.id)}


def _rows(here: PersonVisit, queue: Queue, requests: Sequence[HelpRequest], names: dict[str, str]) -> list[Row]:
    known = {topic.casefold() for topic in here.person.topics}
    return [Row(one, names.get(one.team, ""), topic_name(one.topic, here.t), _minutes(queue, one), one.topic.casefold() in known) for one in requests]


def _minutes(queue: Queue, request: HelpRequest) -> int:
    return max(0, int((queue.at - request.at).total_seconds() // 60))


def _heading(here: PersonVisit, count: int) -> str:
    if not count and (here.phase is None or here.phase.kind in ("freeze", "judging", "ceremony")):
        return here.t("ev_help.queue_closed")
    return here.t(("ev_help.queue_none", "ev_help.queue_one")[count] if count < 2 else "ev_help.queue_n", n=count)


async def _frame(here: PersonVisit, team: Team) -> str:
    """The address of the team's app with rows of this mentor's own; '' where there is none."""
    if team.project is None or not team.version:
        return ""
    links: PreviewLinks = here.request.app.state.previews
    token = await links.lent(team.project, "look", f"event-mentor:{here.person.id}:{team.project}")
    return f"/preview/{token}/?v={team.version}"
