"""Make the weights of `regression.py` from the phrases of the blocks that there are: `python -m bot.brains.offline.training`.

A minute, nothing but the standard library, the same file from the same phrases. Adagrad on the cross-entropy with a
pull to nothing (Duchi et al., Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, 2011).
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.brains.offline.bayes import Features
from bot.brains.offline.features import features
from bot.brains.offline.matching import fingerprint, phrases_of
from bot.brains.offline.regression import WEIGHTS, store
from scaffolds import blocks

ROUNDS, RATE, PULL = 15, 0.5, 0.33
"""`PULL`: how strongly weights are drawn to nothing, as in a logistic regression with C = 3."""

Text = tuple[int, Sequence[tuple[str, float]]]
"""A phrase: the place of its class, and its terms as a vector of length 1."""


def train(classes: Sequence[str], texts: Sequence[Text]) -> Mapping[str, list[float]]:
    """A weight for every term and class."""
    many = len(classes)
    held = Counter(term for _, weighed in texts for term, _ in weighed)
    pulls = {term: PULL / n for term, n in held.items()}
    weights = {term: [0.0] * many for term in sorted(held)}
    seen = {term: [1e-3] * many for term in weights}
    order, chance = list(texts), random.Random(1)
    often = Counter(place for place, _ in texts)
    usual = len(texts) / many
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for place, weighed in order:
            _step(weights, seen, pulls, weighed, place, usual / often[place])
    return weights


def _step(
    weights: dict[str, list[float]],
    seen: dict[str, list[float]],
    pulls: Mapping[str, float],
    weighed: Sequence[tuple[str, float]],
    right: int,
    worth: float,
) -> None:
    """One phrase: its class a little more likely, the others less; `worth` makes up for a class with few phrases."""
    score = [0.0] * len(weights[weighed[0][0]]) if weighed else []
    for term, weight in weighed:
        score = [one + weight * part for one, part in zip(score, weights[term], strict=True)]
    best = max(score, default=0.0)
    shares = [math.exp(one - best) for one in score]
    whole = sum(shares) or 1.0
    wrong = [worth * (share / whole - (place == right)) for place, share in enumerate(shares)]
    for term, weight in weighed:
        slopes = [weight * one + pulls[term] * part for one, part in zip(wrong, weights[term], strict=True)]
        seen[term] = [one + slope * slope for one, slope in zip(seen[term], slopes, strict=True)]
        weights[term] = [part - RATE * slope / math.sqrt(one) for part, slope, one in zip(weights[term], slopes, seen[term], strict=True)]


def weighed(known: Features, idf: Mapping[str, float]) -> list[tuple[str, float]]:
    """The terms that are kept, as a vector of length 1."""
    found = [(term, weight * idf[term]) for term, weight in known.items() if term in idf]
    length = math.hypot(*(weight for _, weight in found)) or 1.0
    return [(term, weight / length) for term, weight in found]


def main() -> None:
    cards = {id: block.card for id, block in blocks.discover().items()}
    classes, said = tuple(cards), [(owner, features(phrase)) for owner, phrase in phrases_of(cards)]
    held = Counter(term for _, known in said for term in known)
    idf = {term: math.log(1 + len(said) / (1 + n)) for term, n in held.items()}
    weights = train(classes, [(classes.index(owner), weighed(known, idf)) for owner, known in said])
    store(WEIGHTS, fingerprint(cards), classes, idf, weights)


if __name__ == "__main__":
    main()
