"""Make the weights of `regression.py` from the phrases of the blocks that there are and from labelled messages:
`python -m bot.brains.offline.training`, in a checkout.

Half a minute, nothing but the standard library, the same file from the same texts. Multinomial logistic regression by stochastic
gradient descent with a pull to nothing (Bottou, Stochastic Gradient Descent Tricks, 2012), and beside it the weights of naive Bayes,
which are steadier where little was seen (Wang and Manning, Baselines and Bigrams, 2012). A message may name more than one block: the
main one has most of its share, so that the second is found as well.
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.brains.offline.bayes import SMOOTH, Features
from bot.brains.offline.features import features, joined
from bot.brains.offline.matching import WEIGHT, Cards, fingerprints, phrases_of
from bot.brains.offline.regression import WEIGHTS, store
from scaffolds import blocks

MESSAGES = Path(__file__).parents[3] / "tests" / "brains" / "data"
KEPT = ("messages", "own")
"""The files of messages there, one for each language."""
ROUNDS, RATE, PULL = 5, 0.5, 0.33
"""`PULL`: how strongly weights are drawn to nothing, as in a logistic regression with C = 3."""
OFTEN = 2
"""In how many texts a term must be to be kept: half of all are in one alone, and help nobody else."""
_SLIGHT = 0.01
"""A class that is wrong by less is left alone: most are, after the first round."""
BESIDE = 0.5
"""What naive Bayes' weights count beside those of the regression."""
OF_A_SECOND = 0.25
"""The share of a message that goes to the blocks behind its main one."""
WORTH = {"phrase": 1.0, "whole": 1.0, "problem": 0.5}
"""What a phrase, all that somebody said, and their first message alone count in training."""

Row = Mapping[str, Any]
"""A labelled message: `problem`, `who`, `goal`, `info`, `blocks`, best first."""


@dataclass(frozen=True)
class Example:
    """A text, and what share of it belongs to which block."""

    known: Features
    shares: Mapping[str, float]
    worth: float
    again: bool = False
    """Its words are those of another example."""


def phrases(cards: Cards) -> Iterator[Example]:
    yield from (Example(features(phrase), {owner: 1.0}, WORTH["phrase"]) for owner, phrase in phrases_of(cards))


