"""Which batch a judge is given next, of the pool as the store reads it: entries of one division, those that need judges most; now and then an earlier
batch once more, to see how steady they are. No I/O: it is run inside the store's write, and may be run again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from bot.core.assigning import next_batch
from bot.services.event.views import ranked_in
from storage.events.batches import Candidate, Choice, Pool
from storage.events.records import Event

LARGEST = 10
LEFT_OVER = 3
"""Fewer than so many would make a poor last batch: they go into the one before."""
REPEAT_AFTER = 3
"""How many batches of their own a judge ranks for each one that they are given once more."""


def choose(pool: Pool, judge: str, event: Event, *, more: bool = False, rng: Random | None = None) -> Choice | None:
    """What this judge is given. None where there is nothing for them, or nothing that is needed."""
    rng = rng or Random()
    repeated = _repeat(pool, rng)
    if repeated is not None:
        return repeated
    counted = views(pool)
    seen = frozenset(entry for batch in pool.own for entry in batch.entries)
    barred = frozenset(one.id for one in pool.candidates if one.team in pool.barred)
    group = _neediest(pool.candidates, counted, seen | barred, event.views)
    open_to = sum(entry not in seen and entry not in barred for entry in group)
    wanted = event.views if not more else max((counted[entry] for entry in group), default=0) + 1
    needs = {entry: counted[entry] for entry in group}
    before = [batch.entries for batch in pool.handed]
    found = next_batch(judge, needs, seen, barred, wanted, size(event.batch, open_to), before, rng)
    return Choice(found) if found else None


def views(pool: Pool) -> Mapping[str, int]:
    """How often each entry was ranked or is being ranked now."""
    found = {one.id: 0 for one in pool.candidates}
    for batch in pool.handed:
        for entry in batch.entries:
            if entry in found and entry not in batch.skipped:
                found[entry] += 1
    return found


def size(usual: int, left: int) -> int:
    """How many go into a batch where so many are left for this judge."""
    return left if left - usual < LEFT_OVER and left <= LARGEST else usual


def _neediest(candidates: Sequence[Candidate], counted: Mapping[str, int], shut: frozenset[str], wanted: int) -> list[str]:
    """The entries of the division in which views are missing most: only what competes is compared."""
    groups: dict[str, list[str]] = {}
    for one in candidates:
        groups.setdefault(one.division, []).append(one.id)

    def missing(group: Sequence[str]) -> float:
        left = [entry for entry in group if entry not in shut]
        return sum(max(0, wanted - counted[entry]) + 0.001 for entry in left) / len(group)

    return max(groups.values(), key=missing, default=[])


def _repeat(pool: Pool, rng: Random) -> Choice | None:
    """The batch that they ranked longest ago, in another order."""
    fresh = [batch for batch in pool.own if batch.repeat_of is None and batch.done is not None]
    again = {batch.repeat_of for batch in pool.own if batch.repeat_of is not None}
    if len(fresh) < REPEAT_AFTER * (len(again) + 1):
        return None
    may = {one.id for one in pool.candidates if one.team not in pool.barred}
    for batch in fresh:
        entries = sorted(ranked_in(batch) & may)
        if batch.id not in again and len(entries) > 2:
            rng.shuffle(entries)
            return Choice(entries, batch.id)
    return None
