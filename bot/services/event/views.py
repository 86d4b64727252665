"""How many judges ranked each entry. Who ranked it twice, in a repeat, is one judge still; what was left out was not seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from storage.events.batches import Batch


def ranked_in(batch: Batch) -> set[str]:
    """What stands on a batch's places."""
    return {entry for place in batch.ranking or () for entry in place}


def views_of(batches: Iterable[Batch], entries: Collection[str]) -> Mapping[str, int]:
    """For each of these entries, by how many judges it was ranked in what counts."""
    judges: dict[str, set[str]] = {entry: set() for entry in entries}
    for batch in batches:
        if batch.done is not None:
            for entry in ranked_in(batch) & judges.keys():
                judges[entry].add(batch.judge)
    return {entry: len(those) for entry, those in judges.items()}
