"""`/event/<code>/desk/queue`: who waits for a mentor and how long, what each mentor has to do, and what teams said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from bot.core.event.helping import RATINGS, usual
from bot.dashboard import Tab
from bot.dashboard.event.page import AnOrganiser, PersonVisit, show
from bot.services.event import help_queue
from bot.services.event.help_queue import Queue, topic_name
from storage.events.helping import HelpRequest
from storage.events.records import Person

DESK_TAB = Tab(50, "ev_help.desk_tab", "queue")
router = APIRouter(prefix="/event/{code}/desk/queue", include_in_schema=False)


@dataclass(frozen=True)
class Open:
    team: str
    topic: str
    minutes: int
    with_whom: str
    handed: int


@dataclass(frozen=True)
class Load:
    """What a mentor has to do, and did."""

    name: str
    topics: str
    now: int
    helped: int
    took: int | None
    faces: tuple[int, ...]
    """How often each face was given, the best one first."""
    away: int | None
    """Minutes since they were seen; None for one who is there, or was never seen."""


@dataclass(frozen=True)
class Told:
    """What a team said of a help."""

    team: str
    mentor: str
    rating: int
    word: str


@router.get("")
async def page(here: AnOrganiser, part: str = "") -> Response:
    queue = await help_queue.queue(here.parts, here.event)
    names = {team.id: team.name for team in await here.parts.store.teams.of_event(here.event.id)}
    values: dict[str, Any] = {
        "path": "queue", "heading": here.t("ev_help.heading_desk"), "stand": _heading(here, queue), "open": [_open(here, queue, one, names) for one in [*queue.waiting, *queue.claimed]],
        "loads": [_load(here, queue, one) for one in queue.mentors], "asked": bool(queue.requests),
        "usual": here.t("ev_help.usual", n=max(1, _whole(usual(queue.seen)))) if queue.seen else "",
        "told": [Told(names.get(one.team, ""), queue.name(one.mentor), one.rating, one.comment) for one in reversed(queue.solved) if one.rating],
    }  # fmt: skip
    return show(here, "event/help/desk_part.html" if part == "queue" else "event/help/desk.html", **values)


def _heading(here: PersonVisit, queue: Queue) -> str:
    waits = queue.waiting
    return here.t("ev_help.desk_waits", n=len(waits), m=_whole(queue.at - waits[0].at)) if waits else here.t("ev_help.desk_none")


def _open(here: PersonVisit, queue: Queue, one: HelpRequest, names: dict[str, str]) -> Open:
    return Open(names.get(one.team, ""), topic_name(one.topic, here.t), _whole(queue.at - one.at), queue.name(one.mentor), one.handed_back)


def _load(here: PersonVisit, queue: Queue, mentor: Person) -> Load:
    solved = [one for one in queue.solved if one.mentor == mentor.id]
    took = [one.resolved - one.claimed for one in solved if one.resolved and one.claimed]
    away = _whole(queue.at - mentor.seen) if mentor.seen and queue.at - mentor.seen >= help_queue.HERE else None
    return Load(
        name=mentor.name, topics=here.t("ev_help.listed").join(topic_name(topic, here.t) for topic in mentor.topics), now=len(queue.with_mentor(mentor.id)),
        helped=len(solved), took=_whole(usual(took)) if took else None,
        faces=tuple(sum(one.rating == face for one in solved) for face in reversed(RATINGS)), away=away,
    )  # fmt: skip


def _whole(time: timedelta) -> int:
    return max(0, round(time / timedelta(minutes=1)))
