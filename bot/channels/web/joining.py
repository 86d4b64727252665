"""Into a class: the code, what its teachers can see, a name; or the way back for somebody whose name is there already."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.desk import Desk, chosen_language, chosen_tier, desk_of, is_partial, sheet, words_of_page
from bot.channels.web.pages import begin, readable, turn
from bot.channels.web.session import CHANNEL, Session, new_session, remember
from bot.channels.web.sheets import has_spoken
from bot.core.classroom.naming import code_of
from bot.locales import Locale, locale, spoken, words
from bot.services.classroom.join import Entry, Problem, join_class, what_opens
from bot.services.event.join_event import what_event
from storage.classrooms.records import Classroom, InClass
from storage.events.records import Event, Team
from storage.records import Loaded

router = APIRouter(include_in_schema=False)
SENTENCES: dict[Problem, str] = {
    "code": "join.wrong_code", "locked": "join.wrong_locked", "archived": "join.wrong_archived", "roster_only": "join.wrong_roster_only",
    "full": "join.wrong_full", "name": "join.wrong_name", "long": "join.wrong_long", "personal": "join.wrong_personal",
    "unkind": "join.wrong_unkind", "number": "join.wrong_number", "taken": "join.taken", "listed": "join.listed",
}  # fmt: skip
STATUS: dict[Problem, int] = {"code": 404, "locked": 429, "archived": 410, "taken": 409, "listed": 409, "full": 409, "roster_only": 403}
SEEN = ("join.sees_all", "join.sees_when", "join.sees_who", "join.sees_mentor", "join.sees_danger")
SEEN_BY_THE_YOUNG = ("join.young_all", "join.young_when", "join.young_who", "join.young_mentor", "join.young_danger")
AFTERWARDS = {False: ("join.sees_title", "join.sees_number", "join.sees_days", "join.sees_forget"),
              True: ("join.young_title", "join.young_number", "join.young_days", "join.young_forget")}  # fmt: skip


@router.get("/join", response_class=HTMLResponse)
async def ask_code(request: Request, code: str = "") -> Response:
    """Where somebody types the code; for who sits in a class, what that class sees of them."""
    if code.strip():
        return RedirectResponse(f"/join/{code_of(code) or 'none'}", 303)
    desk = desk_of(request)
    loaded = await desk.loaded(desk.session(request))
    t = words_of_page(request, loaded)
    place = loaded.in_class if loaded else None
    if place is None:
        return _ask_code(request, t)
    sees = _sees(place.classroom, t, number=bool(place.seat.number))
    return sheet(request, "join_inside", t, t("join.mine", name=place.classroom.name), place=place, **sees)


@router.get("/join/{code}", response_class=HTMLResponse)
async def ask_name(request: Request, code: str) -> Response:
    """The class of a code, as its QR code opens it. Nobody is in it before they say so."""
    desk, session = desk_of(request), desk_of(request).session(request) or new_session()
    entry = await what_opens(desk.parts, code, session.chat, desk.origin(request))
    loaded = await desk.loaded(session)
    if entry.opens is not None:
        response: Response = RedirectResponse(await _event_door(desk, entry.opens), 303)
    elif entry.problem or entry.classroom is None:
        response = _ask_code(request, words_of_page(request, loaded), entry, code)
    else:
        response = _ask_name(request, await _words(request, loaded, entry.classroom), entry.classroom, loaded)
    remember(request, response, desk.parts.secret, session)
    return response


@router.post("/join", response_class=HTMLResponse)
async def join(
    request: Request, code: Annotated[str, Form()] = "", name: Annotated[str, Form()] = "", number: Annotated[str, Form()] = ""
) -> Response:
    """Into the class, with all that was begun in this browser; or the same page with one sentence."""
    desk = desk_of(request)
    session = desk.session(request) or new_session()
    loaded = await desk.loaded(session)
    response = await _refusal(desk, request, session, loaded, readable(code), readable(name), readable(number))
    if response is None:
        response = Response(headers={"HX-Redirect": "/"}) if is_partial(request) else RedirectResponse("/", 303)
    remember(request, response, desk.parts.secret, session)
    return response


async def _refusal(desk: Desk, request: Request, session: Session, loaded: Loaded | None, code: str, name: str, number: str) -> Response | None:
    """What is in the way, as a page; None once they are in."""
    entry = await what_opens(desk.parts, code, session.chat, desk.origin(request))
    if entry.opens is not None:
        return RedirectResponse(await _event_door(desk, entry.opens), 303)
    if entry.problem or entry.classroom is None:
        return _ask_code(request, words_of_page(request, loaded), entry, code)
    classroom = entry.classroom
    t = await _words(request, loaded, classroom)
    if loaded is not None and loaded.paused:
        return _ask_name(request, t, classroom, loaded, t("join.wrong_paused"), 409, name, number)
    language, tier = chosen_language(request) or classroom.language, chosen_tier(request) or classroom.tier
    learner = await desk.parts.store.find_or_create_learner(CHANNEL, session.key, language=language, tier=tier)
    entry = await join_class(desk.parts, learner.id, classroom, name, number)
    if entry.problem in ("taken", "listed"):
        return _ask_whether(request, t, entry, classroom)
    if entry.problem is not None:
        return _ask_name(request, t, classroom, loaded, t(SENTENCES[entry.problem]), STATUS.get(entry.problem, 422), name, number)
    await welcome(desk, request, session, classroom)
    return None


async def welcome(desk: Desk, request: Request, session: Session, classroom: Classroom) -> None:
    """In the chat that they have; one in which nobody spoke begins anew, in the language of the class."""
    if await has_spoken(request):
        await turn(desk, request, session, text=f"/join {classroom.code}")
        return
    await desk.parts.store.going.begin_anew(session.chat)
    await begin(desk, request, session)


async def _event_door(desk: Desk, opens: Event | Team) -> str:
    """Where one comes in with the code of an event, or of a team."""
    event, team = await what_event(desk.parts, opens)
    return f"/event/{event.code}/join" + (f"?team={team.code}" if team else "")


async def _words(request: Request, loaded: Loaded | None, classroom: Classroom) -> Locale:
    """As somebody chose, or speaks with us already; else as the class does."""
    if chosen_language(request) or (loaded is not None and await has_spoken(request)):
        return words_of_page(request, loaded)
    return locale(spoken(classroom.language) or words_of_page(request).language)


def _ask_code(request: Request, t: Locale, entry: Entry | None = None, typed: str = "") -> HTMLResponse:
    problem = entry.problem if entry else None
    sentence = t(SENTENCES[problem], minutes=entry.wait if entry else 0) if problem else ""
    return sheet(request, "join_code", t, t("join.title"), STATUS.get(problem, 200) if problem else 200, problem=sentence, typed=code_of(typed) or "")


def _ask_name(
    request: Request, t: Locale, classroom: Classroom, loaded: Loaded | None, problem: str = "", status: int = 200, name: str = "", number: str = ""
) -> HTMLResponse:
    place = loaded.in_class if loaded else None
    values: dict[str, Any] = {"classroom": classroom, "problem": problem, "typed": name[:60], "typed_number": number[:20], **_sees(classroom, t)}
    values |= {"leaves": _leaves(place, classroom), "begun": loaded is not None and loaded.project is not None}
    return sheet(request, "join_name", t, t("join.title_class", name=classroom.name), status, **values)


def _leaves(place: InClass | None, classroom: Classroom) -> str:
    return place.classroom.name if place and place.classroom.id != classroom.id else ""


def _sees(classroom: Classroom, t: Locale, *, number: bool | None = None) -> dict[str, Any]:
    """What the teachers of a class read, in the words of its tier; the last line says how to have it removed."""
    young = classroom.tier == "primary"
    heading, for_teachers, days, removing = AFTERWARDS[young]
    told = [t(key) for key in (SEEN_BY_THE_YOUNG if young else SEEN)]
    told += [t(for_teachers)] if (classroom.asks_number if number is None else number) else []
    return {"sees_title": t(heading), "sees": [*told, t(days, days=classroom.keep_days)], "removing": t(removing)}


def _ask_whether(request: Request, t: Locale, entry: Entry, classroom: Classroom) -> HTMLResponse:
    """A name that somebody has is opened by its owner's words alone."""
    assert entry.problem is not None
    sentence = t(SENTENCES[entry.problem], name=entry.name, class_name=classroom.name)
    choices: dict[str, Any] = {"colours": words.colours(t.language), "pictures": words.pictures(t.language)}
    pictured = classroom.tier == "primary"
    return sheet(
        request, "join_taken", t, t("join.taken_title"), 409, sentence=sentence, code=classroom.code, pictured=pictured, listed=entry.problem == "listed", **choices
    )  # fmt: skip
