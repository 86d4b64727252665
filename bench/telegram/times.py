"""Quantiles of waiting times."""

from __future__ import annotations

from collections.abc import Sequence


def quantile(times: Sequence[float], part: float) -> float:
    """The time below which so much of them lies: 0.95 for p95. Raises `ValueError` without any."""
    if not times:
        raise ValueError("there are no times to tell of")
    return sorted(times)[min(len(times) - 1, int(part * len(times)))]
