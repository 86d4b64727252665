"""Announcements: an organiser writes, looks at whom it reaches, and sends; what was said before, and taking it back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.dashboard import Tab
from bot.dashboard.event.page import AnOrganiser, PersonVisit, show
from bot.services import guard
from bot.services.event import announcing
from bot.services.event.announcing import LONGEST, LOUD, WINDOW, Announced, words_of
from bot.services.event.say import trimmed
from storage.events.announcing import Announcement
from storage.events.records import Team
from storage.ids import new_id

DESK_TAB = Tab(30, "ev_announce.tab", "announce")
router = APIRouter(prefix="/event/{code}/desk/announce", include_in_schema=False)
PAGE = 50
"""Announcements on the page at once."""


@dataclass(frozen=True)
class Wish:
    """The form as it was filled in. `whom` is `all` or `some`."""

    text: str = ""
    whom: str = "all"
    teams: Sequence[str] = ()
    insist: bool = False
    known: bool = False
    once: str = ""
    """Drawn when they look at it, so that a second press on 'send' says nothing twice."""

    @property
    def to(self) -> list[str] | None:
        return list(self.teams) if self.whom == "some" else None


@dataclass(frozen=True)
class Line:
    """An announcement in the list."""

    id: str
    words: str
    by: str
    time: str
    whom: str
    reached: str
    hidden: bool
    organisers: bool


def wish_of(
    text: Annotated[str, Form()] = "",
    whom: Annotated[str, Form()] = "all",
    team: Annotated[list[str] | None, Form()] = None,
    insist: Annotated[str, Form()] = "",
    known: Annotated[str, Form()] = "",
    once: Annotated[str, Form()] = "",
) -> Wish:
    """What the form says."""
    return Wish(text, whom, tuple(team or ()), bool(insist), bool(known), once if re.fullmatch(r"[0-9a-f]{32}", once) else "")


Asked = Annotated[Wish, Depends(wish_of)]


@router.get("", response_class=HTMLResponse)
async def announce(here: AnOrganiser, sent: str = "", people: int = 0, groups: int = 0, back: str = "", skip: int = 0) -> Response:
    notes = [_sent(here, sent, people, groups)] if sent else []
    notes += [here.t("ev_announce.taken_back" if back == "1" else "ev_announce.gone")] if back else []
    return await _page(here, Wish(), notes=notes, skip=max(0, skip))


@router.post("/preview", response_class=HTMLResponse)
async def preview(here: AnOrganiser, wish: Asked) -> Response:
    """How it will stand there, and how many it reaches. Nothing is said yet."""
    looked = await announcing.look_at(here.parts, here.event, wish.text, await _teams_of(here, wish), insist=wish.insist, known=wish.known)
    if looked.problem or looked.reach is None:
        return await _page(here, wish, looked, 422)
    teams = [one for one in await _teams(here) if one.id in wish.teams] if wish.whom == "some" else []
    return show(
        here, "event/announce/preview.html", heading=here.t("ev_announce.preview_title"), path="announce", wish=wish, reach=looked.reach, teams=teams,
        once=new_id(), words=trimmed(wish.text), reached=reach_words(here, looked.reach.people, looked.reach.groups), loud=LOUD, minutes=_minutes(), width="narrow",
    )  # fmt: skip


@router.post("/change", response_class=HTMLResponse)
async def change(here: AnOrganiser, wish: Asked) -> Response:
    """The form again, with what was written."""
    return await _page(here, wish)


@router.post("")
async def send(here: AnOrganiser, wish: Asked) -> Response:
    """Say it."""
    done = await announcing.announce(
        here.parts, here.event, here.person.name, wish.text, await _teams_of(here, wish), insist=wish.insist, known=wish.known, once=wish.once
    )
    if done.problem or done.reach is None:
        return await _page(here, wish, done, 422)
    how = {"sent": "loud" if done.reach.loud else "screens", "people": done.reach.people, "groups": done.reach.groups}
    return RedirectResponse(f"{_at(here)}?{urlencode(how)}", 303)


@router.post("/take-back")
async def take_back(here: AnOrganiser, id: Annotated[str, Form()] = "") -> Response:
    """Off the screens."""
    done = await announcing.take_back(here.parts, here.event, id)
    return RedirectResponse(f"{_at(here)}?back={1 if done else 0}", 303)


async def _page(
    here: PersonVisit, wish: Wish, looked: Announced | None = None, status: int = 200, *, notes: Sequence[str] = (), skip: int = 0
) -> HTMLResponse:
    store, teams = here.parts.store.announcing, await _teams(here)
    count = await store.count(here.event.id)
    lines = [_line(here, one, teams) for one in await store.of_event(here.event.id, PAGE, skip)]
    looked = looked or Announced()
    return show(
        here, "event/announce/page.html", status, heading=here.t("ev_announce.title"), path="announce", wish=wish, problem=_problem(here, looked),
        personal=looked.problem == "personal", teams=teams, lines=lines, count=count, skip=skip, more=max(0, count - skip - PAGE), page=PAGE,
        notes=notes, longest=LONGEST, loud=LOUD, minutes=_minutes(),
    )  # fmt: skip


async def _teams(here: PersonVisit) -> list[Team]:
    return [team for team in await here.parts.store.teams.of_event(here.event.id) if team.is_in]


async def _teams_of(here: PersonVisit, wish: Wish) -> list[str] | None:
    """The teams of this event that were ticked; None for all."""
    if wish.to is None:
        return None
    return [team.id for team in await _teams(here) if team.id in wish.to]


def _problem(here: PersonVisit, looked: Announced) -> str:
    if looked.problem == "personal":
        return guard.taken_out(looked.found, here.t.language) if looked.found else here.t("ev_announce.not_personal")
    return here.t(f"ev_announce.not_{looked.problem}", most=LONGEST) if looked.problem else ""


def _line(here: PersonVisit, one: Announcement, teams: Sequence[Team]) -> Line:
    names = {team.id: team.name for team in teams}
    whom = here.t("ev_announce.to_all") if one.teams is None else here.t("ev_announce.listed").join(names.get(id, "?") for id in one.teams)
    return Line(
        one.id, words_of(one, here.t.language, here.event.zone), one.by or here.t("ev_announce.the_clock"), here.local(one.at), whom,
        _reached(here, one), one.hidden is not None, one.kind == "organiser",
    )  # fmt: skip


def _reached(here: PersonVisit, one: Announcement) -> str:
    if one.kind != "organiser":
        return ""
    if not one.data.get("loud"):
        return here.t("ev_announce.screens_only")
    return reach_words(here, int(one.data.get("people", 0)), int(one.data.get("groups", 0)))


def reach_words(here: PersonVisit, people: int, groups: int) -> str:
    """How many chats it goes into, in words."""
    words = here.t("ev_announce.chat" if people == 1 else "ev_announce.chats", n=people)
    return here.t("ev_announce.and_group" if groups == 1 else "ev_announce.and_groups", chats=words, n=groups) if groups else words


def _sent(here: PersonVisit, sent: str, people: int, groups: int) -> str:
    if sent == "screens":
        return here.t("ev_announce.quiet", n=LOUD, minutes=_minutes())
    return here.t("ev_announce.sent", reach=reach_words(here, people, groups))


def _minutes() -> int:
    return int(WINDOW.total_seconds() // 60)


def _at(here: PersonVisit) -> str:
    return f"{here.home}/desk/announce"
