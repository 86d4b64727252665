"""What every page of an event needs: which event, who asks, and how a page is made.

Somebody who runs an event has a link of their own, `/event/<code>/in/<token>`. It leaves a cookie a role and event, so that one browser may be
an organiser's and a judge's. A student is known by the session of the web chat.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from bot.channels.web import desk
from bot.channels.web.address import is_local
from bot.channels.web.session import CHANNEL, current, keep
from bot.core.classroom.naming import code_of
from bot.core.event.clock import Clock, clock_at
from bot.core.event.phases import Phase, at, read
from bot.dashboard import desk_tabs, team_tabs
from bot.dashboard.page import COOKIE as TEACHER
from bot.dashboard.page import parts_of, render
from bot.locales import Locale, locale, preferred, spoken
from bot.services import Parts
from bot.services.classroom.join import guessers_of
from storage.errors import LockedOutError
from storage.events.records import Event, Person, Role, Seat, Team
from storage.records import Learner

_ROLES: tuple[Role, ...] = ("organiser", "mentor", "judge")
_CODE_COOKIE = "event_code"


@dataclass(frozen=True)
class EventVisit:
    """Anybody at a page of an event."""

    request: Request
    parts: Parts
    event: Event
    t: Locale

    @property
    def phases(self) -> tuple[Phase, ...]:
        return read(self.event.phases)

    @property
    def phase(self) -> Phase | None:
        """The phase that it is now; None where the doors are closed, before and after."""
        return at(self.phases, datetime.now(UTC)) if self.event.opened else None

    @property
    def clock(self) -> Clock:
        """What the event's clock shows now."""
        return clock_at(self.phases, self.event.opened, self.event.ended, datetime.now(UTC))

    @property
    def home(self) -> str:
        return f"/event/{self.event.code}"

    def local(self, moment: datetime) -> str:
        """A time on the clocks where the event is, `16:30`."""
        return f"{moment.astimezone(ZoneInfo(self.event.zone)):%H:%M}"

    @property
    def origin(self) -> str:
        """Where phones find this Sampan: as this browser did, unless that is the machine's own name and a better one is known."""
        here_now, known = desk.origin_of(self.request), self.parts.public_url.rstrip("/")
        return known if is_local(here_now) and known else here_now


@dataclass(frozen=True)
class MemberVisit(EventVisit):
    """A student who takes part, in a team or looking for one."""

    learner: Learner
    seat: Seat
    team: Team | None


@dataclass(frozen=True)
class PersonVisit(EventVisit):
    """Somebody who runs the event: an organiser, a mentor or a judge."""

    person: Person


def cookie_of(code: str, role: Role) -> str:
    """The cookie of a role at an event."""
    return f"event_{role}_{code}"


async def event_visit(request: Request, code: str) -> EventVisit:
    """A code that opens nothing is 404, and counts as wrong ones do everywhere. Raises `LockedOutError`."""
    parts = parts_of(request)
    found = await parts.store.events.by_code(code_of(code))
    here = EventVisit(request, parts, found, words_of(request, found)) if found else None
    await _count_guess(request, parts, here)
    if here is None:
        raise HTTPException(404)
    return here


async def _count_guess(request: Request, parts: Parts, here: EventVisit | None) -> None:
    """Who guessed too often is told nothing more, not even of a right code. Whoever is inside, or had the page open before, goes on: somebody
    else's guesses from the same address must not close the day to them."""
    if here is not None and _had_code(here):
        return
    session = current(request, parts.secret)
    guessers = guessers_of(parts, session.chat if session else "", desk.desk_of(request).origin(request))
    try:
        await parts.store.codes.refuse_if_locked(guessers)
    except LockedOutError:
        if here is None or not await is_inside(here):
            raise
    if here is None:
        await parts.store.codes.count_wrong(guessers)


def _had_code(here: EventVisit) -> bool:
    return hmac.compare_digest(here.request.cookies.get(_CODE_COOKIE, "").encode(), _code_mark(here).encode())


def keep_code(response: Response, here: EventVisit) -> None:
    """This browser, a projector's, had the right code: nobody's wrong ones count for it."""
    keep(here.request, response, _CODE_COOKIE, _code_mark(here))


def _code_mark(here: EventVisit) -> str:
    return f"{here.event.code}.{hmac.new(here.parts.secret, f'event code {here.event.code}'.encode(), hashlib.sha256).hexdigest()[:40]}"


