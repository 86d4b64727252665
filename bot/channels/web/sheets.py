"""Menu, versions, language and tier: what is beside the chat. Each is a dialog, and a page of its own without JavaScript."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from bot.channels.web.desk import (
    COOKIES,
    KEPT_COOKIE,
    LANGUAGE_COOKIE,
    TIER_COOKIE,
    TIERS,
    desk_of,
    is_partial,
    sheet,
    tier_of,
    visit_of,
    words_of_page,
)
from bot.channels.web.markdown import line_to_html
from bot.channels.web.pages import turn
from bot.channels.web.session import forget, keep, new_session, remember
from bot.channels.web.times import moment_of
from bot.channels.web.view import words_for
from bot.core.conversation import Conversation
from bot.core.learning import STATES
from bot.locales import spoken
from bot.services.learning import Shown, map_for
from bot.services.read_spec import spec_of
from bot.services.versions import versions as list_versions

router = APIRouter(include_in_schema=False)


@router.get("/menu", response_class=HTMLResponse)
async def menu(request: Request) -> Response:
    visit = await visit_of(request)
    loaded, t = visit.loaded, visit.t
    built = loaded is not None and loaded.head is not None
    in_class, in_team = (loaded.in_class, loaded.in_team) if loaded else (None, None)
    tier = tier_of(request, loaded)
    return sheet(
        request, "menu", t, t("settings.title"), tiers=TIERS, tier=tier, built=built, begun=loaded is not None, in_class=in_class, in_team=in_team
    )


@router.post("/language")
async def language(request: Request, language: Annotated[str, Form()], back: Annotated[str, Form()] = "") -> Response:
    """Speak another language from now on. Nothing said yet: the greeting comes anew; else the tutor is told.
    `back`: the page of a class that it was chosen on."""
    chosen, desk = spoken(language), desk_of(request)
    session = desk.session(request)
    if chosen is None:
        raise HTTPException(422)
    there = back if re.fullmatch(r"/join/[A-Z0-9]{6,12}", back) else "/"
    response = RedirectResponse(there, 303)
    if session and await has_spoken(request):
        await turn(desk, request, session, text=f"/language {chosen}")
    elif session and there == "/":
        remember(request, response, desk.parts.secret, new_session())
    keep(request, response, LANGUAGE_COOKIE, chosen)
    return response


@router.post("/tier")
async def tier(request: Request, tier: Annotated[str, Form()]) -> Response:
    if tier not in TIERS:
        raise HTTPException(422)
    response = RedirectResponse("/", 303)
    keep(request, response, TIER_COOKIE, tier)
    return response


@router.get("/versions", response_class=HTMLResponse)
async def versions(request: Request) -> Response:
    """Every version there is, the newest first."""
    visit = await visit_of(request)
    parts, loaded, t, now = visit.desk.parts, visit.loaded, visit.t, datetime.now(UTC)
    kept = await list_versions(parts, loaded.project.id) if loaded and loaded.project else []
    shown = [{"n": one.n, "why": line_to_html(one.why), "now": one.now, "when": moment_of(one.made, now, parts.zone, t.language)} for one in kept]
    return sheet(request, "versions", t, t("versions.title"), versions=shown)


@router.post("/versions/{n}")
async def go_to(request: Request, n: int) -> Response:
    """Go to a version: a turn like any other, so that the chat tells of it."""
    desk = desk_of(request)
    session = desk.session(request)
    if session is not None and 0 < n < 2**31:
        await turn(desk, request, session, text=f"/versions {n}")
    return RedirectResponse("/", 303)


@router.get("/map", response_class=HTMLResponse)
async def learning_map(request: Request) -> Response:
    """What whoever is here has shown to understand, and what that rests on."""
    visit = await visit_of(request)
    loaded, t = visit.loaded, visit.t
    if loaded is None:
        return RedirectResponse("/", 303)
    conversation = Conversation.model_validate(loaded.state)
    spec = spec_of(loaded.head) if loaded.head and conversation.project else None
    found = await map_for(visit.desk.parts, loaded.learner.id, conversation, spec, t.language)
    groups = [(state, [_place(one) for one in found.of(state)]) for state in STATES]
    empty = len(found.of("not_yet")) == len(found.places)
    in_class, button = loaded.in_class is not None, found.next.button
    return sheet(request, "map", t, t("learning.map"), groups=groups, empty=empty, in_class=in_class, button=button)


def _place(one: Shown) -> dict[str, object]:
    return {"concept": one.concept, "meaning": one.meaning, "rests": line_to_html(one.rests[:1].upper() + one.rests[1:])}


@router.get("/words", response_class=HTMLResponse)
async def words(request: Request) -> Response:
    """The three words of whoever is here."""
    visit = await visit_of(request)
    if visit.loaded is None:
        return RedirectResponse("/", 303)
    t, numbers = visit.t, await visit.desk.words.of(visit.loaded.learner.id)
    shown = words_for(numbers, tier_of(request, visit.loaded), t.language)
    heading = t("words.pictures_title") if shown.pictures else t("words.title")
    return sheet(request, "words", t, heading, words=shown)


@router.post("/words/kept")
async def kept(request: Request) -> Response:
    """They wrote the words down: the card leaves the chat."""
    response = HTMLResponse("") if is_partial(request) else RedirectResponse("/", 303)
    keep(request, response, KEPT_COOKIE, "1")
    return response


@router.get("/forget", response_class=HTMLResponse)
async def ask_to_forget(request: Request) -> Response:
    t = (await visit_of(request)).t
    return sheet(request, "forget", t, t("forget.title"))


@router.post("/forget")
async def forget_computer(request: Request) -> Response:
    """This browser knows nothing any more; the work stays kept."""
    t = words_of_page(request)
    ways = [("/", t("forget.again")), ("/back", t("recover.title"))]
    response = sheet(request, "notice", t, t("forget.done_title"), sentence=t("forget.done"), ways=ways)
    forget(response, COOKIES)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


async def has_spoken(request: Request) -> bool:
    """Whether somebody at this browser has said anything: then there is something to lose."""
    desk = desk_of(request)
    session = desk.session(request)
    said = await desk.parts.store.history(session.chat, 4) if session else []
    return any(message.by == "learner" and message.payload.get("text") != "/start" for message in said)
