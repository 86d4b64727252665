"""What at an event needs an organiser now: counted, so that the desk says it in one line each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.core.event import phases as times
from bot.core.event.phases import KINDS, Kind, Phase
from bot.services import Parts
from storage.events.records import Event, Person, Team

What = Literal["help", "no_app", "no_team", "no_judges", "judges_away", "no_mentors", "alone", "closed"]
JUDGES_BEFORE = timedelta(minutes=30)
"""So long before judging those are missed who did not open their link."""


@dataclass(frozen=True)
class Need:
    """One line of it: `n` of something, by name where they are few; `path` is the page of the desk where it is seen to."""

    what: What
    n: int
    names: tuple[str, ...] = ()
    path: str = ""


async def needs(parts: Parts, event: Event, now: datetime) -> list[Need]:
    """The most urgent first; empty for an event that is over."""
    phases = times.read(event.phases)
    if event.ended is not None or times.is_over(phases, now):
        return []
    crew = [one for one in await parts.store.crew.of_event(event.id) if one.ended is None]
    return [*_of_doors(event, phases, now), *await _of_teams(parts, event, phases, now), *_of_crew(event, crew, phases, now)]


def _of_doors(event: Event, phases: tuple[Phase, ...], now: datetime) -> list[Need]:
    return [Need("closed", 0)] if event.opened is None and phases[0].at <= now else []


async def _of_teams(parts: Parts, event: Event, phases: tuple[Phase, ...], now: datetime) -> list[Need]:
    if event.opened is None:
        return []
    teams = [team for team in await parts.store.teams.of_event(event.id) if team.is_in]
    found = [Need("help", len(waiting), _names(teams, waiting), "queue")] if (waiting := await _waiting(parts, event)) else []
    if _since(phases, "build", now) and not _since(phases, "judging", now):
        without = [team.id for team in teams if team.project is None]
        found += [Need("no_app", len(without), _names(teams, without))] if without else []
    if _since(phases, "ideas", now) and not _since(phases, "freeze", now):
        loose = [seat.name for seat in await parts.store.teams.seats(event.id) if seat.team is None]
        found += [Need("no_team", len(loose), tuple(loose[:5]))] if loose else []
    return found


async def _waiting(parts: Parts, event: Event) -> list[str]:
    """The teams whose question no mentor has taken."""
    return [one.team for one in await parts.store.helping.of_event(event.id) if one.resolved is None and one.claimed is None]


def _of_crew(event: Event, crew: list[Person], phases: tuple[Phase, ...], now: datetime) -> list[Need]:
    judges = [one for one in crew if one.role == "judge"]
    away = [one for one in judges if one.seen is None]
    begins = times.begins(phases, "judging")
    soon = begins is not None and event.opened is not None and begins - now <= JUDGES_BEFORE and not _since(phases, "ceremony", now)
    found = []
    if begins is not None and not judges and not _since(phases, "ceremony", now):
        found.append(Need("no_judges", 0, path="people"))
    if soon and away:
        found.append(Need("judges_away", len(away), tuple(one.name for one in away[:5]), "people"))
    if not any(one.role == "mentor" for one in crew) and not _since(phases, "freeze", now):
        found.append(Need("no_mentors", 0, path="people"))
    if sum(one.role == "organiser" for one in crew) == 1 and not _since(phases, "judging", now):
        found.append(Need("alone", 1, path="people"))
    return found


def _since(phases: tuple[Phase, ...], kind: Kind, now: datetime) -> bool:
    """A phase of that kind or a later one has begun."""
    return any(phase.at <= now and KINDS.index(phase.kind) >= KINDS.index(kind) for phase in phases)


def _names(teams: list[Team], ids: list[str]) -> tuple[str, ...]:
    return tuple(team.name for team in teams if team.id in ids)[:5]
