"""What is shown of a team after the event, in whatever place: its work, the problem in its own words, who made it, its awards."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.event.prizes import steps
from bot.services import Parts, guard
from bot.services.read_spec import read
from scaffolds.spec import AppSpec, Brief
from storage.events.awards import Award
from storage.events.records import Event, Seat
from storage.events.works import Work

COLOUR = "#0A5C4A"
"""Of a team that has no app."""


@dataclass(frozen=True)
class Keepsake:
    """A team as it is remembered."""

    work: Work
    problem: str
    """In their own words; '' where they never told it."""
    members: Sequence[Seat]
    awards: Sequence[str]
    """The names of its prizes, the best first."""

    @property
    def title(self) -> str:
        """What the app is called; '' where there is none."""
        return self.work.title

    @property
    def blocks(self) -> Sequence[str]:
        """What the app's screens are made of."""
        return [str(block) for block in self.work.look.get("blocks", ())]

    @property
    def spec(self) -> AppSpec | None:
        return read(self.work.spec) if self.work.spec else None


async def keepsakes(parts: Parts, event: Event, *, all_awards: bool = False) -> list[Keepsake]:
    """Every team in the order of joining, with the awards that were revealed (or all that were given)."""
    store = parts.store
    works, seats, given = await store.works.of_event(event.id), await store.teams.seats(event.id), await store.awards.of_event(event.id)
    won = names_won(event, given, all_awards=all_awards)
    return [keepsake(work, [seat for seat in seats if seat.team == work.team], won) for work in works]


async def keepsake_of(parts: Parts, event: Event, team: str, *, all_awards: bool = False) -> Keepsake | None:
    """One team; None for one that does not take part (any more)."""
    work = await parts.store.works.of_team(event.id, team)
    if work is None:
        return None
    given = await parts.store.awards.of_event(event.id)
    return keepsake(work, await parts.store.teams.seats(event.id, team), names_won(event, given, all_awards=all_awards))


def keepsake(work: Work, members: Sequence[Seat], won: Mapping[str, Sequence[str]]) -> Keepsake:
    return Keepsake(work, problem_of(work), members, won.get(work.team, ()))


def names_won(event: Event, given: Sequence[Award], *, all_awards: bool) -> dict[str, list[str]]:
    """By team, the names of its prizes, the best first: those that were revealed, or all."""
    shown = revealed(event, given)
    by_prize = {one.prize: one.team for one in given if all_awards or one.prize in shown}
    won: dict[str, list[str]] = {}
    for prize in event.prizes:
        if prize["id"] in by_prize:
            won.setdefault(by_prize[prize["id"]], []).append(str(prize["name"]))
    return won


def revealed(event: Event, given: Sequence[Award]) -> frozenset[str]:
    """The prizes that everybody saw by now."""
    return frozenset(steps(event.prizes, {one.prize for one in given})[: event.revealed])


def problem_of(work: Work) -> str:
    """The problem that they chose; without one, what they told in the chat."""
    if work.idea or not work.spec:
        return work.idea
    return Brief.model_validate(json.loads(work.spec).get("brief") or {}).problem


@lru_cache(maxsize=4096)
def for_everybody(text: str) -> str:
    """A team's words as strangers may read them: without a phone number, an address or a name in full."""
    return guard.look(text).masked
