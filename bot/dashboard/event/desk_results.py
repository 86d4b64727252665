"""The organisers' page of results: the ranking with how sure it is, what should be known before it is confirmed, and the confirming."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.times import moment_of
from bot.dashboard import Tab
from bot.dashboard.event.page import AnOrganiser, PersonVisit, show
from bot.services.event import results
from bot.services.event.results import Row, Table
from storage.columns import now
from storage.events.rounds import Round

router = APIRouter(prefix="/event/{code}/desk/results", include_in_schema=False)
DESK_TAB = Tab(70, "ev_judging.tab_results", "results")
FIRST = 50


@dataclass(frozen=True)
class Bar:
    """A standing as it is drawn: in hundredths of the widest."""

    left: float
    width: float
    middle: float


@router.get("", response_class=HTMLResponse)
async def page(here: AnOrganiser, round: str = "", all: str = "", said: str = "") -> Response:
    """The last round, or another one. What was confirmed is shown as it was then."""
    rounds = await here.parts.store.judging.rounds(here.event.id)
    found = next((one for one in rounds if str(one.number) == round), rounds[-1] if rounds else None)
    if found is None:
        return show(here, "event/judging/desk_results.html", heading=here.t("ev_judging.res_before"), path="results", round=None)
    return await _page(here, rounds, found, all, said)


async def _page(here: PersonVisit, rounds: Sequence[Round], found: Round, all: str = "", said: str = "", status: int = 200) -> Response:
    live = await results.results(here.parts, here.event, found)
    when = moment_of(found.confirmed, now(), here.event.zone, here.t.language) if found.confirmed else ""
    return show(
        here, "event/judging/desk_results.html", status, heading=_heading(here, found, live.tables), path="results", rounds=[one.number for one in rounds],
        round=found, live=live, kept=_kept(found), when=when, bars=bars, first=None if all else FIRST, said=said if said in _SAID else "",
        changed=_changed(found, live.tables),
    )  # fmt: skip


_SAID = ("done", "open", "before", "choice", "taken_back", "stands")


def _heading(here: PersonVisit, found: Round, tables: Sequence[Table]) -> str:
    if found.confirmed is not None:
        return here.t("ev_judging.res_confirmed")
    if not tables or all("nobody" in table.doubts for table in tables):
        return here.t("ev_judging.res_nobody")
    close = any(len(table.contested[0]) > 1 for table in tables if table.contested)
    return here.t("ev_judging.res_close" if close else "ev_judging.res_clear")


def _kept(found: Round) -> Mapping[str, list[Mapping[str, Any]]]:
    """The confirmed standings by division."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in (found.result or {}).get("standings", []):
        groups.setdefault(row["division"], []).append(row)
    return groups


def _changed(found: Round, tables: Sequence[Table]) -> bool:
    """Whether the ranking would be another one now: somebody was barred or taken out since."""
    kept = {row["entry"]: row["ranked"] for row in (found.result or {}).get("standings", [])}
    return found.confirmed is not None and kept != {row.entry.id: row.standing.place for table in tables for row in table.rows}


def bars(rows: Sequence[Row]) -> list[Bar]:
    low, high = min((row.standing.low for row in rows), default=0), max((row.standing.high for row in rows), default=1)
    wide = (high - low) or 1
    return [
        Bar(round(2 + 96 * (s.low - low) / wide, 2), round(96 * (s.high - s.low) / wide, 2), round(2 + 96 * (s.score - low) / wide, 2))
        for s in (row.standing for row in rows)
    ]


@router.post("/confirm", response_class=HTMLResponse)
async def confirm(request: Request, here: AnOrganiser) -> Response:
    """`pick-<division>-<place>` and `through` are what a human decided where it was too close to call."""
    form = await request.form()
    rounds = await here.parts.store.judging.rounds(here.event.id)
    found = next((one for one in rounds if str(one.number) == form.get("round")), None)
    if found is None:
        raise HTTPException(404)
    live = await results.results(here.parts, here.event, found)
    picks = {table.division: _picks(form, n, table) for n, table in enumerate(live.tables)}
    said = await results.confirm(here.parts, here.event, live, picks, [str(one) for one in form.getlist("through")], here.person.name)
    if said == "done":
        await here.parts.store.care.write_down("judging_confirmed", detail=f"{here.event.code} {here.person.name}")
    if said == "choice":
        return await _page(here, rounds, found, said=said, status=422)
    return RedirectResponse(f"{here.home}/desk/results?round={found.number}&said={said}", 303)


def _picks(form: Any, division: int, table: Table) -> list[str]:
    """Whom a human put on the first places; where it was clear, who stands there."""
    found = [str(form.get(f"pick-{division}-{place}", may[0].entry.id if len(may) == 1 else "")) for place, may in enumerate(table.contested)]
    return found if all(found) else []


@router.post("/take-back")
async def take_back(request: Request, here: AnOrganiser) -> Response:
    """Open the result again, as long as nothing stands on it."""
    form = await request.form()
    rounds = await here.parts.store.judging.rounds(here.event.id)
    found = next((one for one in rounds if str(one.number) == form.get("round")), None)
    if found is None:
        raise HTTPException(404)
    done = await results.take_back(here.parts, here.event, found)
    if done:
        await here.parts.store.care.write_down("judging_taken_back", detail=f"{here.event.code} {here.person.name}")
    return RedirectResponse(f"{here.home}/desk/results?round={found.number}&said={'taken_back' if done else 'stands'}", 303)
