"""A class's settings. Its teachers and its end are on the same page, and done in `colleagues` and `ending`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.times import day_of
from bot.dashboard import Tab
from bot.dashboard.home import TIERS, tier_of
from bot.dashboard.page import ClassVisit, Inside, show
from bot.locales import locale, spoken
from bot.services.classroom.open_class import KEEP_DAYS, LONGEST_NAME, class_name_fault, class_name_of
from bot.services.news import of_class
from storage.classrooms.records import Classroom

router = APIRouter(prefix="/teacher/class/{classroom}/settings", include_in_schema=False)
TAB = Tab(90, "setting.tab", "settings")
_SET = ("name", "tier", "language", "asks_number", "roster_only", "keep_days")
"""The columns that this page sets."""
_NAMES = {"name": "home.name", "tier": "home.tier", "language": "home.language", "asks_number": "home.asks_number", "roster_only": "setting.roster_only", "keep_days": "setting.keep"}  # fmt: skip


@router.get("", response_class=HTMLResponse)
async def settings(here: Inside, done: str = "") -> Response:
    return await page(here, notes=[here.t(f"setting.{done}")] if done in ("saved", "moved") else [])


@router.post("", response_class=HTMLResponse)
async def save(
    here: Inside,
    was: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    tier: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
    asks_number: Annotated[str, Form()] = "",
    roster_only: Annotated[str, Form()] = "",
    keep_days: Annotated[str, Form()] = "",
) -> Response:
    """Keep what was changed on this page. Where a colleague changed the same meanwhile, nothing is kept and both are shown."""
    room = here.classroom
    days = int(keep_days) if keep_days in {str(one) for one in KEEP_DAYS} else room.keep_days
    wanted = {
        "name": class_name_of(name), "tier": tier_of(tier) if tier else room.tier, "language": spoken(language) or room.language,
        "asks_number": bool(asks_number), "roster_only": bool(roster_only), "keep_days": days,
    }  # fmt: skip
    if not wanted["name"]:
        problem = here.t(f"home.{class_name_fault(name)}", most=LONGEST_NAME)
        return await page(here, 422, wanted=wanted | {"name": name[:400]}, problem=problem)
    met = await here.parts.store.setting_up.adjust(room.id, here.teacher.id, _was(was, room), wanted)
    if met:
        await here.parts.store.care.write_down("settings_met", classroom=room.id, teacher=here.teacher.id, detail=", ".join(met))
        return await page(here, 409, wanted=wanted, notes=[_met(here, key, value) for key, value in met.items()])
    here.parts.news.tell(of_class(room.id))
    return RedirectResponse(f"/teacher/class/{room.id}/settings?done=saved", 303)


async def page(
    here: ClassVisit, status: int = 200, *, wanted: dict[str, Any] | None = None, notes: Sequence[str] = (), problem: str = ""
) -> HTMLResponse:
    """The settings as they are, or as they were typed; with the class's teachers."""
    room, t = here.classroom, here.t
    held = {name: getattr(room, name) for name in _SET}
    teachers = await here.parts.store.teachers.of_class(room.id)
    role = next((role for one, role in teachers if one.id == here.teacher.id), "co")
    return show(
        here, "setting/settings.html", status, heading=t("setting.title"), path="settings", width="narrow", wish=wanted or held, was=json.dumps(held),
        notes=notes, problem=problem, tiers=TIERS, keep_days=sorted({*KEEP_DAYS, room.keep_days}), teachers=teachers, role=role,
        waiting=await _waiting(here) if role == "lead" else [],
    )  # fmt: skip


async def _waiting(here: ClassVisit) -> list[dict[str, str]]:
    """Links to this class that nobody used yet."""
    found = await here.parts.store.admitting.invited(here.classroom.id)
    names = {one.id: one.name for one, _ in await here.parts.store.teachers.of_class(here.classroom.id)} if found else {}
    zone, language = here.parts.zone, here.t.language
    return [{"id": one.token_hash, "by": names.get(one.by or "", ""), "day": day_of(one.expires, zone, language)} for one in found]


def _was(typed: str, room: Classroom) -> dict[str, Any]:
    """What the page showed when it was opened; what a form does not say counts as unchanged since now."""
    try:
        known = json.loads(typed)
    except ValueError:
        known = None
    return {name: getattr(room, name) for name in _SET} | {name: value for name, value in (known or {}).items() if name in _SET}


def _met(here: ClassVisit, name: str, value: object) -> str:
    """That a colleague set something else meanwhile, in words."""
    t = here.t
    shown = {True: t("setting.now_yes"), False: t("setting.now_no")}.get(value, str(value)) if isinstance(value, bool) else str(value)
    if name == "tier":
        shown = t(f"settings.{value}")
    if name == "language":
        shown = locale(spoken(str(value)) or "en")("language.name")
    if name == "keep_days":
        shown = t("setting.keep_days", days=value)
    return t("setting.met", what=t(_NAMES[name]), now=shown)
