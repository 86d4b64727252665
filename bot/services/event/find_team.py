"""Somebody without a team, and the teams that suit them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.event.matching import Looks, Offer, ranked
from bot.services import Parts, guard
from bot.services.event.join_event import in_the_way
from storage.events.records import Event, Seat, Team

MOST_SAID = 4
"""As many are named in a chat."""


@dataclass(frozen=True)
class Found:
    """A team with room, and why it may suit."""

    team: Team
    members: tuple[Seat, ...]
    room: int
    shared: tuple[str, ...]


async def teams_for(parts: Parts, event: Event, seat: Seat) -> list[Found]:
    """The teams that somebody could ask, the one that suits best first. Raises `StoreError`."""
    teams, seats = await parts.store.teams.of_event(event.id), await parts.store.teams.seats(event.id)
    languages = await parts.store.teams.languages(event.id)
    return suited(event, seat, teams, seats, languages)


def suited(event: Event, seat: Seat, teams: Sequence[Team], seats: Sequence[Seat], languages: Mapping[str, str]) -> list[Found]:
    """The same for what was read already."""
    members = {team.id: tuple(one for one in seats if one.team == team.id) for team in teams}
    roomy = {team.id: team for team in teams if in_the_way(event, team) is None and len(members[team.id]) < event.largest and members[team.id]}
    offers = [_offer(team, members[team.id], languages) for team in roomy.values()]
    looks = Looks(seat.interests, seat.role, languages.get(seat.learner, ""))
    matches = ranked(looks, offers, guard.Simplified())
    return [Found(roomy[one.id], members[one.id], event.largest - len(members[one.id]), one.shared) for one in matches]


def _offer(team: Team, members: Sequence[Seat], languages: Mapping[str, str]) -> Offer:
    words = " ".join([team.seeking, team.title, *(one.interests for one in members)])
    spoken = {languages[one.learner] for one in members if one.learner in languages}
    return Offer(team.id, words, bool(team.seeking), {one.role for one in members if one.role}, spoken)
