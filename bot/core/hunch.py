"""A second look where no pattern fits: how likely a text is of each kind, by weights that were learnt from examples.

A multinomial logistic regression over words, characters and stretches of them. A term's place in the table is a hash of it, so that no list
of words is kept (Weinberger et al., Feature Hashing for Large Scale Multitask Learning, 2009). Nothing is loaded here.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter, mul
from zlib import crc32

ORDINARY = "ordinary"
BITS = 16
BUCKETS = 1 << BITS
LONGEST = 400
"""Words and characters that are looked at: a message that says something grave at its end only is left to the patterns."""
FEWEST = 5
"""Words and characters of which something can be felt: 'he' and '死了' alone say nothing that a pattern would not."""
_TOKEN = re.compile(r"[a-z]+|[0-9]+|[\u3400-\u9fff]")
_PIECE, _STRETCH, _LAST = (3, 4, 5), 3, BUCKETS - 1


def places(text: str) -> Mapping[int, float]:
    """The terms of a folded text: places in the table, with weights that make a vector of length 1."""
    counted = Counter(_places_of(_TOKEN.findall(text)[:LONGEST]))
    weights = {place: 1.0 + math.log(n) if n > 1 else 1.0 for place, n in counted.items()}
    length = math.sqrt(sum([weight * weight for weight in weights.values()])) or 1.0
    return {place: weight / length for place, weight in weights.items()}


def _places_of(words: list[str]) -> list[int]:
    """Words and characters, stretches of up to three of them, and pieces of longer words, so that a slip of the finger shares most of a word."""
    tokens, stretches = ["<", *words, ">"], list(words)
    for length in range(2, _STRETCH + 1):
        stretches += ["_".join(tokens[at : at + length]) for at in range(len(tokens) - length + 1)]
    found = [crc32(term.encode()) & _LAST for term in stretches]
    for word in words:
        if len(word) > 3:
            found += _pieces_of(word)
    return found


@lru_cache(4096)
def _pieces_of(word: str) -> tuple[int, ...]:
    """The same few words make up most of what is said."""
    whole = f"<{word}>"
    pieces = [whole[at : at + size] for size in _PIECE for at in range(len(whole) - size + 1)]
    return tuple(crc32(f"~{piece}".encode()) & _LAST for piece in pieces)


@dataclass(frozen=True)
class Screen:
    """One weight for each place: how much it tells against a text being ordinary. Most messages go no further."""

    weights: array[int]
    step: float
    bias: float
    odds: float
    """The logarithm of the odds, below which a text passes."""

    def passes(self, found: Mapping[int, float]) -> bool:
        chosen = itemgetter(*found, 0)
        against: float = sum(map(mul, found.values(), chosen(self.weights)))
        return self.bias + self.step * against < self.odds


@dataclass(frozen=True)
class Hunch:
    """What was learnt: for each kind a weight for each place. `step`: what a weight of 1 in the table is worth; `bias` by kind."""

    kinds: tuple[str, ...]
    weights: tuple[array[int], ...]
    step: float
    bias: Sequence[float]
    screen: Screen | None = None
    """Asked first: what is plainly ordinary need not be told apart any further."""

    def says_enough(self, text: str) -> bool:
        return len(_TOKEN.findall(text)) >= FEWEST

    def feel(self, text: str) -> Mapping[str, float]:
        """Each kind with its share of 1, for a folded text in lower case and simplified characters."""
        found = places(text)
        if not found:
            return {kind: float(kind == ORDINARY) for kind in self.kinds}
        if self.screen is not None and self.screen.passes(found):
            return {kind: float(kind == ORDINARY) for kind in self.kinds}
        told = [weight * self.step for weight in found.values()]
        chosen = itemgetter(*found, 0)  # one more place than there are, so that it is a tuple for one place too
        score = [start + sum(map(mul, told, chosen(column))) for start, column in zip(self.bias, self.weights, strict=True)]
        most = max(score)
        shares = [math.exp(one - most) for one in score]
        whole = sum(shares)
        return {kind: share / whole for kind, share in zip(self.kinds, shares, strict=True)}