async def is_inside(here: EventVisit) -> bool:
    """Somebody who runs the event, or takes part in it."""
    for role in _ROLES:
        token = here.request.cookies.get(cookie_of(here.event.code, role), "").partition(".")[0]
        person = await here.parts.store.crew.by_token(token) if token else None
        if person is not None and person.event == here.event.id and person.role == role:
            return True
    learner = await learner_of(here.request)
    seated = learner is not None and await here.parts.store.teams.seat(here.event.id, learner.id) is not None
    return seated or await _with_account(here) is not None


async def learner_of(request: Request) -> Learner | None:
    """Who is known in this browser by the web chat."""
    parts = parts_of(request)
    session = current(request, parts.secret)
    return await parts.store.learner_by_identity(CHANNEL, session.key) if session else None


async def member_visit(request: Request, code: str) -> MemberVisit:
    """403 for everybody who does not take part."""
    here = await event_visit(request, code)
    learner = await learner_of(request)
    seat = await here.parts.store.teams.seat(here.event.id, learner.id) if learner else None
    if learner is None or seat is None:
        raise HTTPException(403)
    team = await here.parts.store.teams.get(here.event.id, seat.team) if seat.team else None
    return MemberVisit(here.request, here.parts, here.event, here.t, learner, seat, team)


async def _person_visit(request: Request, code: str, role: Role) -> PersonVisit:
    """403 without the cookie of a link that still opens; whose student tries it is written down."""
    here = await event_visit(request, code)
    person = await _keyholder(here, role) or (await _with_account(here) if role == "organiser" else None)
    if person is None:
        learner = await learner_of(request)
        await here.parts.store.care.write_down("refused", learner=learner.id if learner else None, detail=request.url.path[:200])
        raise HTTPException(403)
    t = words_of(request, here.event, person)
    return PersonVisit(here.request, here.parts, here.event, t, person)


async def _keyholder(here: EventVisit, role: Role) -> Person | None:
    """Whose key this browser holds. A judge's link is half of it: the other half is the seal that their PIN put on it."""
    token, _, mark = here.request.cookies.get(cookie_of(here.event.code, role), "").partition(".")
    person = await here.parts.store.crew.by_token(token)
    if person is None or person.event != here.event.id or person.role != role:
        return None
    sealed = hmac.compare_digest(mark.encode(), _seal(here, role, token).encode())
    return None if role == "judge" and not sealed and await here.parts.store.crew.pin_of(person.id) else person


async def _with_account(here: EventVisit) -> Person | None:
    """The organiser who has a teacher's account and is signed in."""
    teacher = await here.parts.store.teachers.by_session(here.request.cookies.get(TEACHER, ""))
    if teacher is None:
        return None
    organisers = await here.parts.store.crew.of_event(here.event.id, "organiser")
    return next((one for one in organisers if one.teacher == teacher.id and one.ended is None), None)


def _seal(here: EventVisit, role: Role, token: str) -> str:
    return hmac.new(here.parts.secret, f"event {role} {token}".encode(), hashlib.sha256).hexdigest()[:40]


async def organiser_visit(request: Request, code: str) -> PersonVisit:
    return await _person_visit(request, code, "organiser")


async def mentor_visit(request: Request, code: str) -> PersonVisit:
    return await _person_visit(request, code, "mentor")


async def judge_visit(request: Request, code: str) -> PersonVisit:
    return await _person_visit(request, code, "judge")


AnEvent = Annotated[EventVisit, Depends(event_visit)]
AMember = Annotated[MemberVisit, Depends(member_visit)]
AnOrganiser = Annotated[PersonVisit, Depends(organiser_visit)]
AMentor = Annotated[PersonVisit, Depends(mentor_visit)]
AJudge = Annotated[PersonVisit, Depends(judge_visit)]


def words_of(request: Request, event: Event, person: Person | None = None) -> Locale:
    """The page's language: as chosen in this browser, else the person's, else the event's, else the browser's."""
    chosen = spoken(request.cookies.get(desk.LANGUAGE_COOKIE)) or spoken(person.language if person else None)
    accepted = request.headers.get("accept-language", "")
    return locale(chosen or (preferred(accepted) if accepted else None) or spoken(event.language) or "en")


def keep_key(response: Response, here: EventVisit, role: Role, token: str) -> None:
    """This browser is this person's from now on."""
    keep(here.request, response, cookie_of(here.event.code, role), f"{token}.{_seal(here, role, token)}")


def show(here: EventVisit, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of an event, or a part of one. A page of the desk (`event/desk.html`) says by `path` which of the tabs it is, by `heading` its title."""
    return HTMLResponse(render(template, here.t, here=here, desk=desk_tabs(), pages=team_tabs(), **values), status)
