"""Made-up events of which the best entry is known: what each judge would think of each entry, if they saw it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

QUALITY, BIAS, NOISE = 1.08, 1.0, 1.0
"""Standard deviations: of the entries' qualities (MadHacks 2025, in log odds), of how mild judges are with points, of one look at one entry."""


class Worlds(NamedTuple):
    """Events as nobody sees them: `quality` by event and entry; what judges see, and their points for it, by event, judge and entry."""

    quality: NDArray[np.float64]
    seen: NDArray[np.float64]
    points: NDArray[np.float64]


def worlds(events: int, judges: int, entries: int, rng: np.random.Generator, *, hard: bool = False) -> Worlds:
    """A look is off by a normal error. With `hard`, by Gumbel's, which is more by a quarter and orders batches as Plackett and Luce say."""
    quality = rng.normal(0, QUALITY, (events, entries))
    shape = events, judges, entries
    seen = quality[:, None, :] + (rng.gumbel(0, 1, shape) if hard else rng.normal(0, NOISE, shape))
    return Worlds(quality, seen, seen + rng.normal(0, BIAS, (events, judges, 1)))