def messages(*kept: str) -> Iterator[Row]:
    """Labelled messages, in one order."""
    for file in sorted(file for name in kept for file in MESSAGES.glob(f"{name}.*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield {"goal": row.get("what", ""), **row}


def said(row: Row) -> Mapping[str, float]:
    """What somebody said, with the weights that a conversation gives it."""
    return {row["problem"]: WEIGHT["problem"], row["who"]: WEIGHT["who"], row["goal"]: WEIGHT["goal"], row["info"]: WEIGHT["keep"]}


def told(rows: Iterable[Row]) -> Iterator[Example]:
    """Each message twice: with all that was said, and alone. Those that no block answers teach nothing here."""
    for row in rows:
        shares = shared(row["blocks"], "either" in row.get("style", ()))
        if shares:
            yield Example(joined(said(row)), shares, WORTH["whole"])
            yield Example(features(row["problem"]), shares, WORTH["problem"], again=True)


def shared(wanted: Sequence[str], alike: bool) -> Mapping[str, float]:
    """Blocks, best first, with their shares; `alike`: the first two are equal."""
    if len(wanted) < 2:
        return dict.fromkeys(wanted, 1.0)
    if alike:
        return dict.fromkeys(wanted[:2], 0.5)
    return {wanted[0]: 1 - OF_A_SECOND} | {one: OF_A_SECOND / (len(wanted) - 1) for one in wanted[1:]}


@dataclass(frozen=True)
class Trained:
    """What `store` writes down."""

    idf: Mapping[str, float]
    weights: Mapping[str, Sequence[float]]

    def beside(self, others: Mapping[str, Sequence[float]], times: float = BESIDE) -> Trained:
        """With other weights added, so many times."""
        rows = {term: [one + times * other for one, other in zip(row, others[term], strict=True)] for term, row in self.weights.items()}
        return Trained(self.idf, rows)


def train(classes: Sequence[str], examples: Sequence[Example], beside: float = BESIDE) -> Trained:
    """A weight for every term and class."""
    held = Counter(term for one in examples if not one.again for term in one.known)
    idf = {term: math.log(1 + len(examples) / (1 + n)) for term, n in sorted(held.items()) if n >= OFTEN or len(examples) < 100}
    terms = {term: [0.0] * len(classes) for term in idf}
    often: Counter[str] = Counter()
    for one in examples:
        often.update(one.shares)
    steps = [
        _step_of(one, classes, idf, terms, len(examples) / len(classes) / often[max(one.shares, key=lambda block: one.shares[block])])
        for one in examples
    ]
    scale = _descend(steps, len(classes))
    alone = Trained(idf, {term: [scale * part for part in row] for term, row in terms.items()})
    return alone.beside(counted(classes, examples, idf), beside)


def counted(classes: Sequence[str], examples: Sequence[Example], idf: Mapping[str, float]) -> Mapping[str, list[float]]:
    """What naive Bayes gives every term and class, each term's around nothing, so that they can be added to others."""
    counts, whole = {term: [0.0] * len(classes) for term in idf}, [0.0] * len(classes)
    for one in examples:
        found = weighed(one.known, idf)
        for place, share in ((classes.index(block), one.worth * share) for block, share in one.shares.items()):
            for term, part in found:
                counts[term][place] += share * part
            whole[place] += share * sum(part for _, part in found)
    usual = [math.log(n + SMOOTH * len(counts)) for n in whole]
    rows = {term: [math.log1p(n / SMOOTH) - often for n, often in zip(row, usual, strict=True)] for term, row in counts.items()}
    return {term: [part - sum(row) / len(row) for part in row] for term, row in rows.items()}


@dataclass(frozen=True)
class _Step:
    """An example, made ready: its weights' rows, how much of each, and what is right."""

    rows: Sequence[list[float]]
    parts: Sequence[float]
    right: Sequence[tuple[int, float]]
    worth: float


def _step_of(one: Example, classes: Sequence[str], idf: Mapping[str, float], terms: Mapping[str, list[float]], worth: float) -> _Step:
    """`worth` makes up for a class with few examples."""
    found = weighed(one.known, idf)
    right = [(classes.index(block), share) for block, share in one.shares.items()]
    return _Step([terms[term] for term, _ in found], [part for _, part in found], right, one.worth * worth)


def _descend(steps: Sequence[_Step], many: int) -> float:
    """The rows are changed in place; they count times the number that is returned, which shrinks at each step in place of all of them."""
    order, chance, scale, done = list(steps), random.Random(1), 1.0, 0
    pull = PULL / max(len(steps), 1)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for step in order:
            rate = RATE / (1 + RATE * pull * done)
            wrong = _wrong(step, many, scale)
            scale *= 1 - rate * pull
            done += 1
            for row, part in zip(step.rows, step.parts, strict=True):
                much = part * rate / scale
                for place, slope in wrong:
                    row[place] -= much * slope
    return scale


def _wrong(step: _Step, many: int, scale: float) -> list[tuple[int, float]]:
    """The classes that have too much or too little of it, and how much."""
    score = [0.0] * many
    for row, part in zip(step.rows, step.parts, strict=True):
        score = [one + part * weight for one, weight in zip(score, row, strict=True)]
    best = max(score)
    shares = [math.exp(scale * (one - best)) for one in score]
    whole = sum(shares)
    slopes = [share / whole for share in shares]
    for place, share in step.right:
        slopes[place] -= share
    return [(place, step.worth * slope) for place, slope in enumerate(slopes) if abs(slope) > _SLIGHT]


def weighed(known: Features, idf: Mapping[str, float]) -> list[tuple[str, float]]:
    """The terms that are kept, as a vector of length 1."""
    found = [(term, weight * idf[term]) for term, weight in known.items() if term in idf]
    length = math.hypot(*(weight for _, weight in found)) or 1.0
    return [(term, weight / length) for term, weight in found]


def main(file: Path = WEIGHTS) -> None:
    cards = {id: block.card for id, block in blocks.discover().items()}
    trained = train(tuple(cards), [*phrases(cards), *told(messages(*KEPT))])
    store(file, fingerprints(cards), trained.idf, trained.weights)


if __name__ == "__main__":
    main()
