"""`/event/<code>/desk/entries`: what every team has or has not, for the organisers; more time for one, and out of the judging."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.core.event.entry import Missing, Words
from bot.core.event.phases import begins
from bot.dashboard import Tab
from bot.dashboard.event.page import AnOrganiser, PersonVisit, show
from bot.dashboard.page import is_partial
from bot.locales import Locale
from bot.services.classroom.class_zips import safe_names
from bot.services.event import entry as service
from bot.services.news import of_event
from storage.events.entries import Entry
from storage.events.records import Event, Team

DESK_TAB = Tab(40, "ev_entry.desk_tab", "entries")
router = APIRouter(prefix="/event/{code}/desk/entries", include_in_schema=False)
Text = Annotated[str, Form()]
MINUTES = (5, 10, 15, 30)
SAID = ("yes", "past", "nobody", "out", "in", "again")


@dataclass(frozen=True)
class Row:
    """A team, and what it has."""

    team: Team
    entry: Entry | None
    state: str
    tone: str
    """Of the tag: `lamp`, `ferry` or ''."""
    bare: bool
    """It takes part and has nothing to show."""
    facts: Sequence[str]
    zip: str
    """`there`, `waits`, `fault` or ''."""


@router.get("", response_class=HTMLResponse)
async def page(here: AnOrganiser, said: str = "", team: str = "", at: str = "") -> Response:
    rows = await _rows(here)
    about = next((row.team for row in rows if row.team.id == team), None)
    words = here.t(f"ev_entry.said_{said}", team=about.name if about else "", at=at[:5]) if said in SAID and about else ""
    part = is_partial(here.request)
    return show(
        here, "event/entry/desk_list.html" if part else "event/entry/desk.html", heading=_heading(here, rows), path=DESK_TAB.path, rows=rows,
        said=words, lead=_lead(here),
    )  # fmt: skip


@router.get("/{team}", response_class=HTMLResponse)
async def team_page(here: AnOrganiser, team: str) -> Response:
    """What may be done with one team: a sheet, or a page of its own without scripts."""
    one = await _team(here, team)
    entry, now = await here.parts.store.entries.of_team(here.event.id, one.id), datetime.now(UTC)
    template = "event/entry/team_sheet.html" if is_partial(here.request) else "event/entry/team.html"
    return show(
        here, template, heading=one.name, path=DESK_TAB.path, width="narrow", team=one, entry=entry, minutes=MINUTES, may=_may(here.event, now),
        at=service.clock(here.event, here.event.freezes) if here.event.freezes else "", judging=_judging(here, now),
        in_dialog=is_partial(here.request),
    )  # fmt: skip


@router.post("/{team}/late")
async def late(here: AnOrganiser, team: str, minutes: Text = "") -> Response:
    one = await _team(here, team)
    until = datetime.now(UTC) + timedelta(minutes=int(minutes) if minutes.isdecimal() and len(minutes) < 5 else 0)
    allowed = await service.allow_late(here.parts, here.event, here.person, one, until)
    if allowed in ("not_yet", "over"):
        return RedirectResponse(f"{_home(here)}/{one.id}", 303)
    return _back(here, one, allowed, service.clock(here.event, until) if allowed == "yes" else "")


@router.post("/{team}/out")
async def out(here: AnOrganiser, team: str, on: Text = "") -> Response:
    one = await _team(here, team)
    await service.withdraw(here.parts, here.event, here.person, one, on == "1")
    return _back(here, one, "out" if on == "1" else "in")


@router.post("/{team}/again")
async def again(here: AnOrganiser, team: str) -> Response:
    """A zip that could not be made."""
    one = await _team(here, team)
    entry = await here.parts.store.entries.of_team(here.event.id, one.id)
    if entry is not None and await here.parts.store.entries.try_again(here.event.id, entry.id):
        here.parts.news.tell(of_event(here.event.id))
    return _back(here, one, "again")


@router.get("/{team}/app.zip")
async def package(here: AnOrganiser, team: str) -> Response:
    one = await _team(here, team)
    entry = await here.parts.store.entries.of_team(here.event.id, one.id)
    data = await here.parts.store.entries.package(entry.id) if entry else None
    if entry is None or data is None:
        raise HTTPException(404)
    name = safe_names([f"{entry.number:02} {one.name}.zip"])[0]
    plain = "".join(char if char.isascii() and char not in '"\\%' else "_" for char in name)
    headers = {"Content-Disposition": f'attachment; filename="{plain}"', "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(data, media_type="application/zip", headers=headers)


def _home(here: PersonVisit) -> str:
    return f"{here.home}/desk/entries"


def _back(here: PersonVisit, team: Team, said: str, at: str = "") -> Response:
    return RedirectResponse(f"{_home(here)}?said={said}&team={team.id}{f'&at={at}' if at else ''}", 303)


async def _team(here: PersonVisit, id: str) -> Team:
    found = await here.parts.store.teams.get(here.event.id, id)
    if found is None or found.merged_into is not None:
        raise HTTPException(404)
    return found


async def _rows(here: PersonVisit) -> list[Row]:
    """By as many questions to the store for a hundred teams as for one."""
    store, event = here.parts.store, here.event
    teams = [team for team in await store.teams.of_event(event.id) if team.merged_into is None]
    entries = {one.team: one for one in await store.entries.every(event.id)}
    changes = await store.entries.changes(event.id)
    members: dict[str, set[str]] = {}
    for seat in await store.teams.seats(event.id):
        members.setdefault(seat.team or "", set()).add(seat.learner)
    now = datetime.now(UTC)
    return [_row(here, team, entries.get(team.id), frozenset(members.get(team.id, ())), changes, now) for team in teams]


def _row(here: PersonVisit, team: Team, entry: Entry | None, members: frozenset[str], changes: Mapping[str, datetime], now: datetime) -> Row:
    has = entry if entry is not None and not _is_open(here.event, team, now) else team
    words = Words(has.version, has.pitch, has.link, has.ai_statement, frozenset(str(one["learner"]) for one in has.signed), members)
    bare = not (words.version or words.pitch or words.link) and team.withdrawn is None
    state, tone = _state(here, team, entry, words, now)
    facts = [_missing(words.missing, here.t), *_times(here, team, changes)]
    if entry is not None and entry.allowed_by:
        facts.insert(0, here.t("ev_entry.allowed_by", by=entry.allowed_by))
    zipped = "" if entry is None or not entry.version else "there" if entry.sealed else "fault" if entry.fault else "waits"
    return Row(team, entry, state, tone, bare, facts, zipped)


def _is_open(event: Event, team: Team, now: datetime) -> bool:
    closes = team.closes or event.freezes
    return event.released is None and (closes is None or closes > now)


def _state(here: PersonVisit, team: Team, entry: Entry | None, words: Words, now: datetime) -> tuple[str, str]:
    t, has_words = here.t, bool(words.pitch or words.link)
    if team.withdrawn is not None:
        return t("ev_entry.state_withdrawn"), ""
    if _is_open(here.event, team, now):
        if entry is not None and team.closes is not None:
            return t("ev_entry.state_longer", at=service.clock(here.event, team.closes)), "lamp"
        return (t("ev_entry.state_app", n=words.version), "") if words.version else (
            t("ev_entry.state_words" if has_words else "ev_entry.state_nothing"), "lamp"
        )  # fmt: skip
    if entry is not None and entry.late:
        return t("ev_entry.state_late", n=math.ceil(entry.late / 60)), "lamp"
    return (t("ev_entry.state_in"), "ferry") if words.version else (t("ev_entry.state_no_app" if has_words else "ev_entry.state_empty"), "lamp")


def _missing(missing: Sequence[Missing], t: Locale) -> str:
    left = [t(f"ev_entry.part_{part}") for part in missing if part != "app"]
    return t("ev_entry.missing", what=(", " if t.language == "en" else "、").join(left)) if left else t("ev_entry.nothing_missing")


def _times(here: PersonVisit, team: Team, changes: Mapping[str, datetime]) -> list[str]:
    if team.id in changes:
        return [here.t("ev_entry.last_change", at=service.clock(here.event, changes[team.id]))]
    return [here.t("ev_entry.last_said", at=service.clock(here.event, team.last)) if team.last else here.t("ev_entry.never")]


def _may(event: Event, now: datetime) -> str:
    """Whether a team may be given longer: `yes`, `not_yet` or `over`."""
    if event.released is not None or event.ended is not None:
        return "over"
    return "not_yet" if event.freezes is None or event.freezes > now else "yes"


def _judging(here: PersonVisit, now: datetime) -> bool:
    began = begins(here.phases, "judging")
    return began is not None and began <= now


def _heading(here: PersonVisit, rows: Sequence[Row]) -> str:
    there = [row for row in rows if row.team.withdrawn is None]
    if not rows:
        return here.t("ev_entry.desk_no_teams")
    if any(row.entry for row in rows):
        count = sum(not row.bare for row in there)
        return here.t("ev_entry.desk_after_none" if not count else "ev_entry.desk_after_one" if count == 1 else "ev_entry.desk_after", n=count)
    count = sum(row.bare for row in there)
    return here.t("ev_entry.desk_before_none" if not count else "ev_entry.desk_before_one" if count == 1 else "ev_entry.desk_before", n=count)


def _lead(here: PersonVisit) -> str:
    freezes = here.event.freezes
    if freezes is None:
        return here.t("ev_entry.desk_lead_open")
    over = freezes <= datetime.now(UTC)
    key = "desk_lead_released" if here.event.released else "desk_lead_after" if over else "desk_lead_before"
    return here.t(f"ev_entry.{key}", at=service.clock(here.event, freezes))
