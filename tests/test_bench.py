"""What the benches count with, and a class that writes into one app at once."""

from __future__ import annotations

import pytest

from bench.telegram.order import inversions
from bench.telegram.times import quantile
from bench.writes import PEOPLE, crowd


def test_an_answer_before_an_earlier_one_is_counted() -> None:
    assert inversions([1, 1, 4, 7]) == 0
    assert inversions([4, 1, 7, 5]) == 2


def test_quantiles() -> None:
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile(list(range(100)), 0.95) == 95
    with pytest.raises(ValueError):
        quantile([], 0.5)


def test_a_class_writes_at_once_and_nothing_is_lost() -> None:
    """Each a row of their own and one that all want: the first is there, the second once, and nobody is told to try again."""
    found = crowd()
    assert (found.kept, found.lost, found.doubled, found.given_up) == (PEOPLE + 1, 0, 0, 0), found
