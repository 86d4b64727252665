"""Prizes: suggested by the confirmed result of the judging, given by a human, revealed one after another at the ceremony."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.core.event.prizes import last_step, steps, suggested
from bot.services import Parts
from bot.services.event.keepsakes import Keepsake, keepsakes
from bot.services.news import of_event
from storage.events.awards import Award
from storage.events.records import Event, Json
from storage.events.works import Work

Kind = Literal["opening", "award", "everyone"]


@dataclass(frozen=True)
class Slot:
    """A prize on the desk."""

    id: str
    name: str
    division: str
    team: str | None
    """Who has it."""
    suggested: str | None
    """Whom the judges' ranking puts there; None where nothing was confirmed."""


@dataclass(frozen=True)
class Moment:
    """Where the ceremony is: before the first award, at one of them, or at the end, where everybody is named."""

    kind: Kind
    step: int
    awards: int
    prize: str
    division: str
    winner: Keepsake | None
    """Whose award this is, at an award."""
    everyone: Sequence[Keepsake]

    @property
    def is_last(self) -> bool:
        return self.step == last_step(self.awards)


async def slots(parts: Parts, event: Event, works: Sequence[Work]) -> list[Slot]:
    """Every prize of an event, the best first."""
    given = {one.prize: one.team for one in await parts.store.awards.of_event(event.id)}
    fits = suggested(event.prizes, ranked(await parts.store.awards.result(event.id), works))
    return [
        Slot(str(one["id"]), str(one["name"]), str(one.get("division") or ""), given.get(one["id"]), fits.get(str(one["id"])))
        for one in event.prizes
    ]  # fmt: skip


def ranked(result: Json | None, works: Sequence[Work]) -> list[tuple[str, str]]:
    """Team and the division in which it was ranked, best first, of a confirmed ranking."""
    by_entry = {work.entry: work for work in works if work.entry}
    standings = sorted((result or {}).get("standings") or (), key=_place)
    return [(by_entry[row["entry"]].team, str(row.get("division") or "")) for row in standings if row.get("entry") in by_entry]


def _place(row: Json) -> Any:
    return row.get("place", 0)


async def give(parts: Parts, event: Event, prize: str, team: str, by: str, *, if_free: bool = False) -> bool:
    """A human gives a prize; an empty `team` takes it back. False where the ceremony has begun, or there is no such prize or team; with `if_free`
    also where somebody has it."""
    if prize not in {one["id"] for one in event.prizes}:
        return False
    done = await (parts.store.awards.give(event.id, prize, team, by, if_free=if_free) if team else parts.store.awards.take_back(event.id, prize))
    if done:
        parts.news.tell(of_event(event.id))
    return done


async def give_suggested(parts: Parts, event: Event, by: str) -> int:
    """Give every prize that nobody has to whom the ranking suggests; how many."""
    found = await slots(parts, event, await parts.store.works.of_event(event.id))
    return sum([await give(parts, event, slot.id, slot.suggested, by, if_free=True) for slot in found if slot.team is None and slot.suggested])


async def move(parts: Parts, event: Event, seen: int, by: Literal["next", "back", "again"]) -> bool:
    """One step on, one back, or to the beginning. False where another desk moved it since the page was made."""
    awards = order(event, await parts.store.awards.of_event(event.id))
    then = {"next": min(seen + 1, last_step(len(awards))), "back": max(seen - 1, 0), "again": 0}[by]
    done = await parts.store.awards.reveal(event.id, seen, then)
    parts.news.tell(of_event(event.id))
    return done


def order(event: Event, given: Sequence[Award]) -> tuple[str, ...]:
    """The prizes as they are revealed, the best one last."""
    return steps(event.prizes, {one.prize for one in given})


async def moment(parts: Parts, event: Event) -> Moment:
    """What the projector shows now."""
    given = await parts.store.awards.of_event(event.id)
    queue, everyone = order(event, given), await keepsakes(parts, event)
    step = min(event.revealed, last_step(len(queue)))
    if not 1 <= step <= len(queue):
        return Moment("everyone" if step else "opening", step, len(queue), "", "", None, everyone)
    prize = next(one for one in event.prizes if one["id"] == queue[step - 1])
    team = next(one.team for one in given if one.prize == prize["id"])
    winner = next((one for one in everyone if one.work.team == team), None)
    return Moment("award", step, len(queue), str(prize["name"]), str(prize.get("division") or ""), winner, everyone)
