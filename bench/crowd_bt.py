"""The peer in judging: pairs chosen one after another where most is learned, as Gavel does (https://github.com/anishathalye/gavel).

Chen, Bennett, Collins-Thompson and Horvitz, 'Pairwise Ranking Aggregation in a Crowdsourced Setting', WSDM 2013. Written from the paper's formulas,
with Gavel's settings: every entry has a normal score, every judge a beta for how often they are right, and each vote moves both a little. A
judge compares what they see with what they saw before; who sees what next is drawn at random one time in four, else by expected gain.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, digamma

Numbers = NDArray[np.float64]
GAMMA, KAPPA, EPSILON, MIN_VIEWS = 0.1, 1e-4, 0.25, 5


class Beliefs(NamedTuple):
    """After one vote: mean and variance of winner and loser, the judge's alpha and beta, and how probable the vote was."""

    winner: Any
    loser: Any
    alpha: Any
    beta: Any
    chance: Any


def voted(winner: Any, loser: Any, alpha: Any, beta: Any) -> Beliefs:
    """What to believe once this has won; each of `winner` and `loser` is mean and variance, numbers or columns of them."""
    (mean_w, var_w), (mean_l, var_l) = winner, loser
    wins = 1 / (1 + np.exp(mean_l - mean_w))
    trusted = alpha / (alpha + beta * np.exp(mean_l - mean_w))
    up, bend = trusted - wins, trusted * (1 - trusted) - wins * (1 - wins)
    new_w = mean_w + var_w * up, var_w * np.maximum(1 + var_w * bend, KAPPA)
    new_l = mean_l - var_l * up, var_l * np.maximum(1 + var_l * bend, KAPPA)
    return Beliefs(new_w, new_l, *_judge(wins + (var_w + var_l) * wins * (1 - wins) * (0.5 - wins), alpha, beta))


def _judge(right: Any, alpha: Any, beta: Any) -> tuple[Any, Any, Any]:
    """The judge's beta by its first two moments, and how probable the vote was; `right` is the chance that a judge who is right says so."""
    n = alpha + beta
    chance = (right * alpha + (1 - right) * beta) / n
    first = (right * (alpha + 1) * alpha + (1 - right) * alpha * beta) / (chance * (n + 1) * n)
    second = (right * (alpha + 2) * (alpha + 1) * alpha + (1 - right) * (alpha + 1) * alpha * beta) / (chance * (n + 2) * (n + 1) * n)
    held = (first - second) / (second - first**2)
    return held * first, held * (1 - first), chance


def gain(before: Any, after: Any, alpha: Any, beta: Any) -> Any:
    """What is learned, expected: how far beliefs about both entries and the judge would move, by who wins."""
    one, two = voted(before, after, alpha, beta), voted(after, before, alpha, beta)
    if_one = _moved(one.winner, before) + _moved(one.loser, after) + GAMMA * _turned(one, alpha, beta)
    if_two = _moved(two.loser, before) + _moved(two.winner, after) + GAMMA * _turned(two, alpha, beta)
    return one.chance * if_one + (1 - one.chance) * if_two


def _moved(new: Any, old: Any) -> Any:
    """Kullback and Leibler's divergence of two normals."""
    ratio = new[1] / old[1]
    return (new[0] - old[0]) ** 2 / (2 * old[1]) + (ratio - 1 - np.log(ratio)) / 2


def _turned(new: Beliefs, alpha: Any, beta: Any) -> Any:
    """The same of two betas."""
    fewer = alpha - new.alpha + beta - new.beta
    own = (new.alpha - alpha) * digamma(new.alpha) + (new.beta - beta) * digamma(new.beta)
    return betaln(alpha, beta) - betaln(new.alpha, new.beta) + own + fewer * digamma(new.alpha + new.beta)


def ranked(seen: Numbers, views: int, rng: np.random.Generator) -> Numbers:
    """The entries' scores after each judge has seen so many, one after another, judge by judge in turn. `seen` is what judges see, in many events at
    once: events x judges x entries."""
    events, judges, entries = seen.shape
    mean, variance, times = np.zeros((events, entries)), np.ones((events, entries)), np.zeros((events, entries))
    trust, unseen, last = np.tile((10.0, 1.0), (events, judges, 1)), np.ones(seen.shape, dtype=bool), np.full((events, judges), -1)
    at = np.arange(events)
    for turn in range(views):
        for judge in rng.permutation(judges):
            before = last[:, judge]
            now = _next(unseen[:, judge], times, before, mean, variance, trust[:, judge], rng)
            if turn:
                won, lost = np.where(seen[at, judge, now] > seen[at, judge, before], (now, before), (before, now))
                after = voted((mean[at, won], variance[at, won]), (mean[at, lost], variance[at, lost]), *trust[:, judge].T)
                (mean[at, won], variance[at, won]), (mean[at, lost], variance[at, lost]) = after.winner, after.loser
                trust[:, judge] = np.column_stack((after.alpha, after.beta))
            unseen[at, judge, now], last[:, judge] = False, now
            times[at, now] += 1
    return mean


def _next(
    unseen: NDArray[np.bool_], times: Numbers, before: NDArray[np.int64], mean: Numbers, variance: Numbers, trust: Numbers, rng: np.random.Generator
) -> NDArray[np.int64]:
    """In each event one entry that its judge has not seen; of those that few have seen, while there are any."""
    few = unseen & (times < MIN_VIEWS)
    may = np.where(few.any(axis=1, keepdims=True), few, unseen)
    worth = np.where(may, rng.random(may.shape) * 1e-9, -np.inf)
    greedy = (rng.random(len(may)) >= EPSILON) & (before >= 0)
    event, entry = np.nonzero(may & greedy[:, None])
    held = before[event]
    worth[event, entry] += gain((mean[event, held], variance[event, held]), (mean[event, entry], variance[event, entry]), *trust[event].T)
    best: NDArray[np.int64] = worth.argmax(axis=1)
    return best
