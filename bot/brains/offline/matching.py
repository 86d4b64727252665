"""Which blocks answer a problem: BM25 over what people say of each, kept in the blocks' own `block.toml`.

Only blocks that are there are offered. Beside its `phrases` a block may have `also`: what it serves honestly until a better
block is there, by the name of that block; these phrases fall away on the day when that block comes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from bot.brains.offline.bm25 import Bm25
from bot.brains.offline.terms import CONCEPT, nearest, terms
from bot.core.interpretation import Match
from scaffolds.spec import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
_OF_A_CONCEPT, _OF_ONE_CHARACTER = 0.7, 0.5
"""What a concept, and a single Chinese character, count beside a word. Measured on our problems, where neighbouring values do as well."""
_NEXT_BEST = (1.0, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
"""A block is as good as its best phrases; the first counts in full."""
_CLEAR = 0.2
"""The first match stands out when it leads the second by this part of its own score: with four blocks three of five
problems do, and nine in ten of those are right."""


class Matcher:
    """An index over the cards of all blocks; `matches` takes well under a millisecond for a chat message."""

    def __init__(self, cards: Mapping[str, Mapping[str, Any]]) -> None:
        self._blocks = tuple(cards)
        said = [(block, phrase) for block, card in cards.items() for phrase in _phrases(card, cards)]
        self._owner = [block for block, _ in said]
        self._index = Bm25([terms(phrase) for _, phrase in said])
        self._known = tuple(sorted(term for term in self._index.terms() if term.isascii() and not term.startswith(CONCEPT)))

    def matches(self, said: Sequence[tuple[str, float]]) -> tuple[Match, ...]:
        """All blocks, best first, for texts with their weights. Scores are shares of the whole, in 0..1."""
        score = self._scores(self._query(said))
        whole = sum(score.values()) or 1.0
        ranked = sorted(self._blocks, key=lambda block: (-score[block], self._blocks.index(block)))
        return tuple(Match(block=block, score=round(score[block] / whole, 4)) for block in ranked)

    def weight(self, text: str) -> float:
        """How much a text tells of a problem: what its terms weigh together."""
        return sum(self._index.weight(term) for term in set(terms(text)))

    def _query(self, said: Sequence[tuple[str, float]]) -> Mapping[str, float]:
        query: dict[str, float] = defaultdict(float)
        for text, weight in said:
            for term, times in Counter(self._corrected(terms(text))).items():
                query[term] += weight * min(times, 2) * _worth(term)
        return query

    def _corrected(self, found: Sequence[str]) -> Iterator[str]:
        for term in found:
            known = not term.isascii() or term.startswith(CONCEPT) or self._index.weight(term)
            yield term if known else nearest(term, self._known) or term

    def _scores(self, query: Mapping[str, float]) -> dict[str, float]:
        best: dict[str, list[float]] = {block: [] for block in self._blocks}
        for place, score in self._index.scores(query).items():
            best[self._owner[place]].append(score)
        return {
            block: sum(part * score for part, score in zip(_NEXT_BEST, sorted(scores, reverse=True), strict=False)) for block, scores in best.items()
        }


def _worth(term: str) -> float:
    if term.startswith(CONCEPT):
        return _OF_A_CONCEPT
    return _OF_ONE_CHARACTER if len(term) == 1 else 1.0


def clear(matches: Sequence[Match]) -> bool:
    """The first match stands out from the second."""
    if len(matches) < 2:
        return bool(matches)
    return matches[0].score - matches[1].score > _CLEAR * matches[0].score


def _phrases(card: Mapping[str, Any], there: Mapping[str, object]) -> Iterator[str]:
    for language in LANGUAGES:
        said = card.get(language, {})
        yield from (said[key] for key in ("name", "sentence") if key in said)
        yield from said.get("phrases", ())
        for better, phrases in said.get("also", {}).items():
            if better not in there:
                yield from phrases
