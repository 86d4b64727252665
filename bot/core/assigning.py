"""Which entries a judge sees next. Pure.

batch = next_batch(judge, views, seen, barred, wanted, size, together)
still_needed(views, wanted)   'two more needed here'
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from random import Random

from bot.core.islands import islands

ENOUGH = 100
"""How many of those with fewest views are looked at for each place: among so many there is one that met nobody, and a thousand take time."""


def next_batch(
    judge: str,
    views: Mapping[str, int],
    seen: frozenset[str],
    barred: frozenset[str],
    wanted: int,
    size: int,
    together: Iterable[Collection[str]] | None = None,
    rng: Random | None = None,
) -> tuple[str, ...]:
    """At most `size` entries for this judge, in the order in which to show them.

    `views` holds every entry with how often it was handed out or ranked, `together` what was in one batch with what: the batches themselves, or
    pairs. Entries with fewest views come first, among those the ones that met the batch least. One place may go to a bridge, an entry that
    others have compared, so that all comparisons hang together and nobody is ranked apart from the rest.
    Empty where nothing is left for this judge, or where all that is left has the views that were wanted, except for a judge who has seen nothing
    yet: who has come for nothing is still given a batch. Without `rng`, the same judge asked again gets the same.
    """
    rng = rng or Random(f"{judge} {len(seen)}")
    open_to = [entry for entry in views if entry not in seen and entry not in barred]
    rng.shuffle(open_to)
    if seen and all(views[entry] >= wanted for entry in open_to):
        return ()
    known = [[entry for entry in batch if entry in views] for batch in together or ()]
    island = {entry: number for number, group in enumerate(islands(views, known)) for entry in group}
    batch = _bridged(_neediest(open_to, views, size, _batches(known), island), open_to, views, island)
    rng.shuffle(batch)
    return tuple(batch)


def still_needed(views: Mapping[str, int], wanted: int) -> Mapping[str, int]:
    """How many more views each entry needs, those that need most first; whoever has enough is not in it."""
    short = {entry: wanted - seen for entry, seen in views.items() if seen < wanted}
    return dict(sorted(short.items(), key=lambda entry: -entry[1]))


def _batches(together: Iterable[Sequence[str]]) -> Mapping[str, list[Sequence[str]]]:
    """For each entry the batches that it was in."""
    batches: dict[str, list[Sequence[str]]] = defaultdict(list)
    for batch in together:
        for entry in batch:
            batches[entry].append(batch)
    return batches


def _neediest(
    open_to: Iterable[str], views: Mapping[str, int], size: int, batches: Mapping[str, Sequence[Sequence[str]]], island: Mapping[str, int]
) -> list[str]:
    """One after another: fewest views, then fewest meetings with those that were taken, then of an island that is not in yet."""
    left, meetings, landed = dict.fromkeys(open_to), dict.fromkeys(views, 0), set[int]()
    taken: list[str] = []
    while left and len(taken) < size:
        least = min(map(views.__getitem__, left))
        some = islice((one for one in left if views[one] == least), ENOUGH)
        entry = min(some, key=lambda one: (meetings[one], island[one] in landed))
        del left[entry]
        taken.append(entry)
        landed.add(island[entry])
        for batch in batches.get(entry, ()):
            for other in batch:
                meetings[other] += 1
    return taken


def _bridged(batch: Sequence[str], open_to: Iterable[str], views: Mapping[str, int], island: Mapping[str, int]) -> list[str]:
    """The batch with its last entry given up for one of the largest island (0), where it would otherwise stand apart from it."""
    if len(batch) < 2 or any(island[entry] == 0 for entry in batch):
        return list(batch)
    bridge = min((entry for entry in open_to if island[entry] == 0), key=views.__getitem__, default=None)
    return list(batch) if bridge is None else [*batch[:-1], bridge]
