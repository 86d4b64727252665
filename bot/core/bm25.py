"""Okapi BM25 over a few thousand short phrases.

Pure Python on purpose: numpy alone, which the usual packages import, takes longer to load than this takes for 10,000 messages.
Source of the formula: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), with Lucene's idf.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

K1, B = 1.2, 0.4


class Bm25:
    """An index of documents, each a sequence of terms; a document is named by its place."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        usual = sum(map(len, documents)) / max(len(documents), 1) or 1.0
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, terms in enumerate(documents):
            room = K1 * (1 - B + B * len(terms) / usual)
            for term, n in Counter(terms).items():
                self._postings[term].append((place, n * (K1 + 1) / (n + room)))
        self._idf = {term: math.log(1 + (len(documents) - len(found) + 0.5) / (len(found) + 0.5)) for term, found in self._postings.items()}

    def weight(self, term: str) -> float:
        """How much a term tells; 0 for one that no document has."""
        return self._idf.get(term, 0.0)

    def scores(self, query: Mapping[str, float]) -> dict[int, float]:
        """The documents that share a term with the query (terms with their weights), and how well each fits."""
        found: dict[int, float] = defaultdict(float)
        for term, times in query.items():
            for place, fit in self._postings.get(term, ()):
                found[place] += times * self._idf[term] * fit
        return found

    def terms(self) -> tuple[str, ...]:
        """Every term that some document has."""
        return tuple(self._idf)
