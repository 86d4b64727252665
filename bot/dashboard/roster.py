"""The list of students: brought from a school's own, looked at before it is kept, and printed as cards with the words that let each come back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, HTTPException, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from bot.channels.web.address import svg_qr
from bot.channels.web.desk import desk_of
from bot.channels.web.view import words_for
from bot.core.classroom.roster import LARGEST, RosterError, read, written
from bot.dashboard import Tab
from bot.dashboard.code import join_address, public_origin
from bot.dashboard.home import tier_of
from bot.dashboard.page import ClassVisit, Inside, is_partial, show
from bot.locales import locale, spoken
from bot.services.classroom.open_class import shown_code
from bot.services.classroom.roster import MOST, Fault, Preview, keep, look_at, renew_words, words_on_paper
from bot.services.news import of_class
from storage.classrooms.records import Seat

router = APIRouter(prefix="/teacher/class/{classroom}/roster", include_in_schema=False)
TAB = Tab(80, "roster.tab", "roster")
SHOWN_FAULTS = 50
"""As many rows are named that will not do; of more it is the list that will not do."""


@router.get("", response_class=HTMLResponse)
async def roster(here: Inside, added: int = -1, left: int = 0, note: str = "") -> Response:
    notes = [here.t("roster.added", n=added)] if added >= 0 else []
    notes += [here.t("roster.left", n=left)] if left > 0 else []
    notes += [here.t(f"roster.{note}")] if note in ("removed", "came_meanwhile") else []
    return await _page(here, notes=notes)


@router.post("/preview", response_class=HTMLResponse)
async def preview(here: Inside, file: Annotated[UploadFile | None, File()] = None, text: Annotated[str, Form()] = "") -> Response:
    """What the list would do, row by row. Nothing is kept yet."""
    given: bytes | str = await file.read(LARGEST + 1) if file is not None and file.filename else text
    try:
        lines = read(given)
    except RosterError as error:
        return await _page(here, 422, problem=here.t(f"roster.not_{error.reason}"), typed=text)
    found = await look_at(here.parts, here.classroom, lines)
    if found.too_many:
        problem = here.t("roster.not_full", n=len(lines), free=found.free, most=MOST)
        return await _page(here, 422, problem=problem, typed=text if len(text) < 20_000 else "")
    kept = written([(line.name, line.number) for line in found.students])
    faults = [_said(here, fault) for fault in found.faults[:SHOWN_FAULTS]]
    more = max(0, len(found.faults) - SHOWN_FAULTS)
    return show(here, "roster/preview.html", heading=_title(here, found), path="roster", found=found, list=kept, faults=faults, more=more)


@router.post("/add")
async def add(here: Inside, looked_at: Annotated[str, Form(alias="list")] = "") -> Response:
    """Keep what was looked at."""
    try:
        found = await look_at(here.parts, here.classroom, read(looked_at))
    except RosterError:
        return RedirectResponse(_at(here), 303)
    if not found.students:
        return RedirectResponse(f"{_at(here)}?added=0&left={len(found.faults)}", 303)
    done = await keep(here.parts, here.teacher, here.classroom, found.students)
    left = len(found.faults) + len(done.left_out)
    return RedirectResponse(f"{_at(here)}?added={len(done.seats)}&left={left}", 303)


@router.get("/cards", response_class=HTMLResponse)
async def cards(here: Inside, who: str = "", learner: str = "") -> Response:
    """Cards to print and cut, in the class's language: of those who never came in, of everybody, or of one."""
    room, words = here.classroom, desk_of(here.request).words

    def wanted(seat: Seat) -> bool:
        return seat.learner == learner if learner else who == "all" or seat.joined is None

    language = spoken(room.language) or "en"
    found = await words_on_paper(here.parts, here.teacher, room, words, wanted)
    made = [{"name": seat.name, "number": seat.number, "words": words_for(numbers, tier_of(room.tier), language)} for seat, numbers in found]
    plain = public_origin(here).removeprefix("http://").removeprefix("https://")
    return show(
        here, "roster/cards.html", heading=here.t("roster.cards_title"), path="roster", cards=made, c=locale(language), code=shown_code(room.code),
        plain=f"{plain}/join", qr=Markup(svg_qr(join_address(here, room))), one=bool(learner),
    )  # fmt: skip


@router.get("/words", response_class=HTMLResponse)
async def ask_for_new_words(here: Inside, learner: str) -> Response:
    """Once more, before a paper stops working."""
    seat = await _seat(here, learner)
    template = "roster/words_sheet.html" if is_partial(here.request) else "roster/words.html"
    heading = here.t("roster.words_title", name=seat.name)
    return show(here, template, heading=heading, path="roster", width="narrow", seat=seat, in_dialog=is_partial(here.request))


@router.post("/words")
async def new_words(here: Inside, learner: Annotated[str, Form()]) -> Response:
    """Other words for one student, and the card to print."""
    if not await renew_words(here.parts, here.teacher, here.classroom, learner):
        raise HTTPException(404)
    return RedirectResponse(f"{_at(here)}/cards?learner={learner}", 303)


@router.post("/remove")
async def remove(here: Inside, learner: Annotated[str, Form()]) -> Response:
    """Somebody who never came in leaves the list."""
    name = await here.parts.store.setting_up.take_off(here.classroom.id, here.teacher.id, learner)
    here.parts.news.tell(of_class(here.classroom.id))
    return RedirectResponse(f"{_at(here)}?note={'removed' if name else 'came_meanwhile'}", 303)


async def _page(here: ClassVisit, status: int = 200, *, notes: list[str] | None = None, problem: str = "", typed: str = "") -> HTMLResponse:
    seats = await here.parts.store.classes.seats(here.classroom.id)
    waiting = sum(seat.joined is None for seat in seats)
    heading = here.t("roster.title", n=len(seats)) if seats else here.t("roster.title_empty")
    return show(
        here, "roster/roster.html", status, heading=heading, path="roster", seats=seats, waiting=waiting, notes=notes or [], problem=problem,
        typed=typed, most=MOST,
    )  # fmt: skip


def _said(here: ClassVisit, fault: Fault) -> dict[str, Any]:
    values = {"name": fault.name or "-", "number": fault.number, "other": fault.other}
    return {"row": fault.row, "why": here.t(f"roster.why_{fault.why}", **values)}


def _title(here: ClassVisit, found: Preview) -> str:
    return here.t("roster.preview_title", n=len(found.students)) if found.students else here.t("roster.preview_none")


async def _seat(here: ClassVisit, learner: str) -> Seat:
    seat = await here.parts.store.classes.seat(learner)
    if seat is None or seat.classroom != here.classroom.id:
        raise HTTPException(404)
    return seat


def _at(here: ClassVisit) -> str:
    return f"/teacher/class/{here.classroom.id}/roster"
