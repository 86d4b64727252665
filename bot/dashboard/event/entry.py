"""`/event/<code>/entry`: what a team enters, for its members: written here until pens down, and shown as it was taken after that."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.core.event.entry import LONGEST_LINK, LONGEST_PITCH, LONGEST_STATEMENT, MOST_WORDS, host_of, length_of
from bot.dashboard import Tab
from bot.dashboard.event.page import AMember, MemberVisit, show
from bot.locales import Locale
from bot.services.event import entry
from bot.services.event.ai_use import draft
from bot.services.event.entry import Kept, Standing, print_of
from bot.services.event.frozen_app import frozen_link
from storage.events.records import Team

TEAM_TAB = Tab(40, "ev_entry.tab", "entry")
router = APIRouter(prefix="/event/{code}/entry", include_in_schema=False)
Text = Annotated[str, Form()]
SAID = {"saved": "saved", "masked": "saved_masked", "signed": "signed_now", "show": "done_show", "hide": "done_hide"}


@dataclass(frozen=True)
class Line:
    """A line of the list of what there is: `state` is `there`, `lacking` or `optional`."""

    part: str
    state: str
    words: str


@dataclass(frozen=True)
class Typed:
    """What was in a form that came back, to be shown again; None for what is kept."""

    pitch: str | None = None
    link: str | None = None
    statement: str | None = None


@router.get("", response_class=HTMLResponse)
async def page(here: AMember, said: str = "", draft: str = "") -> Response:
    if here.team is None:
        return show(here, "event/entry/no_team.html", heading=here.t("ev_entry.no_team_title"), path=TEAM_TAB.path, width="narrow")
    return await _page(here, here.team, said=here.t(f"ev_entry.{SAID[said]}") if said in SAID else "", anew=draft == "1")


@router.get("/run", response_class=HTMLResponse)
async def run(here: AMember) -> Response:
    """The app as it was frozen, as the judges run it."""
    taken = await here.parts.store.entries.of_team(here.event.id, here.team.id) if here.team else None
    if taken is None or not taken.version:
        raise HTTPException(404)
    token = await frozen_link(here.request.app.state.previews, taken, here.learner.id)
    return show(here, "event/entry/run.html", heading=taken.title, path=TEAM_TAB.path, frame=f"/preview/{token}/", width="narrow")


@router.post("/words", response_class=HTMLResponse)
async def words(here: AMember, pitch: Text = "", link: Text = "") -> Response:
    """The pitch and the link, each kept if it will do."""
    team = _team(here)
    kept = [await entry.keep(here.parts, here.event, team, "pitch", pitch), await entry.keep(here.parts, here.event, team, "link", link)]
    refused = next((one for one in kept if one.why), None)
    if refused is None:
        return _back(here, "masked" if kept[0].masked else "saved")
    typed = Typed(pitch=pitch[: 2 * LONGEST_PITCH] if kept[0].why else None, link=link[: 2 * LONGEST_LINK] if kept[1].why else None)
    return await _page(here, await _anew(here, team), refused, typed, at="pitch" if kept[0].why else "link")


@router.post("/statement", response_class=HTMLResponse)
async def statement(here: AMember, statement: Text = "") -> Response:
    team = _team(here)
    kept = await entry.keep(here.parts, here.event, team, "statement", statement, here.learner.id)
    if not kept.why:
        return _back(here, "masked" if kept.masked else "saved")
    return await _page(here, team, kept, Typed(statement=statement[: 2 * LONGEST_STATEMENT]), at="statement")


@router.post("/sign", response_class=HTMLResponse)
async def sign(here: AMember, read: Text = "") -> Response:
    """`read` is the print of the statement that stood on the page."""
    team = _team(here)
    kept = await entry.sign(here.parts, here.event, team, here.learner.id, read)
    return await _page(here, await _anew(here, team), kept, at="statement") if kept.why else _back(here, "signed")


@router.post("/show")
async def showcase(here: AMember, on: Text = "") -> Response:
    await entry.show(here.parts, here.event, _team(here), on == "1")
    return _back(here, "show" if on == "1" else "hide")


def _team(here: MemberVisit) -> Team:
    """403 for one who sits in none."""
    if here.team is None:
        raise HTTPException(403)
    return here.team


async def _anew(here: MemberVisit, team: Team) -> Team:
    return await here.parts.store.teams.get(here.event.id, team.id) or team


def _back(here: MemberVisit, said: str) -> Response:
    return RedirectResponse(f"{here.home}/entry?said={said}", 303)


async def _page(
    here: MemberVisit, team: Team, refused: Kept | None = None, typed: Typed | None = None, *, at: str = "", said: str = "", anew: bool = False
) -> Response:
    standing = await entry.standing(here.parts, here.event, team)
    typed, is_open = typed or Typed(), standing.closed is None
    drafted = is_open and (anew or not standing.words.statement) and typed.statement is None
    text = await draft(here.parts, here.event, team) if drafted else standing.words.statement
    lines = _lines(standing, here.t)
    values: dict[str, Any] = {
        "lines": lines, "standing": standing, "words": standing.words, "host": host_of(standing.words.link), "said": said, "drafted": drafted,
        "pitch": standing.words.pitch if typed.pitch is None else typed.pitch, "link": standing.words.link if typed.link is None else typed.link,
        "statement": text if typed.statement is None else typed.statement, "read": print_of(standing.words.statement),
        "problem": _why(standing, refused, here.t) if refused else "", "at": at, "left": _left(standing, here.t) if team.closes else "",
        "lead": _lead(standing, here.t),
        "count": length_of(standing.words.pitch if typed.pitch is None else typed.pitch), "most": MOST_WORDS, "longest_link": LONGEST_LINK,
        "mine": here.learner.id in standing.words.unsigned, "names": _names(standing.unsigned, here.t), "signed": _names(standing.signed, here.t),
        "late": math.ceil(standing.entry.late / 60) if standing.entry else 0,
    }  # fmt: skip
    return show(here, "event/entry/page.html", 422 if refused else 200, heading=_heading(standing, lines, here.t), path=TEAM_TAB.path, **values)


def _heading(standing: Standing, lines: Sequence[Line], t: Locale) -> str:
    lacking, of = sum(line.state == "lacking" for line in lines), sum(line.state != "optional" for line in lines)
    if standing.closed:
        return t("ev_entry.title_closed")
    key = "title_missing" if lacking > 1 else "title_one" if lacking else "title_ready"
    return t(f"ev_entry.{key}", n=lacking, of=of)


def _lines(standing: Standing, t: Locale) -> list[Line]:
    words = standing.words

    def line(part: str, there: bool, has: str, has_no: str, lacks: str = "lacking") -> Line:
        return Line(part, "there" if there else lacks, has if there else has_no)

    unsigned = _names(standing.unsigned, t)
    return [
        line("app", words.version > 0, t("ev_entry.has_app", title=standing.title, n=words.version), t("ev_entry.has_no_app")),
        line("pitch", bool(words.pitch), t("ev_entry.has_pitch", n=length_of(words.pitch)), t("ev_entry.has_no_pitch")),
        line("link", bool(words.link), t("ev_entry.has_link", host=host_of(words.link)), t("ev_entry.has_no_link"), "optional"),
        line("statement", bool(words.statement), t("ev_entry.has_statement"), t("ev_entry.has_no_statement")),
        line("signatures", not words.unsigned, t("ev_entry.has_signed"), t("ev_entry.has_unsigned", names=unsigned)),
    ]


def _names(names: Sequence[str], t: Locale) -> str:
    return (", " if t.language == "en" else "、").join(names)


def _why(standing: Standing, refused: Kept, t: Locale) -> str:
    at = entry.clock(standing.event, refused.since) if refused.since else ""
    return t(f"ev_entry.why_{refused.why}", words=refused.words, at=at)


def _left(standing: Standing, t: Locale) -> str:
    """How long a team has that was given other hours, in words; '' where it is over. The clock of all the others stands on every page."""
    closes = standing.closes
    if closes is None or standing.closed:
        return ""
    minutes = int((closes - standing.now).total_seconds() // 60)
    return t("ev_entry.left", n=minutes) if minutes else t("ev_entry.left_one")


def _lead(standing: Standing, t: Locale) -> str:
    if standing.closed:
        return t("ev_entry.lead_closed", at=entry.clock(standing.event, standing.closed))
    if standing.entry is not None and standing.entry.allowed_by and standing.closes:
        return t("ev_entry.lead_late", by=standing.entry.allowed_by, at=entry.clock(standing.event, standing.closes))
    return t("ev_entry.lead") if standing.words.missing else f"{t('ev_entry.lead')} {t('ev_entry.lead_signed')}"
