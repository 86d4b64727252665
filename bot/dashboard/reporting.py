"""The Report page of a class: what is kept for each line of a rubric, and a level that a human confirms. Portfolios and apps leave from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.address import is_local
from bot.channels.web.pages import readable
from bot.channels.web.times import moment_of
from bot.core.classroom.evidence import Item
from bot.core.classroom.rubric import LEVELS, Line, Rubric
from bot.dashboard import Tab
from bot.dashboard.code import public_origin
from bot.dashboard.page import ClassVisit, Inside, is_partial, show
from bot.services.classroom import rubrics
from bot.services.classroom.class_zips import apps_zip, portfolios_zip, safe_names
from bot.services.classroom.portfolio import Wanted, portfolio
from bot.services.classroom.report import (
    Report,
    Row,
    in_words,
    put_score,
    report_of,
    table_of,
)
from scaffolds.spec import text_of
from storage.classrooms.records import Seat
from storage.classrooms.scores import Score

router = APIRouter(prefix="/teacher/class/{classroom}/report", include_in_schema=False)
TAB = Tab(5, "report.tab", "report")


@dataclass(frozen=True)
class LineView:
    """A line of one student's, as it is shown and filled in."""

    line: Line
    items: list[tuple[Item, str]]
    """Each with its sentence."""
    score: Score | None
    when: str = ""
    comment: str = ""
    """What stands in the field."""
    problem: str = ""

    @property
    def stamp(self) -> str:
        return self.score.stamp if self.score else ""


@router.get("", response_class=HTMLResponse)
async def table(here: Inside, done: str = "") -> Response:
    found = rubrics.rubrics()
    rubric = found.of(here.classroom)
    rows = await table_of(here.parts, here.classroom.id, rubric)
    note = here.t("report.chosen") if done == "chosen" else ""
    return show(
        here, "report/table.html", heading=_heading(here, rows, rubric), path="report", rubric=rubric, rows=rows, faults=found.faults, note=note,
        choices=list(found.by_id.values()), levels=LEVELS, apps=sum(bool(row.title) for row in rows),
    )  # fmt: skip


def _heading(here: ClassVisit, rows: list[Row], rubric: Rubric) -> str:
    """How far the looking is."""
    done = sum(all(line.id in row.scores for line in rubric.lines) for row in rows)
    if not any(row.scores for row in rows):
        return here.t("report.heading_none")
    return here.t("report.heading_all") if done == len(rows) else here.t("report.heading", done=done, n=len(rows))


@router.post("/rubric")
async def choose(here: Inside, rubric: Annotated[str, Form()] = "") -> Response:
    """From now on by another rubric."""
    if not await rubrics.choose(here.parts, here.teacher, here.classroom, rubric):
        raise HTTPException(422)
    return RedirectResponse(f"{_path(here)}?done=chosen", 303)


@router.get("/portfolios.zip")
async def all_portfolios(here: Inside, scores: str = "") -> Response:
    name, data = await portfolios_zip(here.parts, here.classroom, _wanted(here, scores))
    await _write_down(here, "portfolio", name)
    return _file(name, data, "application/zip")


@router.get("/apps.zip")
async def all_apps(here: Inside) -> Response:
    name, data = await apps_zip(here.parts, here.classroom, here.t)
    await _write_down(here, "zip", name)
    return _file(name, data, "application/zip")


@router.get("/{learner}", response_class=HTMLResponse)
async def one(here: Inside, learner: str) -> Response:
    rubric = rubrics.rubrics().of(here.classroom)
    return await _page(here, await _report(here, learner, rubric), rubric)


