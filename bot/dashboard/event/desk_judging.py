"""The organisers' page of judging: rounds begin and end here, each judge's progress and conflicts, and how often each entry was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.dashboard import Tab
from bot.dashboard.event.page import AnOrganiser, PersonVisit, show
from bot.services.event import judging
from bot.services.event.judges import JudgeRow, judges
from bot.services.event.views import views_of
from storage.events.rounds import Round

router = APIRouter(prefix="/event/{code}/desk/judges", include_in_schema=False)
DESK_TAB = Tab(60, "ev_judging.tab_judges", "judges")
FIRST = 50
"""Of judges and of entries, unless all are asked for."""


@dataclass(frozen=True)
class Seen:
    """An entry and how often it was seen."""

    title: str
    team: str
    seen: int
    wanted: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.seen)


@router.get("", response_class=HTMLResponse)
async def page(here: AnOrganiser, all: str = "", said: str = "") -> Response:
    """`said`: what came of the button that was pressed."""
    rounds = await here.parts.store.judging.rounds(here.event.id)
    last = rounds[-1] if rounds else None
    people = await judges(here.parts, here.event, last)
    seen = await _seen(here, last) if last else []
    teams = {team.id: team.name for team in await here.parts.store.teams.of_event(here.event.id) if team.is_in}
    return show(
        here, "event/judging/desk_judges.html", heading=_heading(here, last, seen), path="judges", round=last, rounds=len(rounds), people=people,
        seen=sorted(seen, key=lambda one: -one.missing), teams=teams, first=None if all else FIRST, said=said if said in _SAID else "",
        can_final=last is not None and last.number == 1 and bool(judging.finalists_of(last)), entries=len(seen),
        unsteady=[one for one in people if _is_unsteady(one)],
    )  # fmt: skip


_SAID = ("opened", "closed", "nothing", "barred", "unbarred")
UNSTEADY = 0.6
"""Who puts fewer pairs than that in the same order twice is hardly better than a coin."""


def _is_unsteady(one: JudgeRow) -> bool:
    return one.steady is not None and one.steady < UNSTEADY


def _heading(here: PersonVisit, last: Round | None, seen: list[Seen]) -> str:
    if last is None:
        return here.t("ev_judging.desk_before")
    if last.closed is not None:
        return here.t("ev_judging.desk_closed")
    done = sum(not one.missing for one in seen)
    return here.t("ev_judging.desk_all") if seen and done == len(seen) else here.t("ev_judging.desk_open", done=done, n=len(seen))


async def _seen(here: PersonVisit, last: Round) -> list[Seen]:
    batches = await here.parts.store.judging.batches(here.event.id, last.number)
    entries = await judging.entries_in(here.parts, here.event, last)
    names = {team.id: team.name for team in await here.parts.store.teams.of_event(here.event.id)}
    seen = views_of(batches, [entry.id for entry in entries])
    untitled = (here.t("ev_judging.no_title", n=entry.number) for entry in entries)
    return [
        Seen(entry.title or untitled_one, names.get(entry.team, ""), seen[entry.id], here.event.views)
        for entry, untitled_one in zip(entries, untitled, strict=True)
    ]


@router.post("/round")
async def turn(here: AnOrganiser, act: Annotated[str, Form()] = "") -> Response:
    """Begin or end a round; where another desk was quicker nothing is done twice."""
    acts = {"open": judging.open_round, "close": judging.close_round, "reopen": judging.reopen_round, "final": judging.open_final}
    if act not in acts:
        raise HTTPException(400)
    done = await acts[act](here.parts, here.event)
    if done:
        await here.parts.store.care.write_down(f"judging_{act}", detail=f"{here.event.code} {here.person.name}")
    return _back(here, "nothing" if not done else "closed" if act == "close" else "opened")


@router.post("/bar")
async def bar(here: AnOrganiser, judge: Annotated[str, Form()] = "", team: Annotated[str, Form()] = "") -> Response:
    """This judge sees nothing of this team from now on, and what they ranked of it no longer counts."""
    if not await here.parts.store.judging.bar(here.event.id, judge, team, "organiser"):
        await _refused(here)
    return _back(here, "barred")


@router.post("/unbar")
async def unbar(here: AnOrganiser, judge: Annotated[str, Form()] = "", team: Annotated[str, Form()] = "") -> Response:
    if not await here.parts.store.judging.unbar(here.event.id, judge, team):
        await _refused(here)
    return _back(here, "unbarred")


async def _refused(here: PersonVisit) -> None:
    await here.parts.store.care.write_down("refused", detail=f"{here.person.id}: {here.request.url.path}")
    raise HTTPException(404)


def _back(here: PersonVisit, said: str) -> Response:
    return RedirectResponse(f"{here.home}/desk/judges?said={said}", 303)
