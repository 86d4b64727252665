"""How a time is taken: some calls to warm up, then the median, with the calls of what is compared interleaved, so that a noisy
machine is noisy for both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping


def medians(calls: Mapping[str, Callable[[], object]], rounds: int = 200, warm: int = 5) -> dict[str, float]:
    """Median milliseconds of each call, over `rounds` rounds of all of them in turn."""
    for call in calls.values():
        for _ in range(warm):
            call()
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            begun = time.perf_counter()
            call()
            taken[name].append((time.perf_counter() - begun) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


def row(name: str, value: str, limit: str = "", good: bool | None = None) -> str:
    """One line of a benchmark's output."""
    verdict = "" if good is None else ("holds" if good else "MISSED")
    return f"{name:58} {value:>14}  {limit:24} {verdict}".rstrip()