@router.post("/{learner}/{line}", response_class=HTMLResponse)
async def score(
    here: Inside,
    learner: str,
    line: str,
    rubric: Annotated[str, Form()] = "",
    level: Annotated[str, Form()] = "",
    comment: Annotated[str, Form()] = "",
    seen: Annotated[str, Form()] = "",
) -> Response:
    """Confirm a level (a press on it), keep a comment beside it, or take the level back (`level` is `none`)."""
    by = rubrics.rubrics().by_id.get(rubric)
    wanted = by.line(line) if by else None
    if by is None or wanted is None or level not in ("none", *map(str, range(1, LEVELS + 1))):
        raise HTTPException(422)
    await _seat(here, learner)
    text = readable(comment)
    theirs = await put_score(here.parts, here.teacher, here.classroom, by, learner, line, None if level == "none" else int(level), text, seen)
    if theirs is None and not is_partial(here.request):
        return RedirectResponse(f"{_path(here)}/{learner}#line-{line}", 303)
    report = await _report(here, learner, by)
    problem = _met(here, theirs) if theirs else ""
    if is_partial(here.request):
        view = _line(here, report, wanted, problem, text if theirs else None)
        return show(here, "report/line.html", status=422 if theirs else 200, view=view, report=report, rubric=by, levels=LEVELS)
    return await _page(here, report, by, line, problem, text)


@router.get("/{learner}/portfolio.pdf")
async def one_portfolio(here: Inside, learner: str, scores: str = "") -> Response:
    made = await portfolio(here.parts, here.classroom, learner, _wanted(here, scores))
    if made is None:
        return await _not_here(here)
    await _write_down(here, "portfolio", made.name, learner)
    return _file(safe_names([f"{made.name}.pdf"])[0], made.pdf, "application/pdf")


async def _page(here: ClassVisit, report: Report, rubric: Rubric, line: str = "", problem: str = "", typed: str = "") -> Response:
    seats = await here.parts.store.classes.seats(here.classroom.id)
    at = next((i for i, seat in enumerate(seats) if seat.learner == report.seat.learner), 0)
    views = [_line(here, report, one, *((problem, typed) if one.id == line else ("", None))) for one in rubric.lines]
    spec = report.student.spec
    return show(
        here, "report/one.html", status=409 if problem else 200, heading=report.seat.name, path="report", report=report, rubric=rubric,
        views=views, levels=LEVELS, title=text_of(spec.title, here.t.language) if spec else "", place=at + 1, all=len(seats),
        before=_neighbour(seats, at - 1), after=_neighbour(seats, at + 1), waiting=sum(one.score is None for one in views),
    )  # fmt: skip


def _neighbour(seats: list[Seat], at: int) -> Seat | None:
    return seats[at] if 0 <= at < len(seats) else None


def _line(here: ClassVisit, report: Report, line: Line, problem: str = "", typed: str | None = None) -> LineView:
    found = report.scores.get(line.id)
    items = [(item, in_words(item, here.t)) for item in report.evidence[line.evidence]]
    when = moment_of(found.at, datetime.now(UTC), here.parts.zone, here.t.language) if found else ""
    kept = found.comment if found else ""
    return LineView(line, items, found, when, kept if typed is None else typed, problem)


def _met(here: ClassVisit, theirs: Score) -> str:
    """What a co-teacher did while this page stood open."""
    return here.t("report.met", name=theirs.name or here.t("report.a_teacher"), n=theirs.level)


async def _report(here: ClassVisit, learner: str, rubric: Rubric) -> Report:
    report = await report_of(here.parts, here.classroom.id, learner, rubric, here.t.language)
    if report is None:
        await _not_here(here)
        raise HTTPException(404)
    return report


async def _seat(here: ClassVisit, learner: str) -> None:
    if await here.parts.store.looking.seat(here.classroom.id, learner) is None:
        await _not_here(here)


async def _not_here(here: ClassVisit) -> Response:
    """A student of another class is not there, and the try is written down."""
    await here.parts.store.care.write_down("refused", classroom=here.classroom.id, teacher=here.teacher.id, detail=here.request.url.path)
    raise HTTPException(404)


def _wanted(here: ClassVisit, scores: str) -> Wanted:
    """What is put into a portfolio. A code to scan only where it would open anywhere else than on this machine."""
    address = public_origin(here)
    return Wanted(rubrics.rubrics().of(here.classroom), scores == "1", "" if is_local(address) else address)


def _path(here: ClassVisit) -> str:
    return f"/teacher/class/{here.classroom.id}/report"


async def _write_down(here: ClassVisit, what: str, detail: str, learner: str | None = None) -> None:
    await here.parts.store.care.write_down(what, classroom=here.classroom.id, teacher=here.teacher.id, learner=learner, detail=detail)


def _file(name: str, data: bytes, kind: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "no-store"}
    return Response(data, media_type=kind, headers=headers)
