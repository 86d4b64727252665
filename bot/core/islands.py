"""Which of many hang together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def islands(met: Mapping[str, Iterable[str]]) -> list[frozenset[str]]:
    """Groups that no chain of meetings joins, the largest first. `met` holds everyone, with whom they met, both ways round."""
    left, found = set(met), []
    for start in met:
        if start in left:
            found.append(_reached(start, met))
            left -= found[-1]
    return sorted(found, key=len, reverse=True)


def _reached(start: str, met: Mapping[str, Iterable[str]]) -> frozenset[str]:
    reached, edge = {start}, [start]
    while edge:
        new = set(met[edge.pop()]) - reached
        reached |= new
        edge.extend(new)
    return frozenset(reached)
