"""A new event by page, for a teacher with an account: a name, how long, when; all else can be set later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from bot.core.event.moments import FARTHEST, local_moment
from bot.core.event.phases import Template
from bot.dashboard.event.clocks import clocks_of
from bot.dashboard.event.reading import form_of
from bot.dashboard.home import TIERS, tier_of
from bot.dashboard.page import Here, Visit, show
from bot.locales import LANGUAGES, spoken
from bot.services.event.naming import LONGEST_NAME, LONGEST_THEME, event_name_of, name_fault, text_fault, text_of
from bot.services.event.open_event import EventWish, open_event

router = APIRouter(prefix="/event/new", include_in_schema=False)
_LENGTHS: tuple[Template, ...] = ("short", "day")
A_MOMENT = timedelta(minutes=2)
"""A beginning that passed while the form was filled in still counts."""


@dataclass(frozen=True)
class Typed:
    """The form as it was sent, and what is wrong with it, by field."""

    wish: EventWish
    begins: str
    faults: dict[str, str]


@router.get("", response_class=HTMLResponse)
async def new(here: Here) -> Response:
    now = datetime.now(ZoneInfo(here.parts.zone))
    full = (now + timedelta(minutes=30)).replace(minute=0) + timedelta(hours=1)
    return _ask(here, Typed(EventWish("", here.t.language), f"{full:%Y-%m-%dT%H:%M}", {}))


@router.post("", response_class=HTMLResponse)
async def make(here: Here, form: Annotated[FormData, Depends(form_of)]) -> Response:
    """The event is there, and its organiser at the desk."""
    typed = _typed(here, form)
    if typed.faults:
        return _ask(here, typed, 422)
    event, _, _ = await open_event(here.parts, typed.wish, here.teacher.name, teacher=here.teacher.id)
    return RedirectResponse(f"/event/{event.code}/desk", 303)


def _typed(here: Visit, form: FormData) -> Typed:
    name, theme, begins = (str(form.get(key, ""))[:2000] for key in ("name", "theme", "begins"))
    moment, why = _moment(here, begins)
    faults = {"name": name_fault(name) or "", "theme": text_fault(theme) or "", "begins": why}
    wish = EventWish(
        name=event_name_of(name) if not faults["name"] else name, theme=text_of(theme), sdg=goal_of(form.get("sdg")),
        language=spoken(str(form.get("language", ""))) or here.t.language, tier=tier_of(str(form.get("tier", ""))),
        template=next((one for one in _LENGTHS if one == form.get("length")), "short"), begins=moment,
    )  # fmt: skip
    longest = {"name": LONGEST_NAME, "theme": LONGEST_THEME}
    said = {key: here.t(f"ev_open.fault_{fault}", most=longest.get(key, 0)) for key, fault in faults.items() if fault}
    return Typed(wish, begins, said)


def _moment(here: Visit, typed: str) -> tuple[datetime | None, str]:
    now = datetime.now(UTC)
    try:
        heard = local_moment(datetime.fromisoformat(typed).replace(tzinfo=None), here.parts.zone)
    except (ValueError, OverflowError):
        return None, "time"
    if heard.at is None:
        return None, heard.why
    return heard.at, "past" if heard.at < now - A_MOMENT else "far" if heard.at - now > FARTHEST else ""


def goal_of(value: object) -> int | None:
    """One of the 17 goals."""
    text = str(value or "")
    return int(text) if text.isdecimal() and text.isascii() and 1 <= int(text[:3]) <= 17 else None


def _ask(here: Visit, typed: Typed, status: int = 200) -> Response:
    values: dict[str, Any] = {"wish": typed.wish, "begins": typed.begins, "faults": typed.faults, "tiers": TIERS, "languages": LANGUAGES}
    return show(here, "event/new.html", status, heading=here.t("ev_open.title"), width="narrow", zone=clocks_of(here.parts.zone, here.t), **values)
