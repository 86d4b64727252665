"""When a server is left alone: no learner waits for one that is known to be away."""

from __future__ import annotations

import time
from collections.abc import Callable

_MOST_FAULTS = 3
_SHORTEST, _LONGEST = 30.0, 300.0
"""Seconds; each rest without an answer after it is twice as long as the one before."""


class Resting:
    """Asked before each turn, told after it. After a rest one turn tries alone; the others wait for how it goes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._faults = 0
        self._rests = 0
        self._until: float | None = None
        self._trying = False

    def enter(self) -> bool:
        """Whether the server may be asked now; whoever may must say how it went, or that they `left`."""
        if self._until is None:
            return True
        if self._clock() < self._until or self._trying:
            return False
        self._trying = True
        return True

    def answered(self) -> None:
        self._faults = self._rests = 0
        self._until, self._trying = None, False

    def left(self) -> None:
        """It was not waited for."""
        self._trying = False

    def failed(self) -> None:
        """Once more without an answer."""
        self._faults += 1
        if self._trying or self._faults >= _MOST_FAULTS:
            self._rest(min(_SHORTEST * 2.0**self._rests, _LONGEST))
        self._trying = False

    def rest(self, seconds: float = _LONGEST) -> None:
        """It said when to come back, or that coming back helps nobody."""
        self._rest(min(max(seconds, 0.0), 2 * _LONGEST))
        self._trying = False

    def _rest(self, seconds: float) -> None:
        self._rests = min(self._rests + 1, 10)
        self._until = self._clock() + seconds
