"""The model of Bradley and Terry (1952): `a` beats `b` with probability 1 / (1 + exp(b - a)). Pure, over numpy, which is imported when needed.

scores, spread = solved(duels)                 the most probable scores in log odds, and their covariance
clear(scores, spread, sure)   whose lead is beyond doubt

Who duels is taken to differ by `SPREAD` before anyone looked, so that there is an answer for whatever came in: no duel at all, wins without a
loss, groups that never met. The covariance is the curvature at the best fit (Laplace).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Spots = NDArray[np.int64]

SPREAD = 1.1
"""How far entries differ before anyone looked, as a standard deviation in log odds: 1.078 was measured at MadHacks 2025
(https://github.com/coolmineman/judging-things, experiment 07)."""
WALKS, STEPS, NEAR, SMALL = 300, 50, 1e-5, 1e-3
"""Steps that cost little and steps of Newton's, and how short the last of either is, in log odds: what is left after Newton's is its square."""


class Duels(NamedTuple):
    """Who met, in columns: between two of `size` spots, each pair once, `one` won `won` of `both` against `other`."""

    size: int
    one: Spots
    other: Spots
    won: Numbers
    both: Numbers

    def summed(self, first: Numbers, second: Numbers) -> Numbers:
        """For each spot the sum of its column's values."""
        import numpy as np

        total = np.bincount(self.one, first, self.size).astype(np.float64)
        total += np.bincount(self.other, second, self.size)
        return total

    def chance(self, scores: Numbers) -> Numbers:
        """How probably `one` wins; by tanh, which does not overflow."""
        import numpy as np

        chance: Numbers = (1 + np.tanh((scores[self.one] - scores[self.other]) / 2)) / 2
        return chance

    def pull(self, scores: Numbers) -> Numbers:
        """Where the scores are drawn: wins beyond what they promise, and back to the middle."""
        more = self.won - self.both * self.chance(scores)
        return self.summed(more, -more) - scores / SPREAD**2

    def curvature(self, scores: Numbers) -> Numbers:
        import numpy as np

        chance = self.chance(scores)
        bend = self.both * chance * (1 - chance)
        table = np.zeros((self.size, self.size))
        table[self.one, self.other] = table[self.other, self.one] = -bend
        np.fill_diagonal(table, 1 / SPREAD**2 + self.summed(bend, bend))
        return table


def solved(duels: Duels) -> tuple[Numbers, Numbers]:
    """The most probable scores and their covariance: Newton's steps, begun nearby, since one for 1,500 entries costs half a second."""
    import numpy as np

    scores = _nearby(duels)
    for _ in range(STEPS):
        spread: Numbers = np.linalg.inv(duels.curvature(scores)).astype(np.float64, copy=False)
        step = spread @ duels.pull(scores)
        scores = scores + _shortened(step)
        if np.abs(step).max() < SMALL:
            break
    return scores, spread


def _nearby(duels: Duels) -> Numbers:
    """Uphill from zero in steps that never overshoot: a duel bends by a quarter at most, and twice a row's own bend is more than all of it pulls."""
    import numpy as np

    bound = 1 / SPREAD**2 + duels.summed(duels.both, duels.both) / 2
    scores = np.zeros(duels.size)
    for _ in range(WALKS):
        step = duels.pull(scores) / bound
        scores = scores + step
        if np.abs(step).max() < NEAR:
            break
    return scores


def _shortened(step: Numbers) -> Numbers:
    """As long as is safe from anywhere (Sun and Tran-Dinh 2019, generalised self-concordance); a small step stays as it is."""
    import numpy as np

    reach = float(np.ptp(step))
    return step * (np.log1p(reach) / reach) if reach > NEAR else step


def clear(scores: Numbers, spread: Numbers, sure: float) -> NDArray[np.bool_]:
    """Row is better than column by more than `sure` standard deviations of their difference. Squares are compared, in single precision and in place:
    the tables are large, and roots of them take time."""
    import numpy as np

    own, level = spread.diagonal().astype(np.float32), scores.astype(np.float32)
    doubt = spread.astype(np.float32)
    doubt *= -2
    doubt += own[:, None]
    doubt += own
    doubt *= sure**2
    ahead = level[:, None] - level
    ahead *= np.abs(ahead)
    return ahead > np.maximum(doubt, NEAR)
