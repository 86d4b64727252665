"""How a class gets on, in charts; and the three questions of the first and the last day."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.core.classroom.survey import MOMENTS
from bot.dashboard import Tab
from bot.dashboard.charts_view import view_of
from bot.dashboard.page import Inside, is_partial, show
from bot.services.classroom import survey
from bot.services.classroom.judge import tallies

TAB = Tab(4, "charts.tab", "charts")
router = APIRouter(prefix="/teacher/class/{classroom}/charts", include_in_schema=False)


@router.get("", response_class=HTMLResponse)
async def charts(here: Inside, asked: int | None = None) -> HTMLResponse:
    """All of them as of now. `asked`: how many were just asked the three questions."""
    found = await here.parts.store.numbers.of_class(here.classroom.id)
    judged = await tallies(here.parts, here.classroom.id)
    view = view_of(found, judged, here.t, here.parts.zone, datetime.now(UTC))
    return show(here, "charts/page.html", heading=here.t("charts.title"), path=TAB.path, view=view, asked=asked)


@router.post("/ask")
async def ask(here: Inside, moment: Annotated[str, Form()]) -> Response:
    """Ask everybody the three questions now."""
    known = next((one for one in MOMENTS if one == moment), None)
    if known is None:
        raise HTTPException(422)
    reached = await survey.ask(here.parts, here.teacher, here.classroom, known)
    if is_partial(here.request):
        words = here.t("charts.asked", n=reached) if reached else here.t("charts.asked_nobody")
        return Response(status_code=204, headers={"HX-Trigger": json.dumps({"moved": {}, "said": {"words": words}})})
    return RedirectResponse(f"/teacher/class/{here.classroom.id}/charts?asked={reached}#survey", 303)


@router.post("/first")
async def first(here: Inside, on: Annotated[bool, Form()]) -> Response:
    """Whether whoever comes in is asked them."""
    await here.parts.store.classes.change(here.classroom.id, first_asked=datetime.now(UTC) if on else None)
    await here.parts.store.care.write_down("survey_on" if on else "survey_off", classroom=here.classroom.id, teacher=here.teacher.id)
    return RedirectResponse(f"/teacher/class/{here.classroom.id}/charts#survey", 303)
