"""`desk/after`: what organisers do when it is over: pass on the judges' words, open the showcase, take everything away, delete the event."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from bot.core.classroom.naming import code_of
from bot.dashboard import Tab
from bot.dashboard.event.page import AnOrganiser, PersonVisit, show
from bot.services.event import certificates, exports, feedback, leaving, showcase

DESK_TAB = Tab(110, "ev_after.after_tab", "after")
router = APIRouter(prefix="/event/{code}/desk/after", include_in_schema=False)


@router.get("", response_class=HTMLResponse)
async def page(here: AnOrganiser, wrong: str = "") -> Response:
    said = await feedback.for_organisers(here.parts, here.event, here.t.language)
    works = await here.parts.store.works.of_event(here.event.id)
    return show(
        here, "event/desk_after.html", status=422 if wrong else 200, heading=here.t("ev_after.after_heading"), path=DESK_TAB.path, said=said,
        waiting=sum(one.state == "open" for one in said), held=sum(bool(one.held) for one in said), shown=sum(work.shown for work in works),
        entered=sum(work.entry is not None for work in works), names=list(exports.SHEETS), wrong=bool(wrong),
    )  # fmt: skip


@router.post("/showcase")
async def open_showcase(here: AnOrganiser, is_open: Annotated[str, Form()] = "") -> Response:
    await showcase.open_(here.parts, here.event, is_open=is_open == "1")
    return _back(here)


@router.get("/feedback", response_class=HTMLResponse)
async def read_feedback(here: AnOrganiser, passed: str = "") -> Response:
    said = await feedback.for_organisers(here.parts, here.event, here.t.language)
    teams = sorted(await here.parts.store.teams.of_event(here.event.id), key=lambda team: (team.name.casefold(), team.place))
    by_team = [(team, [one for one in said if one.team == team.id]) for team in teams]
    return show(
        here, "event/desk_feedback.html", heading=here.t("ev_after.read_heading"), path=DESK_TAB.path, said=[one for one in by_team if one[1]],
        waiting=sum(one.state == "open" for one in said), note=here.t("ev_after.passed_note", n=int(passed)) if passed.isdecimal() and len(passed) < 6 else "",
    )  # fmt: skip


@router.post("/feedback/pass")
async def pass_on(here: AnOrganiser) -> Response:
    """All that is not hidden goes to the teams."""
    teams = await feedback.pass_on(here.parts, here.event)
    return _back(here, f"/feedback?passed={teams}")


@router.post("/feedback/hide")
async def hide(
    here: AnOrganiser, judge: Annotated[str, Form()] = "", entry: Annotated[str, Form()] = "", hidden: Annotated[str, Form()] = ""
) -> Response:
    await feedback.hide(here.parts, here.event, judge[:80], entry[:80], hidden=hidden == "1")
    return _back(here, f"/feedback#s-{judge[:80]}-{entry[:80]}")


@router.post("/feedback/let")
async def let_through(here: AnOrganiser, judge: Annotated[str, Form()] = "", entry: Annotated[str, Form()] = "") -> Response:
    """Words that were held back may go to their team; who let them is written down."""
    if await feedback.let_through(here.parts, here.event, judge[:80], entry[:80]):
        await here.parts.store.care.write_down("let_through", detail=f"a judge's words at event {here.event.code}, {here.person.name}")
    return _back(here, f"/feedback#s-{judge[:80]}-{entry[:80]}")


@router.get("/all.zip")
async def everything(here: AnOrganiser) -> StreamingResponse:
    return await _file(here, "all", exports.everything(here.parts, here.event, here.t))


@router.get("/entries.zip")
async def entries(here: AnOrganiser) -> StreamingResponse:
    return await _file(here, "entries", exports.entries_zip(here.parts, here.event, here.t))


@router.get("/certificates.zip")
async def all_certificates(here: AnOrganiser, language: str = "own") -> StreamingResponse:
    """`language` is `own` of each member, or `event`."""
    return await _file(here, "certificates", certificates.everyone(here.parts, here.event, own_language=language != "event"))


@router.get("/{name}.csv")
async def table(here: AnOrganiser, name: str) -> StreamingResponse:
    if name not in exports.SHEETS:
        raise HTTPException(404)
    return await _file(here, name, exports.table(here.parts, here.event, name, here.t), "csv", "text/csv; charset=utf-8")


@router.post("/delete")
async def delete(here: AnOrganiser, typed: Annotated[str, Form()] = "") -> Response:
    """The event with everything, once its code was typed."""
    if code_of(typed[:40]) != here.event.code:
        return _back(here, "?wrong=1#delete")
    await leaving.forget_event(here.parts, here.event)
    return RedirectResponse("/", 303)


async def _file(here: PersonVisit, name: str, made: AsyncIterator[bytes], kind: str = "zip", mime: str = "application/zip") -> StreamingResponse:
    """That it was taken away is written down."""
    await here.parts.store.care.write_down("export", detail=f"event {here.event.code}: {name}, {here.person.name}"[:200])
    today = datetime.now(UTC).astimezone(ZoneInfo(here.event.zone))
    headers = {"Content-Disposition": f'attachment; filename="event-{name}-{today:%Y-%m-%d}.{kind}"', "Cache-Control": "no-store"}
    return StreamingResponse(made, media_type=mime, headers=headers)


def _back(here: PersonVisit, more: str = "") -> Response:
    return RedirectResponse(f"{here.home}/desk/after{more}", 303)
