"""What organisers do with teams: move a student, rename, merge, withdraw; at any hour, and each is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.services import Parts
from bot.services.event.join_event import Problem, enter_team, moved
from bot.services.event.say import say, say_to_team, told
from bot.services.event.team_asks import AskProblem, merge_teams
from bot.services.event.teams import TeamFault, leave_team, rename_team
from storage.events.records import Event, Person, Seat, Team


async def move_student(parts: Parts, event: Event, by: Person, seat: Seat, team: Team | None) -> Problem | None:
    """Into another team, or into none; they and their old team hear it. Raises `StoreError`."""
    if seat.team == (team.id if team else None):
        return None
    if team is None:
        await leave_team(parts, event, seat)
    else:
        problem = await enter_team(parts, event, seat, team)
        if problem is not None:
            return problem
        if seat.team is not None:
            await say_to_team(parts, event, seat.team, told("event/left_team", name=seat.name))
            await moved(parts, event, seat.team)
        to = await parts.store.telling.addresses(event.id, learners=[seat.learner])
        await say(parts, event, to, told("event/let_in", team=team.name, title=team.title, version=team.version), by.name)
    await _write_down(parts, event, by, f"move {seat.name} -> {team.name if team else '-'}", seat.learner)
    return None


async def rename_by_desk(parts: Parts, event: Event, by: Person, team: Team, typed: str) -> TeamFault | None:
    """Another name for a team, which hears it; what is wrong with the name."""
    fault = await rename_team(parts, event, team, typed)
    if fault is None:
        after = await parts.store.teams.get(event.id, team.id)
        await say_to_team(parts, event, team.id, told("event/renamed", name=after.name if after else ""), by.name)
        await _write_down(parts, event, by, f"rename {team.name} -> {typed}")
    return fault


async def merge_by_desk(parts: Parts, event: Event, by: Person, team: Team, into: Team) -> AskProblem | None:
    """One team becomes part of another, whose app goes on."""
    problem = await merge_teams(parts, event, team, into, into)
    if problem is None:
        await _write_down(parts, event, by, f"merge {team.name} -> {into.name}")
    return problem


async def withdraw_team(parts: Parts, event: Event, by: Person, team: Team) -> None:
    """A team does not take part any more; its members are at the event without one. Their chats keep what they made."""
    to = await parts.store.telling.addresses(event.id, [team.id])
    await parts.store.teams.change(event.id, team.id, withdrawn=datetime.now(UTC))  # first, so that nobody comes in any more
    for seat in await parts.store.teams.seats(event.id, team.id):
        await parts.store.moving.enter(replace(seat, team=None))
    await say(parts, event, to, told("event/withdrawn", team=team.name), by.name)
    await moved(parts, event)
    await _write_down(parts, event, by, f"withdraw {team.name}")


async def _write_down(parts: Parts, event: Event, by: Person, what: str, learner: str | None = None) -> None:
    await parts.store.care.write_down("event_team", learner=learner, detail=f"{event.code} {by.name}: {what}")
