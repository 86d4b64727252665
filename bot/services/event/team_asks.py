"""What is asked of a team and answered by any of its members: to be let in, or to become one team with another."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from bot.services import Parts
from bot.services.event.join_event import enter_team, in_the_way, moved
from bot.services.event.say import say, say_to_team, told
from storage.errors import FullError
from storage.events.records import Event, InTeam, Seat, Team, TeamAsk
from storage.ids import new_id

AskProblem = Literal["team_gone", "team_full", "other_team", "pens_down", "answered", "same_team", "no_team"]
Keep = Literal["ours", "yours"]
"""Which app goes on: that of the team that asks, or of the one that is asked."""


async def ask_to_join(parts: Parts, event: Event, seat: Seat, team: Team) -> AskProblem | None:
    """Ask the members of a team to be let in; they hear of it in their chats. Raises `StoreError`."""
    problem = in_the_way(event, team, seat)
    if problem is not None:
        return _as_asked(problem)
    if await room_in(parts, event, team) <= 0:
        return "team_full"
    ask = TeamAsk(new_id(), event.id, team.id, seat.learner, None, "", datetime.now(UTC))
    await parts.store.asking.ask(ask)
    await say_to_team(parts, event, team.id, told("event/wants_to_join", ask.id, name=seat.name, interests=seat.interests))
    await moved(parts, event)
    return None


def _as_asked(problem: str) -> AskProblem:
    known: dict[str, AskProblem] = {"other_team": "other_team", "pens_down": "pens_down"}
    return known.get(problem, "team_gone")


async def ask_to_merge(parts: Parts, event: Event, seat: Seat, ours: Team, theirs: Team, keep: Keep) -> AskProblem | None:
    """Ask another team to become one with it: one asks for theirs, one of the others accepts. Raises `StoreError`."""
    problem = await _no_merging(parts, event, ours, theirs)
    if problem is not None:
        return problem
    ask = TeamAsk(new_id(), event.id, theirs.id, seat.learner, ours.id, keep, datetime.now(UTC))
    await parts.store.asking.ask(ask)
    app = ours if keep == "ours" else theirs
    letter = told("event/wants_to_merge", ask.id, name=seat.name, team=ours.name, app=app.title, ours=keep == "yours")
    await say_to_team(parts, event, theirs.id, letter)
    await moved(parts, event)
    return None


async def _no_merging(parts: Parts, event: Event, ours: Team, theirs: Team) -> AskProblem | None:
    if ours.id == theirs.id:
        return "same_team"
    if not (ours.is_in and theirs.is_in):
        return "team_gone"
    if any(InTeam(event, team).closed_since(datetime.now(UTC)) for team in (ours, theirs)):
        return "pens_down"
    many = sum(seat.team in (ours.id, theirs.id) for seat in await parts.store.teams.seats(event.id))
    return "team_full" if many > event.largest else None


async def room_in(parts: Parts, event: Event, team: Team) -> int:
    """How many more a team may take."""
    return event.largest - len(await parts.store.teams.seats(event.id, team.id))


async def accept(parts: Parts, event: Event, seat: Seat, id: str) -> tuple[TeamAsk | None, AskProblem | None]:
    """A member lets somebody in, or says yes to becoming one team. What it was, and what came in the way. Raises `StoreError`."""
    ask = await parts.store.asking.get(id)
    if ask is None or ask.team != seat.team:
        return None, "answered"
    if (taken := await parts.store.asking.take(id)) is None:
        return ask, "answered"
    problem = await (_merge(parts, event, taken) if taken.other else _let_in(parts, event, taken))
    return ask, problem


async def decline(parts: Parts, event: Event, seat: Seat, id: str) -> TeamAsk | None:
    """Not this time: whoever asked hears it, kindly."""
    ask = await parts.store.asking.get(id)
    if ask is None or ask.team != seat.team or await parts.store.asking.take(id) is None:
        return None
    team = await parts.store.teams.get(event.id, ask.team)
    to = await parts.store.telling.addresses(event.id, learners=[ask.learner])
    await say(parts, event, to, told("event/not_this_time", team=team.name if team else ""))
    await moved(parts, event)
    return ask


async def take_back(parts: Parts, event: Event, seat: Seat, id: str) -> bool:
    """Whoever asked, or one of the team that did, asks no more."""
    ask = await parts.store.asking.get(id)
    if ask is None or not (ask.learner == seat.learner or (ask.other is not None and ask.other == seat.team)):
        return False
    await parts.store.asking.take(id)
    await moved(parts, event)
    return True


async def _let_in(parts: Parts, event: Event, ask: TeamAsk) -> AskProblem | None:
    seat, team = await parts.store.teams.seat(event.id, ask.learner), await parts.store.teams.get(event.id, ask.team)
    if seat is None or team is None:
        return "team_gone"
    problem = in_the_way(event, team, seat)
    if problem is not None:
        return _as_asked(problem)
    problem = await enter_team(parts, event, seat, team)
    if problem == "team_full":
        await parts.store.asking.ask(ask)  # it waits for a free seat
    if problem is not None:
        return "team_full" if problem == "team_full" else "team_gone"
    to = await parts.store.telling.addresses(event.id, learners=[ask.learner])
    await say(parts, event, to, told("event/let_in", team=team.name, title=team.title, version=team.version))
    return None


async def _merge(parts: Parts, event: Event, ask: TeamAsk) -> AskProblem | None:
    ours, theirs = await parts.store.teams.get(event.id, ask.other or ""), await parts.store.teams.get(event.id, ask.team)
    if ours is None or theirs is None:
        return "team_gone"
    return await merge_teams(parts, event, ours, theirs, ours if ask.keep == "ours" else theirs)


async def merge_teams(parts: Parts, event: Event, gone: Team, stays: Team, keep: Team) -> AskProblem | None:
    """Two teams are one from now on; all of them hear it. Raises `StoreError`."""
    problem = await _no_merging(parts, event, gone, stays)
    if problem is not None:
        return problem
    try:
        await parts.store.moving.merge(gone, stays, keep.id)
    except FullError:
        return "team_full"
    except LookupError:  # it became part of another since it was looked at
        return "team_gone"
    after = await parts.store.teams.get(event.id, stays.id)
    await say_to_team(parts, event, stays.id, told("event/merged", gone=gone.name, stays=stays.name, title=after.title if after else ""))
    await moved(parts, event, stays.id)
    return None
