"""What the page of a team shows: what is next, who is in it, its app, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.channels.web.address import svg_qr
from bot.core.event.roles import roles_of
from bot.dashboard.event.page import MemberVisit
from bot.services.classroom.open_class import shown_code
from bot.services.event.team_app import choices
from storage.events.records import Seat, Team, TeamAsk

_LEADS = {
    "open": "code",
    "teams": "code",
    "ideas": "ideas",
    "freeze": "show",
    "judging": "judging",
    "ceremony": "ceremony",
    "over": "over",
    "none": "before",
}
_TO_CHAT = ("first", "try")


@dataclass(frozen=True)
class Card:
    """A role card, and who of the team holds it."""

    role: str
    holders: str
    mine: bool


async def view_of(here: MemberVisit, team: Team) -> dict[str, Any]:
    """Everything of the page but what was just done."""
    store = here.parts.store
    seats, asks = await store.teams.seats(here.event.id), await store.asking.of_event(here.event.id)
    teams = {one.id: one for one in await store.teams.of_event(here.event.id)}
    members = [seat for seat in seats if seat.team == team.id]
    address = f"{here.origin}/join/{team.code}"
    lead = _lead(here, team, len(members))
    apps = await choices(here.parts, here.event, team, members)
    return {
        "team": team, "members": members, "lead": lead, "about": _about(here, team, len(members), lead), "to_chat": lead in _TO_CHAT,
        "asks": [_ask(one, seats, teams) for one in asks if one.team == team.id], "waits": [_wait(one, teams) for one in asks if one.other == team.id],
        "code": shown_code(team.code), "address": address, "qr": Markup(svg_qr(address)), "full": len(members) >= here.event.largest,
        "cards": _cards(here, members), "apps": apps if len(apps) > 1 or (apps and team.project is None) else [], "hands": await _hands(here, team, members),
        "at": team.last.astimezone(ZoneInfo(here.event.zone)) if team.last else None, "few": max(0, here.event.smallest - len(members)),
        "frozen": here.phase is not None and here.phase.kind in ("freeze", "judging", "ceremony"),
    }  # fmt: skip


def _lead(here: MemberVisit, team: Team, many: int) -> str:
    """What comes next for this team."""
    kind = here.clock.kind
    if kind == "build":
        return "try" if team.version else "first"
    if kind in ("open", "teams") and many >= here.event.largest:
        return "ideas"
    return _LEADS.get(kind, "before")


def _about(here: MemberVisit, team: Team, many: int, lead: str) -> str:
    t = here.t
    if many < here.event.smallest:
        return t("ev_event_teams.about_few", n=here.event.smallest - many)
    if lead == "code":
        return t("ev_event_teams.about_code", n=many, most=here.event.largest)
    return t("ev_event_teams.about_first") if lead == "first" else ""


def _cards(here: MemberVisit, members: Sequence[Seat]) -> list[Card]:
    comma = here.t("ev_event_teams.comma")
    held = {role: [seat for seat in members if seat.role == role] for role in roles_of(here.event.roles)}
    return [Card(role, comma.join(seat.name for seat in seats), here.seat.role == role) for role, seats in held.items()]


async def _hands(here: MemberVisit, team: Team, members: Sequence[Seat]) -> list[tuple[str, int]]:
    """Who asked for how many versions, in the order of joining: no rank."""
    if team.project is None:
        return []
    brought = {one.learner: one.contributions for one in await here.parts.store.members(team.project)}
    return [(seat.name, brought[seat.learner]) for seat in members if brought.get(seat.learner)]


def _ask(ask: TeamAsk, seats: Sequence[Seat], teams: dict[str, Team]) -> dict[str, Any]:
    who = next((seat for seat in seats if seat.learner == ask.learner), None)
    other = teams.get(ask.other or "")
    return {"id": ask.id, "name": who.name if who else "", "interests": who.interests if who else "", "other": other, "ours": ask.keep == "yours"}


def _wait(ask: TeamAsk, teams: dict[str, Team]) -> dict[str, Any]:
    return {"id": ask.id, "team": teams[ask.team].name if ask.team in teams else ""}
