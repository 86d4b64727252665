"""What a teacher does with a class: pause it and let it go on, say something to some, set the task, an example and tokens. One page, and its forms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from pydantic import ValidationError

from bot.core.classroom.bells import Bell, read
from bot.core.classroom.task import Task
from bot.core.errors import NoAppError
from bot.dashboard import Tab
from bot.dashboard.acting_page import Typed, key_of, page_of, said_to
from bot.dashboard.page import ClassVisit, Inside, is_partial, show
from bot.services.classroom import bell, pin, task
from bot.services.classroom.budget import WrongBudgetError, set_budget
from bot.services.classroom.nudge import nudge, trimmed
from bot.services.classroom.pause import pause
from scaffolds.blocks import discover
from storage.classrooms.pausing import Switch

TAB = Tab(3, "act.tab", "act")
router = APIRouter(prefix="/teacher/class/{classroom}", include_in_schema=False)
KINDS = ("nudge", "question", "lesson")
"""What a nudge may be kept as: the teacher's own words, a suggested question, a mini-lesson."""
MOST_ROWS = 40
YEAR = timedelta(days=366)
Ticked = Annotated[list[str], Form(default_factory=list)]
Text = Annotated[str, Form()]


@router.get("/act", response_class=HTMLResponse)
async def act(here: Inside) -> Response:
    """The page, with what was just done in a sentence."""
    return await _page(here, Typed())


@router.get("/act/switches", response_class=HTMLResponse)
async def switches(here: Inside) -> Response:
    """The part that says what is paused: a co-teacher, or the schedule, may have done it."""
    return show(here, "act/switches.html", page=await page_of(here, Typed()))


@router.post("/nudge")
async def say(here: Inside, learner: Ticked, text: Text = "", kind: Text = "nudge", back: Text = "") -> Response:
    """A teacher's words into the chats of those ticked."""
    learners = await _of_this_class(here, learner)
    if not learners or not trimmed(text):
        return await _refused(here, "act.nothing_typed" if learners else "act.nobody_ticked", Typed(text=text, ticked=tuple(learners)))
    reached = await nudge(here.parts, here.teacher, here.classroom, learners, text, kind if kind in KINDS else "nudge")
    words = said_to(here.t, reached, len(learners))
    return _done(here, words, back, said=reached, of=len(learners))


@router.post("/pause")
async def turn(
    here: Inside,
    learner: Ticked,
    switch: Text = "",
    on: Text = "",
    turn: Text = "",
    some: Text = "",
    text: Text = "",
    back: Text = "",
) -> Response:
    """Pause or go on, for all, or for those ticked where the form is about `some`. A button of a form that does several things says both by `turn`."""
    learners = await _of_this_class(here, learner)
    if turn:
        switch, _, on = turn.partition(" ")
    if switch not in ("paused", "unaided"):
        raise HTTPException(422)
    if some and not learners:
        return await _refused(here, "act.nobody_ticked", Typed(text=text))
    chosen: Switch = "paused" if switch == "paused" else "unaided"
    await pause(here.parts, here.teacher, here.classroom, chosen, on in ("1", "true", "on"), learners or None)
    return _done(here, "", back)


@router.post("/schedule")
async def add_row(here: Inside, days: Ticked, switch: Text = "", begins: Text = "", ends: Text = "") -> Response:
    """Every week, on some days from one time to another."""
    typed = Typed(row={"switch": switch, "days": days, "begins": begins, "ends": ends})
    try:
        row = Bell.model_validate({"switch": switch, "days": [int(day) for day in days], "begins": begins[:5], "ends": ends[:5]})
    except ValueError:
        return await _refused(here, "act.bell_wrong", typed)
    return await _with_row(here, row, typed)


@router.post("/schedule/until")
async def add_until(here: Inside, switch: Text = "", until: Text = "") -> Response:
    """Once, from now until a moment of the school's clock."""
    now, typed = datetime.now(UTC), Typed(row={"switch": switch, "until": until})
    try:
        ends = datetime.fromisoformat(until).replace(tzinfo=ZoneInfo(here.parts.zone)).astimezone(UTC)
        row = Bell.model_validate({"switch": switch, "since": now, "until": ends})
    except (ValueError, OverflowError):
        return await _refused(here, "act.bell_past", typed)
    if ends > now + YEAR:
        return await _refused(here, "act.bell_past", typed)
    return await _with_row(here, row, typed)


@router.post("/schedule/remove")
async def remove_row(here: Inside, row: Text = "") -> Response:
    """Of two teachers who take out the same row, the second takes out nothing."""
    rows = read(here.classroom.schedule)
    left = [one for one in rows if key_of(one) != row]
    if len(left) < len(rows) and not await bell.set_schedule(here.parts, here.teacher, here.classroom, left):
        return await remove_row(await _anew(here), row)
    return _done(here, "", "")


