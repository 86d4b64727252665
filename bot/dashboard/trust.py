"""The Safety page of a class: flags of students who may be in danger, and the alarm about them that stands on every page of a teacher's."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.channels.web.times import moment_of
from bot.dashboard import Tab
from bot.dashboard.audit import lines
from bot.dashboard.page import ClassVisit, Here, Inside, Visit, is_partial, show
from bot.services.classroom import flags
from bot.services.classroom.guidance import Guidance, guidance
from storage.classrooms.flags import LONGEST_OUTCOME, Alarm

router = APIRouter(prefix="/teacher", include_in_schema=False)
TAB = Tab(6, "safety.tab", "safety")
AT_ONCE = 4
"""Alarms that are shown whole; how many more there are is said."""
STILL_TOLD = timedelta(minutes=10)
"""How long the others read who has seen an alarm."""
LATEST = 8
"""Lines of the audit on the Safety page."""
_CLASS = re.compile(r"/teacher/class/([0-9a-f]{32})")


@dataclass(frozen=True)
class Shown:
    """A flag as it stands on a page."""

    alarm: Alarm
    advice: Guidance
    at: str
    seen_at: str


@router.get("/alarms")
async def alarms(here: Here, state: str = "") -> Response:
    """The alarms of all classes: a part of each page, asked for again and again; nothing where it is as it was. Opened by itself, a page."""
    found = await here.parts.store.care.alarms(here.teacher.id)
    if not is_partial(here.request):
        return show(here, "trust/alone.html", heading=here.t("alarm.title"), **_above(here, found))
    values = _above(here, found)
    same = state == values["state"] or (not state and not found)
    return Response(status_code=204) if same else show(here, "trust/alarms.html", **values)


@router.get("/class/{classroom}/safety")
async def safety(here: Inside) -> HTMLResponse:
    return await _page(here)


@router.get("/class/{classroom}/safety/open")
async def still_open(here: Inside, state: str = "") -> Response:
    """The part of the page with what somebody has seen and nobody has closed."""
    values = await _values(here)
    return Response(status_code=204) if state == values["open_state"] else show(here, "trust/open.html", **values)


@router.post("/class/{classroom}/flag/{flag}/seen")
async def seen(here: Inside, flag: str) -> Response:
    """One says that they have seen it; who was second reads who was first."""
    alarm = await _alarm(here, flag)
    await flags.acknowledge(here.parts, here.teacher, alarm)
    if not is_partial(here.request):
        return RedirectResponse(_path(here), 303)
    found = await here.parts.store.care.alarms(here.teacher.id)
    return show(here, "trust/alarms.html", **_above(here, found))


@router.post("/class/{classroom}/flag/{flag}/close")
async def close(here: Inside, flag: str, outcome: Annotated[str, Form(max_length=4 * LONGEST_OUTCOME)] = "") -> Response:
    """The one who leads the class closes it, with a line on what was done."""
    alarm = await _alarm(here, flag)
    if await _role(here) != "lead":
        await here.parts.store.care.write_down("flag_refused", classroom=here.classroom.id, teacher=here.teacher.id, learner=alarm.flag.learner)
        raise HTTPException(403)
    words = " ".join(outcome.split())
    if not words:
        return await _page(here, 422, problem=flag)
    if not await flags.close(here.parts, here.teacher, alarm, words):
        return await _page(here, 409, notice=here.t("alarm.already"))
    return RedirectResponse(_path(here), 303)


async def _page(here: ClassVisit, status: int = 200, problem: str = "", notice: str = "") -> HTMLResponse:
    teachers = await here.parts.store.teachers.of_class(here.classroom.id)
    values = await _values(here) | {"problem": problem, "notice": notice}
    return show(
        here, "trust/safety.html", status, heading=_heading(here, values["count"]), path=TAB.path, latest=await lines(here, limit=LATEST),
        linked=[teacher.name for teacher, _ in teachers if teacher.telegram], has_telegram="telegram" in here.parts.doors, **values,
    )  # fmt: skip


async def _values(here: ClassVisit) -> dict[str, Any]:
    """What the parts of the page are made of."""
    found = await here.parts.store.care.alarms_in(here.classroom.id, here.teacher.id)
    teachers = await here.parts.store.teachers.of_class(here.classroom.id)
    waiting = [one for one in found if one.flag.closed is None]
    being_seen = [one for one in waiting if one.flag.acknowledged is not None]
    return {
        **_above(here, waiting),
        "count": len(waiting),
        "safety_count": len(waiting),
        "open": [_shown(here, one) for one in being_seen],
        "open_state": _state(being_seen),
        "closed": [_shown(here, one) for one in found if one.flag.closed is not None],
        "lead": next((teacher.name for teacher, role in teachers if role == "lead"), ""),
        "leads": any(teacher.id == here.teacher.id and role == "lead" for teacher, role in teachers),
        "problem": "",
        "longest": LONGEST_OUTCOME,
    }


def _above(here: Visit, found: Sequence[Alarm]) -> dict[str, Any]:
    """What stands above a page: what nobody saw yet, and whom somebody just saw to."""
    now = datetime.now(UTC)
    unseen = [one for one in found if one.flag.acknowledged is None]
    lately = [
        one for one in found if one.flag.acknowledged and one.flag.acknowledged_by != here.teacher.id and now - one.flag.acknowledged < STILL_TOLD
    ]
    on = _CLASS.search(here.request.headers.get("hx-current-url", ""))
    return {
        "alarms": [_shown(here, one) for one in unseen[:AT_ONCE]],
        "more": max(0, len(unseen) - AT_ONCE),
        "lately": [_shown(here, one) for one in lately],
        "state": _state([*unseen, *lately]),
        "tab_count": sum(one.flag.classroom == on[1] for one in found) if on else None,
    }


def _state(found: Sequence[Alarm]) -> str:
    """The same for the same things shown."""
    said = "|".join(f"{one.flag.id}{one.flag.acknowledged_by}{one.flag.learner}" for one in found)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _shown(here: Visit, alarm: Alarm) -> Shown:
    now, zone, language = datetime.now(UTC), here.parts.zone, here.t.language
    seen_at = moment_of(alarm.flag.acknowledged, now, zone, language) if alarm.flag.acknowledged else ""
    return Shown(alarm, guidance(alarm, here.t, here.parts.region), moment_of(alarm.flag.at, now, zone, language), seen_at)


async def _alarm(here: ClassVisit, flag: str) -> Alarm:
    """A flag of this class; another's is not there, and the try is written down."""
    alarm = await here.parts.store.care.alarm(flag)
    if alarm is None or alarm.flag.classroom != here.classroom.id:
        if alarm is not None:
            await here.parts.store.care.write_down("refused", classroom=alarm.flag.classroom, teacher=here.teacher.id, detail=here.request.url.path)
        raise HTTPException(404)
    return alarm


async def _role(here: ClassVisit) -> str:
    teachers = await here.parts.store.teachers.of_class(here.classroom.id)
    return next((role for teacher, role in teachers if teacher.id == here.teacher.id), "")


def _heading(here: Visit, count: object) -> str:
    if not count:
        return here.t("safety.none")
    return here.t("safety.open_one") if count == 1 else here.t("safety.open", n=count)


def _path(here: ClassVisit) -> str:
    return f"/teacher/class/{here.classroom.id}/{TAB.path}"
