"""Ways to match a message to blocks, made from training examples: what `bench/matching.py` compares."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.brains.offline import regression
from bot.brains.offline.bayes import Bayes, Features
from bot.brains.offline.training import Example, Trained, counted, train
from bot.core.bm25 import Bm25

Engine = Callable[[Features], Mapping[str, float]]
"""Features of what was said in, blocks with their scores out."""
_BEST = 9
"""So many of a block's nearest texts are summed: fewer or more find less."""


def nearest(classes: Sequence[str], examples: Sequence[Example]) -> Engine:
    """BM25 over the texts, the scores of the nearest of each block summed."""
    index = Bm25([list(one.known) for one in examples])
    owners = [main(one) for one in examples]

    def score(known: Features) -> Mapping[str, float]:
        found: dict[str, list[float]] = defaultdict(list)
        for place, fit in index.scores(known).items():
            found[owners[place]].append(fit)
        return {block: sum(sorted(found[block])[-_BEST:]) for block in classes}

    return score


def bayes(classes: Sequence[str], examples: Sequence[Example]) -> Engine:
    return Bayes(classes, [(main(one), one.known) for one in examples]).likely


def linear(classes: Sequence[str], examples: Sequence[Example]) -> tuple[Engine, Engine]:
    """The regression alone, and with naive Bayes beside it, as it is shipped."""
    alone = train(classes, examples, beside=0)
    return stored(classes, alone), stored(classes, alone.beside(counted(classes, examples, alone.idf)))


def stored(classes: Sequence[str], trained: Trained) -> Engine:
    """Written to a file and read again, as in use."""
    made_of = dict.fromkeys(classes, "")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "weights.bin"
        regression.store(file, made_of, trained.idf, trained.weights)
        found = regression.load(made_of, file)
    assert found is not None
    return found.likely


def main(one: Example) -> str:
    """The block that has most of it."""
    return Counter(one.shares).most_common(1)[0][0]
