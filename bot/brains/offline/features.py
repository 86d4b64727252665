"""What a text is compared by: its terms, pieces of its English words, so that a slip of the finger still shares most of a word, and
what stands side by side: pairs of English words, three Chinese characters."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from bot.brains.offline.lexicon import plain_words
from bot.brains.offline.terms import CONCEPT, chinese_runs, english_words, stem, terms

_PIECE, _SHORTEST = 4, 4
"""Letters of a piece, and of the shortest word that is cut into pieces."""
_OF_A_CONCEPT, _OF_ONE_CHARACTER, _OF_THE_PIECES, _OF_A_SMALL_WORD, _OF_A_TRIPLE = 0.5, 0.5, 1.0, 0.5, 0.5
"""What a concept, a single Chinese character, all pieces of a word, 'who' or 'when', and three characters in a row count beside a word.
Neighbouring values do as well."""
_MOST = 2.0
"""What one term may count, however often it is said."""


@lru_cache(maxsize=4096)
def features(text: str) -> Mapping[str, float]:
    """The terms and pieces of a text with their weights."""
    found: dict[str, float] = defaultdict(float)
    for term in terms(text):
        found[term] += _worth(term)
    for term, weight in (*_of_english(english_words(text)), *_of_chinese(text)):
        found[term] += weight
    return {term: min(weight, _MOST) for term, weight in found.items()}


def joined(said: Mapping[str, float]) -> Mapping[str, float]:
    """The features of several texts, each by its weight."""
    found: dict[str, float] = defaultdict(float)
    for text, weight in said.items():
        for term, worth in features(text).items():
            found[term] += weight * worth
    return {term: min(weight, _MOST) for term, weight in found.items()}


def _worth(term: str) -> float:
    if term.startswith(CONCEPT):
        return _OF_A_CONCEPT
    return _OF_ONE_CHARACTER if len(term) == 1 else 1.0


def _of_english(words: list[str]) -> Iterator[tuple[str, float]]:
    """Pieces, pairs of stems, and the small words that `terms` leaves out: 'who has it' is another wish than 'when is it'."""
    small = plain_words("english")
    stems = [stem(word) for word in words]
    for word in words:
        yield from _pieces(word)
        if word in small:
            yield f"={word}", _OF_A_SMALL_WORD
    yield from ((f"{one}_{other}", 1.0) for one, other in pairwise(stems))


def _of_chinese(text: str) -> Iterator[tuple[str, float]]:
    for run in chinese_runs(text):
        yield from ((run[at : at + 3], _OF_A_TRIPLE) for at in range(len(run) - 2))


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[tuple[str, float], ...]:
    """`<` and `>` stand for the ends of the word, so that no piece is taken for a stem."""
    if len(word) < _SHORTEST:
        return ()
    whole = f"<{word}>"
    pieces = [whole[at : at + _PIECE] for at in range(len(whole) - _PIECE + 1)]
    return tuple((f"~{piece}", _OF_THE_PIECES / math.sqrt(len(pieces))) for piece in pieces)
