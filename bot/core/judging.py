"""What judges' rankings say about the entries, and how surely. Pure.

ranking = fit(ballots, entries)
ranking.standings          best first, each with an interval
ranking.too_close(a, b)    whether the order of two could as well be the other
ranking.top(3)             who is certainly among the best three, who may be
ranking.span(a)            between which places it may truly be
z_scores(scores)           the rubric's points with each judge's habits taken out, beside the ranking
steadiness(first, again)   how alike one judge ordered the same entries twice

A judge orders a batch; each pair of it that is not tied is a win, a tie is half a win for both. Pairs of one batch share a judge's impressions,
so that they say less than as many pairs judged apart: all of a batch of k weigh as much as its order does in the model of Plackett and Luce,
k - (1 + 1/2 + ... + 1/k) instead of k(k - 1)/4 (`weight`; both are what the entries' scores can be told from, if all are alike).
"""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from bot.core.bradley_terry import Duels, clear, solved
from bot.core.islands import islands

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.core.bradley_terry import Numbers

Order = tuple[tuple[str, ...], ...]
"""Best first; entries of one group are tied."""
SMALL = 1e-9
SURE = 1.645
"""An interval of 90 %: the true score lies outside of it once in ten times."""


class Ballot(NamedTuple):
    """How one judge ordered one batch."""

    judge: str
    order: Order


class Score(NamedTuple):
    """Points of one judge for one entry, on whatever scale."""

    judge: str
    entry: str
    value: float


