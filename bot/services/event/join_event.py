"""Students come to an event: by its code, or by that of a team, which is a seat at the event and one in the team at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from bot.core.classroom.naming import name_of
from bot.core.event.phases import is_over, read
from bot.services import Parts
from bot.services.classroom.fit_name import fault_of
from bot.services.news import of_event
from storage.errors import FullError, TakenError
from storage.events.records import Event, InTeam, Seat, Team

Problem = Literal[
    "not_open", "over", "name", "long", "personal", "unkind", "taken", "team_gone", "team_full", "other_team", "pens_down",
]  # fmt: skip
NAMES: frozenset[Problem] = frozenset({"name", "long", "personal", "unkind", "taken"})
"""What another name would help against."""


@dataclass(frozen=True)
class Arrival:
    """How far somebody came. A `problem` with a `seat` concerns the team alone: they are at the event."""

    event: Event
    problem: Problem | None = None
    name: str = ""
    seat: Seat | None = None
    team: Team | None = None
    before: bool = False
    """They sat there already."""


async def what_event(parts: Parts, opens: Event | Team) -> tuple[Event, Team | None]:
    """The event of a code, with the team where it is one's; of a team that became part of another that other. Raises `LookupError`."""
    if isinstance(opens, Event):
        return opens, None
    event, team = await parts.store.events.get(opens.event), opens
    if event is None:
        raise LookupError(opens.event)
    while team.merged_into is not None and (next_ := await parts.store.teams.get(event.id, team.merged_into)) is not None:
        team = next_
    return event, team


async def join_event(parts: Parts, learner: str, event: Event, team: Team | None, name: str = "") -> Arrival:
    """Give a learner a seat at an event, and in a team; or say what is in the way. Raises `StoreError`."""
    seat = await parts.store.teams.seat(event.id, learner)
    if seat is None:
        if closed := closed_doors(event):
            return Arrival(event, closed)
        arrival = await _first_seat(parts, learner, event, name)
        return await _into_team(parts, arrival, team) if arrival.seat else arrival
    return await _into_team(parts, Arrival(event, None, seat.name, seat, before=True), team)


def closed_doors(event: Event) -> Problem | None:
    """Why nobody comes in any more, or yet."""
    if event.opened is None:
        return "not_open"
    return "over" if event.ended is not None or is_over(read(event.phases), datetime.now(UTC)) else None


async def known_name(parts: Parts, learner: str) -> str:
    """What somebody is called already: in their class, at another event, or as their channel calls them; '' where none of it does."""
    place, event = await parts.store.classes.place_of(learner), await parts.store.teams.place_of(learner)
    person = await parts.store.learner(learner)
    names = (place.seat.name if place else "", event[1].name if event else "", person.nickname if person else "")
    tidy = [(name_of(name), name) for name in names if name]
    return next((name for name, typed in tidy if fault_of(name, typed) is None), "")


async def _first_seat(parts: Parts, learner: str, event: Event, typed: str) -> Arrival:
    """A name that was given is looked at; without one that which is known is taken, and where there is none it is asked for."""
    name = name_of(typed) if typed else await known_name(parts, learner)
    problem = fault_of(name, typed or name)
    if problem is not None:
        return Arrival(event, problem, name)
    seat = Seat(event.id, learner, None, name, "", "", "", datetime.now(UTC))
    try:
        await parts.store.moving.enter(seat)
    except TakenError:
        return Arrival(event, "taken", name)
    parts.news.tell(of_event(event.id))
    return Arrival(event, None, name, seat)


async def _into_team(parts: Parts, arrival: Arrival, team: Team | None) -> Arrival:
    """On to the team; without one back to that which they are in."""
    seat = arrival.seat
    assert seat is not None
    if team is None or seat.team == team.id:
        theirs = await parts.store.teams.get(seat.event, seat.team) if seat.team else None
        await parts.store.moving.enter(replace(seat, joined=datetime.now(UTC)))  # where they are at several events, this one is meant now
        return replace(arrival, team=theirs)
    problem = in_the_way(arrival.event, team, seat)
    if problem is None:
        problem = await enter_team(parts, arrival.event, seat, team)
    entered = replace(seat, team=team.id) if problem is None else seat
    return replace(arrival, problem=problem, team=team, seat=entered, before=False)


def in_the_way(event: Event, team: Team, seat: Seat | None = None) -> Problem | None:
    """Why nobody, or not this one, comes into a team."""
    if not team.is_in:
        return "team_gone"
    if seat is not None and seat.team is not None:
        return "other_team"
    return "pens_down" if InTeam(event, team).closed_since(datetime.now(UTC)) else None


async def enter_team(parts: Parts, event: Event, seat: Seat, team: Team) -> Problem | None:
    """Into a team, in whose app their chat goes on; None once they are in. Raises `StoreError`."""
    try:
        await parts.store.moving.enter(replace(seat, team=team.id))
    except FullError:
        return "team_full"
    except LookupError:
        return "team_gone"
    await moved(parts, event, team.id)
    return None


async def moved(parts: Parts, event: Event, *teams: str) -> None:
    """Say that something of these teams moved: to the pages of the event, and to the chats that speak for them."""
    for team in teams:
        for chat in await parts.store.moving.chats_of(team):
            parts.news.tell(chat)
    parts.news.tell(of_event(event.id))
