"""Which lines two texts share, in a time that no text can stretch.

`difflib` alone takes a minute for two files of some hundred lines that repeat (each `x` of one fits each `x` of the other), and files come from strangers. So ends that are alike are
taken off first, then what lies between lines that stand once in both is compared piece by piece (patience diff, Bram Cohen). A piece that is still too large for `difflib`
counts as changed altogether.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_MOST_PAIRS, _DEEPEST = 20_000, 8
"""How many pairs of lines `difflib` may be asked about at once; how often a piece is cut into pieces."""

Pairs = Iterator[tuple[int, int]]


def shared(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Which line of `other` each line of the base is, where it is there still; both in their order."""
    return dict(_pairs(base, other, 0, 0, _DEEPEST))


def _pairs(a: Sequence[str], b: Sequence[str], at: int, to: int, depth: int) -> Pairs:
    """Of two pieces, which begin at these lines of the whole."""
    before = _alike_before(a, b)
    yield from ((at + k, to + k) for k in range(before))
    a, b = a[before:], b[before:]
    after = _alike_before(a[::-1], b[::-1])
    yield from _between(a[: len(a) - after], b[: len(b) - after], at + before, to + before, depth)
    yield from ((at + before + len(a) - k, to + before + len(b) - k) for k in range(after, 0, -1))


def _alike_before(a: Sequence[str], b: Sequence[str]) -> int:
    return next((k for k, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))


def _between(a: Sequence[str], b: Sequence[str], at: int, to: int, depth: int) -> Pairs:
    """Of two pieces whose ends differ."""
    if len(a) * len(b) <= _MOST_PAIRS:
        for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
            yield from ((at + block.a + k, to + block.b + k) for k in range(block.size))
        return
    known = _known(a, b) if depth else []
    i = j = 0
    for m, n in [*known, (len(a), len(b))] if known else []:
        yield from _pairs(a[i:m], b[j:n], at + i, to + j, depth - 1)
        yield from [(at + m, to + n)] if m < len(a) else []
        i, j = m + 1, n + 1


def _known(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that stand once in both, as many as are in the same order in both."""
    once = {line for line, count in Counter(a).items() if count == 1} & {line for line, count in Counter(b).items() if count == 1}
    place = {line: n for n, line in enumerate(b) if line in once}
    return _rising([(m, place[line]) for m, line in enumerate(a) if line in once])


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs whose second rises as their first does (patience sorting)."""
    lowest: list[int] = []
    tops: list[int] = []
    below: list[int] = []
    for k, (_, n) in enumerate(pairs):
        pile = bisect_left(lowest, n)
        below.append(tops[pile - 1] if pile else -1)
        lowest[pile : pile + 1], tops[pile : pile + 1] = [n], [k]
    run, k = [], tops[-1] if tops else -1
    while k >= 0:
        run.append(pairs[k])
        k = below[k]
    return run[::-1]
