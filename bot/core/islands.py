"""Which of many hang together. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable


def islands(names: Iterable[str], groups: Iterable[Collection[str]]) -> list[frozenset[str]]:
    """Sets of names that no chain of groups joins, the largest first; names alone stand alone. Who is in a group and no name is passed over."""
    home = {name: [name] for name in names}
    for group in groups:
        known = [name for name in group if name in home]
        for other in known[1:]:
            _join(home, home[known[0]], home[other])
    apart = {id(island): island for island in home.values()}
    return sorted(map(frozenset, apart.values()), key=len, reverse=True)


def _join(home: dict[str, list[str]], one: list[str], other: list[str]) -> None:
    """The smaller moves in with the larger."""
    if one is other:
        return
    large, small = (one, other) if len(one) >= len(other) else (other, one)
    large.extend(small)
    home.update(dict.fromkeys(small, large))
