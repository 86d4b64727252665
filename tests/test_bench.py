"""What the benches count with."""

from __future__ import annotations

import pytest

from bench.telegram.order import inversions
from bench.telegram.times import quantile


def test_an_answer_before_an_earlier_one_is_counted() -> None:
    assert inversions([1, 1, 4, 7]) == 0
    assert inversions([4, 1, 7, 5]) == 2


def test_quantiles() -> None:
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile(list(range(100)), 0.95) == 95
    with pytest.raises(ValueError):
        quantile([], 0.5)
