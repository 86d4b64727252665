"""Multinomial logistic regression over the features of a text, trained beforehand from the blocks' phrases and from labelled messages,
and kept in a small file.

`python -m bot.brains.offline.training` makes the file. It names the phrases of each block that it was made of by a fingerprint: a block
whose phrases were changed since, or that came since, is left to `Bayes`, which learns from what is there.
"""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.brains.offline.bayes import Features, shares

WEIGHTS = Path(__file__).parent / "data" / "weights.bin"
STEP = 14.0
"""A weight is stored as a whole number of such parts of 1, in -127..127."""
LEAST = 15.0
"""A text that weighs less (as a vector) is believed less than in full: 'something cool' weighs a third, and decides little."""


class Regression:
    """Weights of terms for classes; `likely` takes a fraction of a millisecond."""

    def __init__(self, classes: tuple[str, ...], serves: frozenset[str], terms: Mapping[str, int], idf: array[float], weights: array[int]) -> None:
        self._classes, self._terms, self._idf, self._weights = classes, terms, idf, weights
        self.serves = serves

    def weight(self, term: str) -> float:
        """How much a term tells; 0 for one that is not known."""
        place = self._terms.get(term)
        return 0.0 if place is None else self._idf[place]

    def likely(self, features: Features) -> dict[str, float]:
        """Every class that it serves with its share of 1."""
        many = len(self._classes)
        score, length = [0.0] * many, 0.0
        for term, weight in features.items():
            place = self._terms.get(term)
            if place is None:
                continue
            tells = weight * self._idf[place]
            length += tells * tells
            row = self._weights[place * many : (place + 1) * many]
            score = [one + tells * part for one, part in zip(score, row, strict=True)]
        parts = STEP * max(LEAST, math.sqrt(length))
        return shares({one: value / parts for one, value in zip(self._classes, score, strict=True) if one in self.serves})


def load(fingerprints: Mapping[str, str], file: Path = WEIGHTS) -> Regression | None:
    """The weights of those classes whose fingerprint is still the same; None where there are none."""
    if not file.exists():
        return None
    head, _, rest = file.read_bytes().partition(b"\n")
    told: dict[str, Any] = json.loads(head)
    serves = frozenset(told["made_of"].items() & fingerprints.items())
    if not serves:
        return None
    words, idf, weights = rest[: told["words"]].decode(), array("f"), array("b")
    terms = {term: place for place, term in enumerate(words.split("\n"))}
    end = told["words"] + len(terms) * idf.itemsize
    idf.frombytes(rest[told["words"] : end])
    weights.frombytes(rest[end:])
    return Regression(tuple(told["made_of"]), frozenset(one for one, _ in serves), terms, idf, weights)


def store(file: Path, fingerprints: Mapping[str, str], idf: Mapping[str, float], weights: Mapping[str, Sequence[float]]) -> None:
    """Write weights down, terms in their order, classes as in `fingerprints`. Little-endian, as every machine is that this runs on."""
    terms = sorted(weights)
    words = "\n".join(terms).encode()
    head = {"made_of": fingerprints, "words": len(words)}
    parts = array("b", (max(-127, min(127, round(weight * STEP))) for term in terms for weight in weights[term]))
    file.write_bytes(json.dumps(head).encode() + b"\n" + words + array("f", (idf[term] for term in terms)).tobytes() + parts.tobytes())
