"""Which combinations a test is run on: all of them under `make test-all`, few that still meet one another under `make test`.

@pytest.mark.parametrize(("block", "language", "scheme"), chosen(BLOCKS, LANGUAGES, SCHEMES))
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations, product
from typing import Any, Literal, get_args

from scaffolds.spec import Language

EVERYTHING = os.environ.get("SAMPAN_TEST_ALL") == "1"
"""Set by `make test-all`."""
LANGUAGES: tuple[Language, ...] = get_args(Language)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)

Row = tuple[Any, ...]
Meeting = tuple[tuple[int, Any], ...]


def chosen(*axes: Sequence[Any], strength: int = 1, possible: Callable[..., bool] = lambda *row: True) -> list[Row]:
    """Every possible row under `make test-all`, else `covering` ones."""
    return [row for row in product(*axes) if possible(*row)] if EVERYTHING else covering(*axes, strength=strength, possible=possible)


def covering(*axes: Sequence[Any], strength: int, possible: Callable[..., bool] = lambda *row: True) -> list[Row]:
    """Few rows, one value of each axis in each, that meet together whatever `strength` values of different axes can meet.

    With strength 1 each value is seen once, with 2 each pair of values. Greedy (each row the one that meets the most that is new), so
    not always the fewest; the same for the same axes, in the order of their product.
    """
    rows = [row for row in product(*axes) if possible(*row)]
    meetings = {row: _meetings(row, strength) for row in rows}
    lesser = {row: _meetings(row, 1) | _meetings(row, 2) for row in rows}
    open_, worn, taken = set().union(*meetings.values()), Counter[Meeting](), list[Row]()
    while open_:
        # among those that meet the most that is new, one whose values were seen the least
        best = max(rows, key=lambda row: (len(open_ & meetings[row]), -sum(worn[one] for one in lesser[row])))
        open_ -= meetings[best]
        worn.update(lesser[best])
        taken.append(best)
    return sorted(taken, key=rows.index)


def _meetings(row: Row, strength: int) -> set[Meeting]:
    """Values of different axes, each with the number of its axis, as they stand together in a row."""
    return set(combinations(enumerate(row), min(strength, len(row))))
