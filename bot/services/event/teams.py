"""Teams as their members make them: begun, left, called something, with somebody for every card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from bot.core.classroom.naming import name_of
from bot.core.event.roles import roles_of
from bot.services import Parts
from bot.services.classroom.fit_name import Fault, fault_of
from bot.services.classroom.open_class import new_code
from bot.services.event.fit_words import WordsFault, fault_of_words, tidied
from bot.services.event.join_event import closed_doors, moved
from bot.services.event.say import say_to_team, told
from storage.errors import TakenError
from storage.events.records import Event, InTeam, Seat, Team
from storage.ids import new_id

TeamFault = Fault | WordsFault | Literal["taken", "over", "not_open", "pens_down", "other_team"]


@dataclass(frozen=True)
class TeamWish:
    """What is said of a new team."""

    name: str
    division: str = ""
    region: str = ""
    school: str = ""


@dataclass(frozen=True)
class Made:
    """A team, or what is in its way."""

    team: Team | None = None
    fault: TeamFault | None = None


async def make_team(parts: Parts, event: Event, seat: Seat, wish: TeamWish) -> Made:
    """A new team with its first member. Raises `StoreError`."""
    name = name_of(wish.name)
    fault = _may_not_begin(event, seat) or fault_of(name, wish.name) or fault_of_words(tidied(wish.school))
    if fault is not None:
        return Made(fault=fault)
    team = _blank(event, name)
    team = replace(team, division=_one_of(wish.division, event.divisions), region=_one_of(wish.region, event.regions), school=tidied(wish.school))
    begun = await _founded(parts, team, seat)
    if begun is None:
        return Made(fault="taken")
    await moved(parts, event, begun.id)
    return Made(begun)


async def go_alone(parts: Parts, event: Event, seat: Seat) -> Made:
    """A team of one, called as they are; where another team is, with a number."""
    for number in range(1, 50):
        made = await make_team(parts, event, seat, TeamWish(seat.name if number == 1 else f"{seat.name[:26]} {number}"))
        if made.fault != "taken":
            return made
    return made


def _may_not_begin(event: Event, seat: Seat) -> Literal["over", "not_open", "pens_down", "other_team"] | None:
    if (closed := closed_doors(event)) in ("over", "not_open"):
        return "over" if closed == "over" else "not_open"
    if seat.team is not None:
        return "other_team"
    return "pens_down" if InTeam(event, _blank(event, "")).closed_since(datetime.now(UTC)) else None


async def _founded(parts: Parts, team: Team, seat: Seat) -> Team | None:
    """None where another team has the name; a code that is taken is drawn anew."""
    while True:
        try:
            return await parts.store.moving.found(team, replace(seat, team=team.id, school=seat.school or team.school))
        except TakenError as error:
            if str(error) != team.code:
                return None
            team = replace(team, code=new_code())


def _blank(event: Event, name: str) -> Team:
    return Team(
        id=new_id(), event=event.id, code=new_code(), place=0, name=name, division="", region="", school="", seeking="", project=None, closes=None,
        stage="discover", version=0, title="", look={}, last=None, idea=None, pitch="", link="", ai_statement="", signed=[], shown=False,
        merged_into=None, withdrawn=None, created=datetime.now(UTC),
    )  # fmt: skip


def _one_of(wanted: str, known: object) -> str:
    return wanted if isinstance(known, list | tuple) and wanted in known else ""


async def leave_team(parts: Parts, event: Event, seat: Seat) -> None:
    """Out of the team: its app stays its, they begin anew, and the others hear it. A team of nobody is withdrawn. Raises `StoreError`."""
    if seat.team is None:
        return
    chats = await parts.store.moving.chats_of(seat.team)
    await parts.store.moving.enter(replace(seat, team=None))
    for chat in chats:
        parts.news.tell(chat)
    await say_to_team(parts, event, seat.team, told("event/left_team", name=seat.name))
    await moved(parts, event)


async def rename_team(parts: Parts, event: Event, team: Team, typed: str) -> TeamFault | None:
    """Call a team something else; what is wrong with the name, None once it is called so."""
    name = name_of(typed)
    fault: TeamFault | None = fault_of(name, typed)
    if fault is None:
        try:
            await parts.store.teams.rename(event.id, team.id, name)
        except TakenError:
            return "taken"
        await moved(parts, event, team.id)
    return fault


async def describe_team(parts: Parts, event: Event, team: Team, *, seeking: str, school: str) -> WordsFault | None:
    """Whom they look for, and where they come from, as others read it."""
    seeking, school = tidied(seeking), tidied(school)
    fault = fault_of_words(seeking) or fault_of_words(school)
    if fault is None:
        await parts.store.teams.change(event.id, team.id, seeking=seeking, school=school)
        await moved(parts, event)
    return fault


async def describe_oneself(parts: Parts, event: Event, seat: Seat, *, interests: str, role: str) -> WordsFault | None:
    """What somebody would like to do, and their card."""
    interests = tidied(interests)
    fault = fault_of_words(interests)
    if fault is None:
        card = role if role in roles_of(event.roles) else ""
        await parts.store.teams.describe(event.id, seat.learner, interests=interests, role=card)
        await moved(parts, event)
    return fault


async def take_role(parts: Parts, event: Event, seat: Seat, role: str) -> bool:
    """Take a card, or hand it back ('')."""
    if role and role not in roles_of(event.roles):
        return False
    await parts.store.teams.describe(event.id, seat.learner, role=role)
    await moved(parts, event)
    return True
