"""Those who run an event: organisers, mentors and judges, each invited by name and with a link of their own, which is shown once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup
from starlette.datastructures import FormData

from bot.channels.web.address import is_local, svg_qr
from bot.core.classroom.naming import length_of, name_of
from bot.core.event.moments import shown
from bot.dashboard import Tab
from bot.dashboard.event.desk import public_origin
from bot.dashboard.event.page import AnOrganiser, PersonVisit, show
from bot.dashboard.event.reading import form_of, text
from bot.dashboard.page import is_partial
from bot.locales import spoken
from bot.services.event.invite import MOST_TOPICS, Invited, end, invite, invite_again
from bot.services.event.naming import LONGEST_PERSON
from storage.events.records import Person, Role

router = APIRouter(prefix="/event/{code}/desk/people", include_in_schema=False)
DESK_TAB = Tab(70, "ev_desk.tab_people", "people")
ROLES: tuple[Role, ...] = get_args(Role)
MOST_AT_ONCE, MOST_IN_ALL = 40, 500
Form = Annotated[FormData, Depends(form_of)]


@dataclass(frozen=True)
class Key:
    """A link as it is shown once, on a card."""

    person: Person
    address: str
    qr: Markup
    pin: str


@router.get("", response_class=HTMLResponse)
async def people(here: AnOrganiser, note: str = "") -> Response:
    return await _page(here, note=note if note in ("ended", "last") else "")


@router.post("", response_class=HTMLResponse)
async def invite_some(here: AnOrganiser, form: Form) -> Response:
    """Links for all who were named, one a line (`name, school`); they are shown now and never again."""
    role: Role = next((one for one in ROLES if one == form.get("role")), "judge")
    named = _named(text(form, "names", 8000))
    fault = await _fault(here, named)
    if fault:
        return await _page(here, 422, typed=text(form, "names", 8000), role=role, problem=fault)
    topics = [one.strip() for one in text(form, "topics").replace("，", ",").replace("、", ",").split(",") if one.strip()][:MOST_TOPICS]
    language = spoken(text(form, "language")) or here.event.language
    made = [
        await invite(here.parts, here.event, role, name, school=school, topics=topics if role == "mentor" else (), language=language)
        for name, school in named
    ]
    return _keys(here, made)


@router.post("/renew", response_class=HTMLResponse)
async def renew(here: AnOrganiser, form: Form) -> Response:
    """Another link for one; the old one opens nothing any more."""
    person = await here.parts.store.crew.get(here.event.id, text(form, "person", 80))
    made = await invite_again(here.parts, here.event, person) if person else None
    return _keys(here, [made]) if made else _back(here)


@router.post("/sheet", response_class=HTMLResponse)
async def sheet(here: AnOrganiser) -> Response:
    """New links for all judges who have not come in yet, to print: of a link only its digest is kept, so the old ones cannot be shown again."""
    waiting = [one for one in await here.parts.store.crew.of_event(here.event.id, "judge") if one.seen is None and one.ended is None]
    made = [await invite_again(here.parts, here.event, one) for one in waiting[:MOST_AT_ONCE]]
    return _keys(here, [one for one in made if one is not None]) if made else _back(here)


@router.get("/end", response_class=HTMLResponse)
async def ask_to_end(here: AnOrganiser, person: str = "") -> Response:
    found = await here.parts.store.crew.get(here.event.id, person[:80])
    if found is None:
        return _back(here)
    in_dialog = is_partial(here.request)
    template = "event/desk/sheet.html" if in_dialog else "event/desk/alone.html"
    heading = here.t("ev_desk.end_title", name=found.name)
    return show(here, template, heading=heading, path="people", width="narrow", body="event/desk/end_person.html", person=found, in_dialog=in_dialog)


@router.post("/end")
async def end_one(here: AnOrganiser, form: Form) -> Response:
    person = await here.parts.store.crew.get(here.event.id, text(form, "person", 80))
    if person is None:
        return _back(here)
    return _back(here, "ended" if await end(here.parts, here.event, person) else "last")


def _named(typed: str) -> list[tuple[str, str]]:
    """`Chan Siu-ming, Sunrise School` a line."""
    found = []
    for line in typed.splitlines():
        name, _, school = line.replace("，", ",").partition(",")
        if name_of(name):
            found.append((name_of(name), name_of(school)[:LONGEST_PERSON]))
    return found


async def _fault(here: PersonVisit, named: Sequence[tuple[str, str]]) -> str:
    if not named:
        return here.t("ev_desk.fault_names")
    if len(named) > MOST_AT_ONCE:
        return here.t("ev_desk.fault_many", most=MOST_AT_ONCE)
    if any(length_of(name) > LONGEST_PERSON for name, _ in named):
        return here.t("ev_open.fault_long", most=LONGEST_PERSON)
    known = len(await here.parts.store.crew.of_event(here.event.id))
    return here.t("ev_desk.fault_full", most=MOST_IN_ALL) if known + len(named) > MOST_IN_ALL else ""


def _back(here: PersonVisit, note: str = "") -> Response:
    return RedirectResponse(f"{here.home}/desk/people{f'?note={note}' if note else ''}", 303)


def _keys(here: PersonVisit, made: Sequence[Invited]) -> HTMLResponse:
    origin = public_origin(here)
    keys = [_key(here, origin, one) for one in made]
    return show(here, "event/desk/keys.html", heading=here.t("ev_desk.keys", n=len(keys)), path="people", keys=keys, local=is_local(origin))


def _key(here: PersonVisit, origin: str, made: Invited) -> Key:
    address = f"{origin}{here.home}/in/{made.token}"
    return Key(made.person, address, Markup(svg_qr(address)), f"{made.pin[:3]} {made.pin[3:]}" if made.pin else "")


async def _page(here: PersonVisit, status: int = 200, *, note: str = "", typed: str = "", role: Role = "judge", problem: str = "") -> HTMLResponse:
    found = await here.parts.store.crew.of_event(here.event.id)
    now = datetime.now(UTC)

    def row(one: Person) -> dict[str, Any]:
        return {"person": one, "seen": shown(one.seen, now, here.event.zone, here.t.language) if one.seen else ""}

    groups = {one: [row(person) for person in found if person.role == one and person.ended is None] for one in ROLES}
    gone = [person for person in found if person.ended is not None]
    fresh = sum(person.seen is None and person.ended is None for person in found if person.role == "judge")
    return show(
        here, "event/desk/people.html", status, heading=here.t("ev_desk.people"), path="people", groups=groups, gone=gone, note=note, typed=typed, role=role,
        problem=problem, roles=ROLES, fresh=fresh,
    )  # fmt: skip