@router.post("/task")
async def set_task(here: Inside, block: Ticked, theme: Text = "", must: Text = "") -> Response:
    """The theme, the blocks allowed, and a must-have a line."""
    lines = tuple(line for one in must.splitlines() if (line := one.strip().lstrip("-*•· ")))
    blocks = tuple(one for one in discover() if one in block)
    typed = Typed(theme=theme, blocks=blocks, must=must)
    try:
        wanted = Task(theme=_clean(theme), blocks=blocks, must=tuple(_clean(line) for line in lines))
    except ValidationError:
        return await _refused(here, "act.task_long", typed)
    same, told = wanted == task.task_of(here.classroom), await task.set_task(here.parts, here.teacher, here.classroom, wanted)
    return _done(here, "", "", done="same" if same else "cleared" if wanted == Task() else "task", told=told)


@router.post("/pin")
async def ask_for(here: Inside, project: Text = "") -> Response:
    """Ask whoever made an app whether the class may see it."""
    try:
        reached = await pin.ask(here.parts, here.teacher, here.classroom, project)
    except NoAppError:
        await here.parts.store.care.write_down("refused", teacher=here.teacher.id, classroom=here.classroom.id, detail="pin")
        raise HTTPException(404) from None
    return _done(here, "", "") if reached else await _refused(here, "act.pin_not_reached", Typed())


@router.post("/unpin")
async def take_down(here: Inside) -> Response:
    """No example any more."""
    await pin.take_down(here.parts, here.teacher, here.classroom)
    return _done(here, "", "")


@router.post("/budget")
async def keep_budget(here: Inside, tokens: Text = "", learner_tokens: Text = "") -> Response:
    """Tokens a day for the class and for each in it; empty for the program's own."""
    try:
        await set_budget(here.parts, here.teacher, here.classroom, tokens, learner_tokens)
    except WrongBudgetError:
        return await _refused(here, "act.tokens_wrong", Typed(tokens=tokens[:20], learner_tokens=learner_tokens[:20]))
    return _done(here, "", "", done="tokens")


async def _with_row(here: ClassVisit, row: Bell, typed: Typed) -> Response:
    rows = read(here.classroom.schedule)
    if len(rows) >= MOST_ROWS:
        return await _refused(here, "act.bell_many", typed)
    if row not in rows and not await bell.set_schedule(here.parts, here.teacher, here.classroom, [*rows, row]):
        return await _with_row(await _anew(here), row, typed)
    return _done(here, "", "")


async def _anew(here: ClassVisit) -> ClassVisit:
    """The same with the class as it is by now: a colleague changed it since it was read."""
    found = await here.parts.store.teachers.class_of(here.teacher.id, here.classroom.id)
    if found is None:
        raise HTTPException(404)
    return replace(here, classroom=found)


async def _of_this_class(here: ClassVisit, learners: Sequence[str]) -> list[str]:
    """Those of a form who sit here. Somebody of another class is nobody: 404, and written down."""
    chosen = list(dict.fromkeys(learners))
    if chosen:
        seated = {seat.learner for seat in await here.parts.store.classes.seats(here.classroom.id)}
        if not seated.issuperset(chosen):
            path = here.request.url.path
            await here.parts.store.care.write_down("refused", teacher=here.teacher.id, classroom=here.classroom.id, detail=path)
            raise HTTPException(404)
    return chosen


def _clean(text: str) -> str:
    return " ".join(text.replace("\0", "").encode("utf-8", "ignore").decode().split())


def _done(here: ClassVisit, words: str, back: str, **shown: object) -> Response:
    """A page's script hears what was done, a plain form is sent back to where it stood."""
    if is_partial(here.request):
        heard: dict[str, object] = {"moved": {}} | ({"said": {"words": words}} if words else {})
        return Response(status_code=204, headers={"HX-Trigger": json.dumps(heard)})
    base = f"/teacher/class/{here.classroom.id}"
    if back.startswith("/teacher/") and "\\" not in back and "//" not in back and back.isprintable() and back.isascii():
        return RedirectResponse(back, 303)
    return RedirectResponse(f"{base}/act" + (f"?{urlencode(shown)}" if shown else ""), 303)


async def _refused(here: ClassVisit, key: str, typed: Typed) -> Response:
    """One sentence; the page keeps what was typed."""
    if is_partial(here.request):
        return PlainTextResponse(here.t(key), 400)
    return await _page(here, typed, key)


async def _page(here: ClassVisit, typed: Typed, problem: str = "") -> Response:
    page = await page_of(here, typed, problem)
    return show(here, "act/act.html", status=422 if problem else 200, heading=here.t(TAB.key), path=TAB.path, page=page)