class Standing(NamedTuple):
    """One entry: its score in log odds against a middling one, 90 % of what it may truly be, how many ballots hold it, and its place
    (equal scores share one)."""

    entry: str
    score: float
    low: float
    high: float
    views: int
    place: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """All entries, best first.

    `islands` are groups of entries that no chain of comparisons joins, largest first; more than one means that judges are still needed.
    `silent` are the judges none of whose ballots tells one entry from another: they count as views and move nothing.
    """

    standings: tuple[Standing, ...]
    islands: tuple[frozenset[str], ...]
    silent: tuple[str, ...]
    _spot: Mapping[str, int] = field(repr=False)
    _clear: NDArray[np.bool_] = field(repr=False, compare=False)
    """Row is clearly better than column, by their places in `standings`."""

    def too_close(self, a: str, b: str) -> bool:
        """Whether nobody can say which of two is better; always so between islands. KeyError for an entry that is not in the ranking."""
        one, other = self._spot[a], self._spot[b]
        return not bool(self._clear[one, other] or self._clear[other, one])

    def span(self, entry: str) -> tuple[int, int]:
        """Between which places it may truly be: behind those that are clearly better, before those that are clearly worse."""
        spot = self._spot[entry]
        return 1 + int(self._clear[:, spot].sum()), len(self.standings) - int(self._clear[spot].sum())

    def top(self, n: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who is certainly among the best `n`, and who else may be, each best first."""
        spans = [(standing.entry, *self.span(standing.entry)) for standing in self.standings]
        sure = tuple(entry for entry, _, worst in spans if worst <= n)
        return sure, tuple(entry for entry, best, worst in spans if best <= n < worst)


def fit(ballots: Iterable[Ballot], entries: Sequence[str]) -> Ranking:
    """Rank these entries. Whoever else is on a ballot (withdrawn, say) is passed over, a name that stands twice on one counts where it stood first."""
    import numpy as np

    names = list(dict.fromkeys(entries))
    cast = [Ballot(ballot.judge, cleaned(ballot.order, set(names))) for ballot in ballots]
    if not names:
        return Ranking((), (), _silent(cast), {}, np.zeros((0, 0), dtype=bool))
    return _ranked(names, cast, _duels(cast, {name: spot for spot, name in enumerate(names)}))


def cleaned(order: Order, known: set[str]) -> Order:
    """The same order with each known entry once, and no empty group."""
    left = set(known)
    groups = []
    for group in order:
        new = tuple(entry for entry in dict.fromkeys(group) if entry in left)
        left.difference_update(new)
        groups.append(new)
    return tuple(group for group in groups if group)


def weight(size: int) -> float:
    """What each pair of a ballot of this many entries counts, against a pair that was judged alone."""
    return (size - sum(1 / place for place in range(1, size + 1))) / (size * (size - 1) / 4)


def _duels(ballots: Iterable[Ballot], spots: Mapping[str, int]) -> Duels:
    """All pairs, weighed. What one judge compared twice, as in a planted repeat, counts as once."""
    import numpy as np

    told = [_compared(judge, order, spots) for judge, orders in enumerate(_telling(ballots).values()) for order in orders]
    table = np.concatenate([np.empty((0, 5)), *told])
    judge, one, other = table[:, :3].astype(np.int64).T
    pair = one * len(spots) + other
    _, at, times = np.unique(judge * len(spots) ** 2 + pair, return_inverse=True, return_counts=True)
    found, at_pair = np.unique(pair, return_inverse=True)
    won, both = (np.bincount(at_pair, column / times[at]).astype(np.float64) for column in table[:, 3:].T)
    return Duels(len(spots), found // len(spots), found % len(spots), won, both)


def _compared(judge: int, order: Order, spots: Mapping[str, int]) -> Numbers:
    """The pairs of one ballot, a row each: judge, two spots, what the first of them won, and of how much."""
    import numpy as np

    entries = np.array([spots[entry] for group in order for entry in group])
    ranks = np.array([rank for rank, group in enumerate(order) for _ in group])
    better, worse = np.triu_indices(len(entries), 1)
    won = np.where(ranks[better] == ranks[worse], 0.5, 1.0)
    one, other, each = entries[better], entries[worse], weight(len(entries))
    first = np.where(one < other, won, 1 - won)
    return np.column_stack((np.full(len(won), judge), np.minimum(one, other), np.maximum(one, other), each * first, np.full(len(won), each)))


def _telling(ballots: Iterable[Ballot]) -> Mapping[str, list[Order]]:
    """Each judge's orders that tell anything apart: one group alone says as little as a blank sheet, and would only narrow the intervals."""
    told: dict[str, list[Order]] = defaultdict(list)
    for ballot in ballots:
        if len(ballot.order) > 1:
            told[ballot.judge].append(ballot.order)
    return told


def _silent(ballots: Sequence[Ballot]) -> tuple[str, ...]:
    told = _telling(ballots)
    return tuple(dict.fromkeys(ballot.judge for ballot in ballots if ballot.judge not in told))


def _ranked(names: Sequence[str], ballots: Sequence[Ballot], duels: Duels) -> Ranking:
    import numpy as np

    scores, spread = solved(duels)
    best = np.argsort(-scores.round(6), kind="stable")
    ahead, own = clear(scores, spread, SURE)[np.ix_(best, best)], spread.diagonal()[best]
    names = [names[spot] for spot in best]
    groups = islands(names, ([entry for group in order for entry in group] for orders in _telling(ballots).values() for order in orders))
    home = {name: number for number, group in enumerate(groups) for name in group}
    of = np.array([home[name] for name in names])
    standings = _standings(names, _views(ballots), scores[best].tolist(), own.tolist())
    spots = {name: spot for spot, name in enumerate(names)}
    return Ranking(standings, tuple(groups), _silent(ballots), spots, ahead & (of[:, None] == of))


def _standings(names: Sequence[str], views: Mapping[str, int], scores: Sequence[float], variances: Sequence[float]) -> tuple[Standing, ...]:
    told: list[Standing] = []
    for spot, (name, score, variance) in enumerate(zip(names, scores, variances, strict=True)):
        half = SURE * variance**0.5
        same = bool(told) and round(told[-1].score, 6) == round(score, 6)
        place = told[-1].place if same else spot + 1
        told.append(Standing(name, score, score - half, score + half, views.get(name, 0), place))
    return tuple(told)


def _views(ballots: Iterable[Ballot]) -> Mapping[str, int]:
    views: dict[str, int] = defaultdict(int)
    for ballot in ballots:
        for group in ballot.order:
            for entry in group:
                views[entry] += 1
    return views


def z_scores(scores: Iterable[Score]) -> Mapping[str, float]:
    """Each entry's mean of its judges' z-scores: how far above that judge's own mean, in that judge's own spread. A strict judge and a mild one
    count alike. Judges who gave everyone the same, or saw one entry, say nothing; an entry that only they saw is left out."""
    given: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for score in scores:
        if math.isfinite(score.value):
            given[score.judge][score.entry].append(score.value)
    told: dict[str, list[float]] = defaultdict(list)
    for of_judge in given.values():
        for entry, z in _standardised({entry: statistics.fmean(values) for entry, values in of_judge.items()}).items():
            told[entry].append(z)
    return {entry: statistics.fmean(values) for entry, values in told.items()}


def _standardised(values: Mapping[str, float]) -> Mapping[str, float]:
    mean, spread = statistics.fmean(values.values()), statistics.pstdev(values.values())
    return {entry: (value - mean) / spread for entry, value in values.items()} if spread > SMALL else {}


def at_odds(ranking: Ranking, scores: Mapping[str, float]) -> tuple[str, ...]:
    """Entries whose z-score, put on the ranking's scale, lies outside of their interval: a human looks there before confirming."""
    both = [standing for standing in ranking.standings if standing.entry in scores]
    if len(both) < 2:
        return ()
    ranked = _standardised({standing.entry: standing.score for standing in both})
    spread, mean = statistics.pstdev(standing.score for standing in both), statistics.fmean(standing.score for standing in both)
    told = _standardised({standing.entry: scores[standing.entry] for standing in both})
    return tuple(one.entry for one in both if ranked and told and not one.low <= mean + spread * told[one.entry] <= one.high)


def steadiness(first: Order, again: Order) -> float | None:
    """The share of pairs that one judge put in the same order twice: 1 always, 0.5 what a coin does, 0 never. Tied in one of both is half.
    None where the two have no pair in common that either of them tells apart."""
    before, after = _directions(first), _directions(again)
    shared = [(before[pair], after[pair]) for pair in before.keys() & after.keys() if (before[pair], after[pair]) != (0, 0)]
    return statistics.fmean((1 + one * other) / 2 for one, other in shared) if shared else None


def _directions(order: Order) -> Mapping[frozenset[str], int]:
    """Of each pair, 1 where the first by name is better, -1 where it is worse, 0 where they are tied."""
    ranks = {entry: rank for rank, group in enumerate(cleaned(order, {entry for group in order for entry in group})) for entry in group}
    return {frozenset((one, other)): (ranks[one] < ranks[other]) - (ranks[one] > ranks[other]) for one, other in combinations(sorted(ranks), 2)}
