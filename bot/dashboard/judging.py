"""Whether a signal was right: a teacher's yes or no, from wherever it is shown."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from bot.core.classroom.progress import REASONS
from bot.dashboard.page import Inside, is_partial
from bot.services.classroom.judge import judge

router = APIRouter(prefix="/teacher/class/{classroom}", include_in_schema=False)


@router.post("/stuck/{learner}")
async def judged(
    here: Inside, learner: str, reason: Annotated[str, Form()], true: Annotated[bool, Form()], back: Annotated[str, Form()] = ""
) -> Response:
    """Somebody who does not sit in this class is not there."""
    inside = await here.parts.store.care.in_class(learner)
    if inside is None or inside.seat.classroom != here.classroom.id or reason not in REASONS:
        await here.parts.store.care.write_down("refused", classroom=here.classroom.id, teacher=here.teacher.id, detail=here.request.url.path)
        raise HTTPException(404)
    kept = await judge(here.parts, here.teacher, here.classroom, inside, reason, true)
    words = here.t("signal.over" if not kept else "signal.judged_right" if true else "signal.judged_wrong")
    if not is_partial(here.request):
        return RedirectResponse(_back(here, back) or f"/teacher/class/{here.classroom.id}/learner/{learner}", 303)
    if not kept:
        return PlainTextResponse(words, 409)
    return Response(status_code=204, headers={"HX-Trigger": json.dumps({"moved": True, "said": {"words": words}})})


def _back(here: Inside, path: str) -> str:
    """A page of this class, and no other address."""
    return path if path == f"/teacher/class/{here.classroom.id}" or path.startswith(f"/teacher/class/{here.classroom.id}/") else ""
