"""Everything of a class to take away: a CSV of each table, or all in one zip. Each time it is written down."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, StreamingResponse

from bot.dashboard import Tab
from bot.dashboard.page import ClassVisit, Inside, show
from bot.services.classroom import export

TAB = Tab(8, "exports.tab", "download")
router = APIRouter(prefix="/teacher/class/{classroom}/download", include_in_schema=False)


@router.get("", response_class=HTMLResponse)
async def page(here: Inside) -> HTMLResponse:
    """What there is, each with a line about it."""
    lead = await _is_lead(here)
    return show(here, "exports/page.html", heading=here.t("exports.title"), path=TAB.path, names=export.names(lead=lead), lead=lead)


@router.get("/all.zip")
async def everything(here: Inside) -> StreamingResponse:
    lead = await _is_lead(here)
    await _write_down(here, "all")
    parts = export.everything(here.parts, here.classroom, here.t, lead=lead)
    return _file(here, "all", "zip", parts, "application/zip")


@router.get("/{name}.csv")
async def table(here: Inside, name: str) -> StreamingResponse:
    """One table. What only the lead may have is not there for others, and that they tried is written down."""
    if name not in export.names(lead=await _is_lead(here)):
        await here.parts.store.care.write_down("refused", classroom=here.classroom.id, teacher=here.teacher.id, detail=here.request.url.path[:200])
        raise HTTPException(404)
    await _write_down(here, name)
    return _file(here, name, "csv", export.table(here.parts, here.classroom, name, here.t), "text/csv; charset=utf-8")


async def _is_lead(here: ClassVisit) -> bool:
    return (here.teacher.id, "lead") in [(teacher.id, role) for teacher, role in await here.parts.store.teachers.of_class(here.classroom.id)]


async def _write_down(here: ClassVisit, what: str) -> None:
    await here.parts.store.care.write_down("export", classroom=here.classroom.id, teacher=here.teacher.id, detail=what)


def _file(here: ClassVisit, name: str, kind: str, parts: AsyncIterator[bytes], mime: str) -> StreamingResponse:
    day = datetime.now(UTC).astimezone(ZoneInfo(here.parts.zone))
    headers = {"Content-Disposition": f'attachment; filename="class-{name}-{day:%Y-%m-%d}.{kind}"', "Cache-Control": "no-store"}
    return StreamingResponse(parts, media_type=mime, headers=headers)
