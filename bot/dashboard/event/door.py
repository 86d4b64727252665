"""The door of those who run an event: a link of their own opens it once in each browser, and a judge types their PIN as well."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.dashboard.event.page import AnEvent, EventVisit, keep_key, show, words_of
from bot.services.event.invite import PIN_LENGTH, try_pin
from storage.events.records import Person, Role

router = APIRouter(prefix="/event/{code}/in", include_in_schema=False)
_ROOMS: dict[Role, str] = {"organiser": "desk", "mentor": "mentor", "judge": "judge"}


@router.get("/{token}", response_class=HTMLResponse)
async def come_in(here: AnEvent, token: str) -> Response:
    """Looking at it uses nothing up: messengers look at links before people do."""
    person = await _whose(here, token)
    if person is None:
        return show(here, "event/door_over.html", 404, kind="door")
    if await here.parts.store.crew.pin_of(person.id):
        return _ask(here, person)
    return _welcome(here, person, token)


@router.post("/{token}", response_class=HTMLResponse)
async def with_pin(here: AnEvent, token: str, pin: Annotated[str, Form()] = "") -> Response:
    """The PIN beside the link. Wrong ones are counted, whoever types them."""
    person = await _whose(here, token)
    if person is None:
        return show(here, "event/door_over.html", 404, kind="door")
    if await here.parts.store.crew.pin_of(person.id):
        address = here.request.client.host if here.request.client else ""
        tried = await try_pin(here.parts, person, pin, address)
        if not tried.right:
            await here.parts.store.care.write_down("refused", detail=f"PIN of a judge at event {here.event.code}")
            problem = "locked" if tried.wait else "wrong"
            return _ask(here, person, 429 if tried.wait else 403, here.t(f"ev_door.{problem}", minutes=tried.wait))
    return _welcome(here, person, token)


async def _whose(here: EventVisit, token: str) -> Person | None:
    person = await here.parts.store.crew.by_token(token[:100])
    return person if person is not None and person.event == here.event.id else None


def _welcome(here: EventVisit, person: Person, token: str) -> Response:
    response = RedirectResponse(f"{here.home}/{_ROOMS[person.role]}", 303)
    keep_key(response, here, person.role, token)
    return response


def _ask(here: EventVisit, person: Person, status: int = 200, problem: str = "") -> Response:
    asks = EventVisit(here.request, here.parts, here.event, words_of(here.request, here.event, person))
    return show(asks, "event/door_pin.html", status, kind="door", person=person, problem=problem, digits=PIN_LENGTH)
