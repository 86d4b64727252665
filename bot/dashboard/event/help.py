"""`/event/<code>/help`: a team asks for a mentor, sees when one comes, and says how it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from bot.channels.plain import plain
from bot.channels.web.pages import readable
from bot.channels.web.session import current
from bot.core.event.helping import LONGEST, RATINGS, Said
from bot.dashboard import Tab
from bot.dashboard.event.page import AMember, MemberVisit, show
from bot.dashboard.event.talking import in_chat
from bot.services import guard
from bot.services.event import help_queue
from bot.services.event.help_queue import Queue, topic_name
from storage.events.helping import HelpRequest
from storage.events.records import InTeam

TEAM_TAB = Tab(50, "ev_help.tab", "help")
router = APIRouter(prefix="/event/{code}/help", include_in_schema=False)


@dataclass(frozen=True)
class Typed:
    """What was sent and not kept, and why."""

    topic: str = ""
    text: str = ""
    problem: str = ""


@router.get("")
async def page(here: AMember, part: str = "", said: str = "") -> Response:
    """Where the team stands; `part` alone where the page's script asks for it."""
    return await _page(here, part=part == "standing", said=said)


@router.post("")
async def ask(
    here: AMember, topic: Annotated[str, Form()] = "", text: Annotated[str, Form()] = "", along: Annotated[str, Form()] = ""
) -> Response:  # fmt: skip
    """Put the team's request in."""
    queue, words = await help_queue.queue(here.parts, here.event), readable(text).strip()
    if here.team is None or not help_queue.is_open(here.event, here.team):
        return await _page(here, status=409)
    if topic not in queue.topics:
        return await _page(here, typed=Typed("", words, here.t("ev_help.choose_topic")), status=422)
    refused = await _refused(here, words)
    if refused is not None:
        return await _page(here, typed=Typed(topic, words, refused), status=422) if refused else RedirectResponse("/", 303)
    lines = await _lines(here) if along else ()
    await help_queue.ask(here.parts, InTeam(here.event, here.team), here.learner.id, _chat(here), topic, words, lines)
    return RedirectResponse(f"{here.home}/help", 303)


@router.post("/back")
async def back(here: AMember, id: Annotated[str, Form()] = "") -> Response:
    done = here.team is not None and await help_queue.withdraw(here.parts, here.event, here.team.id, id)
    return RedirectResponse(f"{here.home}/help{'?said=taken_back' if done else ''}", 303)


@router.post("/rate")
async def rate(here: AMember, id: Annotated[str, Form()] = "", rating: Annotated[str, Form()] = "", word: Annotated[str, Form()] = "") -> Response:
    """One of three faces, and a word on why."""
    words, given = readable(word).strip(), next((one for one in RATINGS if str(one) == rating), None)
    if given is None:
        return await _page(here, typed=Typed("", words, here.t("ev_help.choose_face")), status=422)
    refused = await _refused(here, words)
    if refused is not None:
        return await _page(here, typed=Typed("", words, refused), status=422) if refused else RedirectResponse("/", 303)
    done = here.team is not None and await help_queue.rate(here.parts, here.event, here.team.id, id, given, words or None)
    return RedirectResponse(f"{here.home}/help{'?said=rated' if done else ''}", 303)


async def _refused(here: MemberVisit, text: str) -> str | None:
    """Why a text is not kept; '' for one that may mean danger: it is said in the chat, where it is answered and a teacher told. None for all else."""
    verdict = guard.look(text)
    if verdict.flag == "crisis":
        await in_chat(here, text)
        return ""
    return plain(guard.answer(verdict, here.t.language, here.parts.region).text) if verdict.flag else None


def _chat(here: MemberVisit) -> str:
    session = current(here.request, here.parts.secret)
    return session.chat if session else ""


async def _lines(here: MemberVisit) -> tuple[Said, ...]:
    chat = _chat(here)
    return await help_queue.tried(here.parts, chat) if chat else ()


async def _page(here: MemberVisit, *, part: bool = False, said: str = "", typed: Typed | None = None, status: int = 200) -> Response:
    queue = await help_queue.queue(here.parts, here.event)
    latest = next((one for one in reversed(queue.requests) if here.team and one.team == here.team.id), None)
    is_open = here.team is not None and help_queue.is_open(here.event, here.team)
    state = _state(latest, is_open=is_open)
    values = {
        "path": "help", "heading": here.t("ev_help.heading_ask"), "stand": _heading(here, queue, latest, state), "state": state, "one": latest, "typed": typed or Typed(),
        "about": _about(here, queue, latest) if state == "waiting" and latest else "", "topic": topic_name(latest.topic, here.t) if latest else "",
        "topics": [(one, topic_name(one, here.t)) for one in queue.topics], "longest": LONGEST, "who": queue.name(latest.mentor) if latest else "",
        "lines": await _lines(here) if state in ("ask", "rate") and not part else (), "said": said if said in ("taken_back", "rated") else "",
    }  # fmt: skip
    return show(here, "event/help/standing.html" if part else "event/help/page.html", status, **values)


def _state(latest: HelpRequest | None, *, is_open: bool) -> str:
    """`waiting`, `claimed`, `rate`, `ask` or `closed`."""
    if latest is not None and latest.resolved is None:
        return "claimed" if latest.mentor else "waiting"
    if latest is not None and latest.outcome == "solved" and latest.rating is None:
        return "rate"
    return "ask" if is_open else "closed"


def _heading(here: MemberVisit, queue: Queue, latest: HelpRequest | None, state: str) -> str:
    if here.team is None:
        return here.t("ev_help.heading_no_team")
    if latest is None or state in ("ask", "closed"):
        return here.t(f"ev_help.heading_{state}")
    if state == "waiting":
        return here.t("ev_help.heading_place", n=queue.place(latest.id))
    return here.t(f"ev_help.heading_{state}", who=queue.name(latest.mentor))


def _about(here: MemberVisit, queue: Queue, latest: HelpRequest) -> str:
    """How long it takes, and how that is known."""
    minutes = queue.minutes(latest.id)
    if not queue.present:
        return here.t("ev_help.about_none")
    return here.t("ev_help.about" if queue.seen else "ev_help.about_guess", n=minutes) if minutes else here.t("ev_help.soon")
