"""The judges of an event as its organisers see them: how far each is, how steady, and what they must not see."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from bot.core.judging import Order, steadiness
from bot.services import Parts
from storage.events.batches import Batch
from storage.events.records import Event, Person
from storage.events.rounds import Round


@dataclass(frozen=True)
class JudgeRow:
    """One judge in a round."""

    person: Person
    done: int
    """Batches."""
    ranked: int
    """Entries, each once."""
    left_out: int
    working_since: datetime | None
    """Since when they have a batch that is not handed in."""
    steady: float | None
    """The share of pairs that they put in the same order when they saw them again; None where there is nothing to say it by."""
    silent: bool
    """All that they ranked is on one place."""
    barred: Mapping[str, str]
    """By team, why they must not see it."""


async def judges(parts: Parts, event: Event, round: Round | None) -> list[JudgeRow]:
    """Everybody who judges, in the order in which they were invited; those who were removed too."""
    batches, barred, people = await asyncio.gather(
        _batches(parts, event, round), parts.store.judging.all_barred(event.id), parts.store.crew.of_event(event.id, "judge")
    )
    own: dict[str, list[Batch]] = {}
    for batch in batches:
        own.setdefault(batch.judge, []).append(batch)
    return [_row(one, own.get(one.id, []), barred.get(one.id, {})) for one in people]


async def _batches(parts: Parts, event: Event, round: Round | None) -> list[Batch]:
    return await parts.store.judging.batches(event.id, round.number) if round else []


def _row(person: Person, own: Sequence[Batch], barred: Mapping[str, str]) -> JudgeRow:
    done = [batch for batch in own if batch.done is not None]
    ranked = {entry for batch in done for place in batch.ranking or () for entry in place}
    left_out = {entry for batch in done for entry in batch.skipped} - ranked
    working = next((batch.given for batch in own if batch.done is None), None)
    orders = [order_of(batch) for batch in done]
    level = any(sum(map(len, order)) > 1 for order in orders) and all(len(order) < 2 for order in orders)
    return JudgeRow(person, len(done), len(ranked), len(left_out), working, steady(done), level, barred)


def order_of(batch: Batch) -> Order:
    return tuple(tuple(place) for place in batch.ranking or ())


def steady(done: Sequence[Batch]) -> float | None:
    """The mean over what a judge was given twice; None where nothing was."""
    by_id = {batch.id: batch for batch in done}
    twice = [(by_id[batch.repeat_of], batch) for batch in done if batch.repeat_of in by_id]
    found = [steadiness(order_of(first), order_of(again)) for first, again in twice]
    known = [one for one in found if one is not None]
    return fmean(known) if known else None
