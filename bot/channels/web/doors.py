"""Ways in for somebody who comes back, and out for somebody who is invited: own link, three words, try link."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from bot.channels.web.address import is_local, svg_qr
from bot.channels.web.desk import Desk, desk_of, is_partial, origin_of, sheet, visit_of, words_of_page
from bot.channels.web.joining import welcome
from bot.channels.web.pages import readable
from bot.channels.web.session import CHANNEL, forget, keep, new_session, remember, session_of_chat
from bot.channels.web.sheets import has_spoken
from bot.channels.web.times import day_of
from bot.locales import words
from bot.services.news import of_class
from bot.services.open_link import chat_of, new_link, open_link
from bot.services.read_spec import spec_of
from bot.services.recover import recover
from bot.services.share_try import what_it_keeps
from storage.records import Learner

router = APIRouter(include_in_schema=False)
LINK_COOKIE = "link"
"""Holds a link that was opened where somebody else's work is, until the one who opened it says what they want."""


@router.post("/link", response_class=HTMLResponse)
async def link(request: Request) -> Response:
    """A link of one's own, with its QR code for one's own phone."""
    visit = await visit_of(request)
    if visit.loaded is None:
        return RedirectResponse("/", 303)
    token = await new_link(visit.desk.parts, visit.loaded.learner.id)
    return sheet(request, "link", visit.t, visit.t("link.title"), **_shown(f"{_public(visit.desk, request)}/me/{token}"))


@router.get("/me/{token}")
async def me(request: Request, token: str) -> Response:
    """A learner's own link. It leaves the address bar at once, and asks before it takes a browser from somebody else."""
    desk = desk_of(request)
    learner = await open_link(desk.parts, token)
    if learner is None:
        return _opens_nothing(request)
    loaded = await desk.loaded(desk.session(request))
    if loaded is None or loaded.learner.id == learner.id or not await has_spoken(request):
        return await _come_in(desk, request, learner)
    response = RedirectResponse("/me", 303)
    keep(request, response, LINK_COOKIE, token)
    return response


@router.get("/me", response_class=HTMLResponse)
async def ask_to_open(request: Request) -> Response:
    if LINK_COOKIE not in request.cookies:
        return _opens_nothing(request)
    t = words_of_page(request)
    return sheet(request, "arrive", t, t("recover.open"))


@router.post("/me")
async def open_kept_link(request: Request) -> Response:
    desk = desk_of(request)
    learner = await open_link(desk.parts, request.cookies.get(LINK_COOKIE, ""))
    response = _opens_nothing(request) if learner is None else await _come_in(desk, request, learner)
    forget(response, (LINK_COOKIE,))
    return response


def _opens_nothing(request: Request) -> HTMLResponse:
    t = words_of_page(request)
    ways = [("/back", t("recover.title")), ("/", t("forget.again"))]
    return sheet(request, "notice", t, t("link.gone_title"), 404, sentence=t("link.gone"), ways=ways)


@router.get("/back", response_class=HTMLResponse)
async def back(request: Request) -> Response:
    return await _ask_words(request)


@router.post("/back", response_class=HTMLResponse)
async def come_back(
    request: Request,
    typed: Annotated[str, Form(alias="words")] = "",
    colour: Annotated[list[str] | None, Form()] = None,
    picture: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Three words, or three pictures: to their own work, or a sentence about what was wrong."""
    desk, t, typed = desk_of(request), words_of_page(request), readable(typed)
    numbers, known = _pictured(colour or [], picture or []) if colour else words.read(typed)
    if len(numbers) != words.LENGTH:
        problem = t("recover.unread", words=" ".join(known)) if known else t("recover.unread_none")
        return await _ask_words(request, problem, typed, 422)
    session = desk.session(request)
    found = await recover(desk.parts, numbers, session.key if session else "", request.client.host if request.client else "")
    if found.learner is not None:
        return await _come_in_with_all(desk, request, found.learner)
    problem = t("recover.locked", minutes=found.wait) if found.wait else t("recover.wrong")
    return await _ask_words(request, problem, typed, 429 if found.wait else 404)


@router.post("/try", response_class=HTMLResponse)
async def try_it(request: Request) -> Response:
    """The owner's page of the try link: address, QR code, what the app keeps and who sees it."""
    visit = await visit_of(request)
    desk, loaded, t = visit.desk, visit.loaded, visit.t
    if loaded is None or loaded.project is None or loaded.head is None:
        return sheet(request, "try", t, t("try.title"), ended=False, address="")
    shared = await desk.tries.of(loaded.project.id)
    until, keeps = day_of(shared.expires, desk.parts.zone, t.language), what_it_keeps(spec_of(loaded.head), t)
    return sheet(request, "try", t, t("try.title"), ended=False, until=until, keeps=keeps, **_shown(shared.address(_public(desk, request))))


@router.post("/try/end", response_class=HTMLResponse)
async def end_try(request: Request) -> Response:
    visit = await visit_of(request)
    if visit.loaded is not None and visit.loaded.project is not None:
        await visit.desk.tries.end(visit.loaded.project.id)
    return sheet(request, "try", visit.t, visit.t("try.title"), ended=True, address="")


async def _come_in_with_all(desk: Desk, request: Request, learner: Learner) -> Response:
    """Where a place in a class waited for them, what they began in this browser goes there with them."""
    session = desk.session(request)
    classes = desk.parts.store.classes
    guest = await desk.parts.store.learner_by_identity(CHANNEL, session.key) if session else None
    if session is None or guest is None or not await classes.claim(learner.id, guest.id):
        return await _come_in(desk, request, learner)
    if place := await classes.place_of(learner.id):
        desk.parts.news.tell(of_class(place.classroom.id))
        await welcome(desk, request, session, place.classroom)
    return Response(headers={"HX-Redirect": "/"}) if is_partial(request) else RedirectResponse("/", 303)


async def _come_in(desk: Desk, request: Request, learner: Learner) -> Response:
    """From here on this browser is theirs. A page's script is told to go there, a form is sent there."""
    session = session_of_chat(await chat_of(desk.parts, CHANNEL, learner, new_session().key)) or new_session()
    response = Response(headers={"HX-Redirect": "/"}) if is_partial(request) else RedirectResponse("/", 303)
    remember(request, response, desk.parts.secret, session)
    return response


async def _ask_words(request: Request, problem: str = "", typed: str = "", status: int = 200) -> HTMLResponse:
    visit = await visit_of(request)
    loaded, t = visit.loaded, visit.t
    choices: dict[str, Any] = {"colours": words.colours(t.language), "pictures": words.pictures(t.language)}
    occupied = loaded is not None and loaded.head is not None
    pictured = problem != "" and typed == ""
    return sheet(
        request, "recover", t, t("recover.title"), status, problem=problem, typed=typed[:200], occupied=occupied, pictured=pictured, **choices
    )


def _pictured(colours: list[str], pictures: list[str]) -> tuple[words.Numbers, list[str]]:
    try:
        return tuple(words.number_of(int(colour), int(picture)) for colour, picture in zip(colours, pictures, strict=True)), []
    except ValueError:
        return (), []


def _shown(address: str) -> dict[str, Any]:
    return {"address": address, "qr": Markup(svg_qr(address)), "local": is_local(address)}


def _public(desk: Desk, request: Request) -> str:
    """Where others reach us: as this browser did, unless that is this machine's own name and a better one is known."""
    here = origin_of(request)
    return desk.parts.public_url.rstrip("/") if is_local(here) and desk.parts.public_url else here
