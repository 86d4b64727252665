"""The chat page and its parts: looking, saying, and being told that something moved."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from typing import Annotated

import anyio
from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sse_starlette import EventSourceResponse

from bot.channels.web.desk import (
    Desk,
    chosen_language,
    chosen_tier,
    desk_of,
    is_partial,
    known_tier,
    render,
    words_of_page,
)
from bot.channels.web.session import CHANNEL, Session, new_session, remember
from bot.channels.web.view import standing_of
from bot.core.turn import Incoming
from bot.locales import Locale, spoken
from bot.services.take_turn import take_turn
from storage.ids import new_id

router = APIRouter(include_in_schema=False)
LAST_WORDS = 2.0
"""Seconds that a page's line has to close itself when the server stops."""
LOOK_AGAIN = 5.0
"""Seconds after which an open page looks for what moved elsewhere: in another process, another channel."""


@router.get("/", response_class=HTMLResponse)
async def chat(request: Request, before: str | None = None) -> Response:
    """The chat. It is never blank: somebody new is greeted, which is a turn like any other."""
    desk = desk_of(request)
    session = desk.session(request) or new_session()
    if await desk.loaded(session) is None:
        await begin(desk, request, session)
    response = await _earlier(desk, request, session, before) if before and is_partial(request) else await _page(desk, request, session)
    remember(request, response, desk.parts.secret, session)
    return response


@router.get("/parts", response_class=HTMLResponse)
async def parts(request: Request) -> Response:
    """The parts of the page that may have moved."""
    desk = desk_of(request)
    session = desk.session(request)
    return await _parts(desk, request, session) if session else Response(status_code=204)


@router.post("/say")
async def say(
    request: Request,
    text: Annotated[str, Form()] = "",
    press: Annotated[str, Form()] = "",
    id: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """A message from the box, a button or a file. The page's script gets the parts, a plain form the page."""
    desk = desk_of(request)
    session = desk.session(request) or new_session()
    if file is not None and file.filename:
        await turn(desk, request, session, text=text, id=id, file=await file.read(), file_name=_plain_name(file.filename))
    elif press or text.strip():
        await turn(desk, request, session, text="" if press else text, press=press[:200] or None, id=id)
    response = await _parts(desk, request, session) if is_partial(request) else RedirectResponse("/", 303)
    remember(request, response, desk.parts.secret, session)
    return response


@router.get("/wire")
async def wire(request: Request, seen: str = "") -> Response:
    """Server-sent events: `moved` whenever the parts should be fetched again, `says` with what there is of an answer that is being made.

    `seen` is how things stood on the page that asks."""
    desk = desk_of(request)
    session = desk.session(request)
    if session is None:
        return Response(status_code=204)
    over = anyio.Event()
    return EventSourceResponse(_moves(desk, session, seen, over), ping=20, shutdown_event=over, shutdown_grace_period=LAST_WORDS)


async def begin(desk: Desk, request: Request, session: Session) -> None:
    """The first words of a chat; of somebody who sits in a class or is at an event already, those that welcome
    them there."""
    store = desk.parts.store
    learner = await store.learner_by_identity(CHANNEL, session.key)
    place = await store.classes.place_of(learner.id) if learner else None
    seated = await store.teams.place_of(learner.id) if learner and place is None else None
    if seated is not None:
        await turn(desk, request, session, text=f"/join {seated[0].code}", begins_in=(chosen_language(request) or seated[0].language, seated[0].tier))
    elif place is None:
        await turn(desk, request, session, text="/start")
    else:
        language, tier = chosen_language(request) or place.classroom.language, chosen_tier(request) or place.classroom.tier
        await turn(desk, request, session, text=f"/join {place.classroom.code}", begins_in=(language, tier))


async def turn(
    desk: Desk,
    request: Request,
    session: Session,
    *,
    text: str = "",
    press: str | None = None,
    id: str = "",
    file: bytes | None = None,
    file_name: str = "",
    begins_in: tuple[str | None, str | None] = (None, None),
) -> None:
    """Take a turn in the session's chat, and tell its other pages.

    The page's language is where a chat begins, or those of `begins_in`, language and tier; from then on it follows what is said.
    """
    language, tier = begins_in
    if language is None and await desk.loaded(session) is None:
        language = words_of_page(request).language
    incoming = Incoming(
        channel=CHANNEL, chat=session.key, sender=session.key, id=id[:64] or new_id(), text=readable(text), press=press, file=file,
        file_name=file_name, language=spoken(language), tier=chosen_tier(request) or known_tier(tier), origin=desk.origin(request),
    )  # fmt: skip
    await take_turn(desk.parts, incoming)
    desk.wire.moved(session.chat)


def readable(text: str) -> str:
    """Without what no store can hold: NUL and lone surrogates."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


async def _page(desk: Desk, request: Request, session: Session) -> HTMLResponse:
    t, view = await _words(desk, request, session), await desk.view(request, session)
    return HTMLResponse(render("chat.html", t, view=view))


async def _parts(desk: Desk, request: Request, session: Session) -> HTMLResponse:
    t, view = await _words(desk, request, session), await desk.view(request, session)
    return HTMLResponse(render("parts/all.html", t, view=view))


async def _earlier(desk: Desk, request: Request, session: Session, before: str) -> HTMLResponse:
    t, view = await _words(desk, request, session), await desk.view(request, session, before)
    return HTMLResponse(render("parts/log.html", t, view=view))


async def _words(desk: Desk, request: Request, session: Session) -> Locale:
    return words_of_page(request, await desk.loaded(session))


async def _moves(desk: Desk, session: Session, seen: str, over: anyio.Event) -> AsyncIterator[dict[str, str]]:
    now = await _standing(desk, session)
    if seen and now != seen:  # while the page was on its way, or its line was down
        yield {"event": "moved", "data": now}
    async for news in desk.wire.listen(session.chat, LOOK_AGAIN, over.wait()):
        if news.said and not news.moved:
            yield {"event": "says", "data": json.dumps(news.said)}
            continue
        seen, now = now, await _standing(desk, session)
        if news.moved or now != seen:
            yield {"event": "moved", "data": now}


async def _standing(desk: Desk, session: Session) -> str:
    return standing_of(*await asyncio.gather(desk.loaded(session), desk.parts.store.history(session.chat, 1)))


def _plain_name(name: str) -> str:
    """The last part of a file's name, as it may be shown."""
    return re.split(r"[/\\]", readable(name))[-1][:80]
