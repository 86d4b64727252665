"""Which blocks answer a problem, by what people say of each: kept in the blocks' own `block.toml`.

Only blocks that are there are offered. Beside its `phrases` a block may have `also`: what it serves honestly until a better
block is there, by the name of that block; on the day when that one comes these phrases are its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, get_args

from bot.brains.offline import regression
from bot.brains.offline.bayes import Bayes
from bot.brains.offline.features import features, joined
from bot.brains.offline.lexicon import DATA
from bot.brains.offline.regression import Regression
from bot.brains.offline.terms import terms
from bot.core.interpretation import Match
from scaffolds.spec import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
_CLEAR = 0.2
"""The first match stands out when its share is so much larger than the second's: of our messages two in five are so plain at once,
and nine of ten of those are right."""
_READ_BY = ("cantonese", "concepts", "emoji", "small_words")
"""Lists by which a text is cut into terms."""

Cards = Mapping[str, Mapping[str, Any]]


class Matcher:
    """Knows the cards of all blocks; `matches` takes less than a millisecond for a chat message."""

    def __init__(self, cards: Cards) -> None:
        self._cards, self._blocks = cards, tuple(cards)

    def matches(self, said: Sequence[tuple[str, float]]) -> tuple[Match, ...]:
        """All blocks, best first, for texts with their weights. Scores are shares of the whole, in 0..1."""
        likely = self._known.likely(joined(dict(said)))
        ranked = sorted(self._blocks, key=lambda block: (-likely[block], self._blocks.index(block)))
        return tuple(Match(block=block, score=round(likely[block], 4)) for block in ranked)

    def weight(self, text: str) -> float:
        """How much a text tells of a problem: what its terms weigh together."""
        return sum(self._known.weight(term) for term in set(terms(text)))

    @cached_property
    def _known(self) -> Regression | Bayes:
        """What was trained from these very phrases, else what is learnt from them now."""
        trained = regression.load(fingerprint(self._cards))
        return trained or Bayes(self._blocks, [(owner, features(phrase)) for owner, phrase in phrases_of(self._cards)])


def clear(matches: Sequence[Match]) -> bool:
    """The first match stands out from the second."""
    if len(matches) < 2:
        return bool(matches)
    return matches[0].score - matches[1].score > _CLEAR


def phrases_of(cards: Cards) -> Iterator[tuple[str, str]]:
    """(the block that they speak of, what people say)."""
    for block, card in cards.items():
        for language in LANGUAGES:
            said = card.get(language, {})
            yield from ((block, said[key]) for key in ("name", "sentence") if key in said)
            yield from ((block, phrase) for phrase in said.get("phrases", ()))
            for better, phrases in said.get("also", {}).items():
                yield from ((better if better in cards else block, phrase) for phrase in phrases)


def fingerprint(cards: Cards) -> str:
    """Tells these phrases, and the lists by which they are read, from all others."""
    told = hashlib.sha256("\n".join(f"{owner}\t{phrase}" for owner, phrase in phrases_of(cards)).encode())
    for name in _READ_BY:
        told.update((DATA / f"{name}.toml").read_bytes())
    return told.hexdigest()[:16]
