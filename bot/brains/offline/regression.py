"""Multinomial logistic regression over the features of a text, trained beforehand from the blocks' phrases and kept in a small file.

`python -m bot.brains.offline.training` makes the file. It names the phrases that it was made of by a fingerprint: where a phrase was
changed since, it is left alone and `Bayes` serves, which learns from what is there. Against that it finds about one problem in
twenty more, and is there at once instead of after a third of a second.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.brains.offline.bayes import ENOUGH, Features, shares

WEIGHTS = Path(__file__).parent / "data" / "weights.bin"
STEP = 24.0
"""A weight is stored as a whole number of such parts of 1, in -127..127."""


class Regression:
    """Weights of terms for classes; `likely` takes a fraction of a millisecond."""

    def __init__(self, classes: tuple[str, ...], terms: Mapping[str, int], idf: array[float], weights: array[int]) -> None:
        self._classes, self._terms, self._idf, self._weights = classes, terms, idf, weights

    def weight(self, term: str) -> float:
        """How much a term tells; 0 for one that is not known."""
        place = self._terms.get(term)
        return 0.0 if place is None else self._idf[place]

    def likely(self, features: Features) -> dict[str, float]:
        """Every class with its share of 1."""
        many = len(self._classes)
        score = [0.0] * many
        for term, weight in features.items():
            place = self._terms.get(term)
            if place is None:
                continue
            tells = weight * self._idf[place]
            row = self._weights[place * many : (place + 1) * many]
            score = [one + tells * part for one, part in zip(score, row, strict=True)]
        return shares({one: value / (STEP * ENOUGH) for one, value in zip(self._classes, score, strict=True)})


def load(fingerprint: str, file: Path = WEIGHTS) -> Regression | None:
    """The weights that were made of exactly these phrases; None where there are none."""
    if not file.exists():
        return None
    head, _, rest = file.read_bytes().partition(b"\n")
    told: dict[str, Any] = json.loads(head)
    if told["fingerprint"] != fingerprint:
        return None
    words, idf, weights = rest[: told["words"]].decode(), array("f"), array("b")
    terms = {term: place for place, term in enumerate(words.split("\n"))}
    end = told["words"] + len(terms) * idf.itemsize
    idf.frombytes(rest[told["words"] : end])
    weights.frombytes(rest[end:])
    return Regression(tuple(told["classes"]), terms, idf, weights)


def store(file: Path, fingerprint: str, classes: tuple[str, ...], idf: Mapping[str, float], weights: Mapping[str, list[float]]) -> None:
    """Write weights down, terms in their order. Little-endian, as every machine is that this runs on."""
    terms = sorted(weights)
    words = "\n".join(terms).encode()
    head = {"fingerprint": fingerprint, "classes": classes, "words": len(words)}
    parts = array("b", (max(-127, min(127, round(weight * STEP))) for term in terms for weight in weights[term]))
    file.write_bytes(json.dumps(head).encode() + b"\n" + words + array("f", (idf[term] for term in terms)).tobytes() + parts.tobytes())
