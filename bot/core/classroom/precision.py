"""How far the signals were right, as teachers found: counted, with no more said than the numbers bear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ENOUGH = 5
"""Below so many judgements nothing is said about how far to trust a reason."""


@dataclass(frozen=True)
class Tally:
    """Of one reason, or of all."""

    reason: str
    shown: int
    judged: int
    right: int

    @property
    def share(self) -> float | None:
        """How many of the judged ones were right, 0 to 1; None where nobody judged any."""
        return self.right / self.judged if self.judged else None


def in_all(tallies: Iterable[Tally]) -> Tally:
    every = list(tallies)
    return Tally("", sum(one.shown for one in every), sum(one.judged for one in every), sum(one.right for one in every))


def weakest(tallies: Iterable[Tally]) -> Tally | None:
    """The reason that was wrong most often, where enough were judged and it was wrong more often than not."""
    doubtful = [one for one in tallies if one.judged >= ENOUGH and one.right / one.judged < 0.5]
    return min(doubtful, key=lambda one: one.right / one.judged, default=None)
