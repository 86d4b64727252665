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
from bot.brains.offline.bayes import Bayes, Features
from bot.brains.offline.features import features, joined
from bot.brains.offline.lexicon import DATA
from bot.brains.offline.regression import Regression
from bot.brains.offline.terms import terms
from bot.core.interpretation import Match
from bot.core.turn import Asks
from scaffolds.spec import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
CLEAR = 0.35
"""The first match stands out when its share is so much larger than the second's: nine of ten of those are right, of first messages too."""
WEIGHT: Mapping[Asks, float] = {"problem": 0.9, "who": 0.3, "goal": 1.3, "keep": 0.8}
"""How much an answer tells of which block fits: what the app should do says most, who uses it little."""
_READ_BY = ("cantonese", "concepts", "emoji", "small_words")
"""Lists by which a text is cut into terms."""

Cards = Mapping[str, Mapping[str, Any]]


class Matcher:
    """Knows the cards of all blocks; `matches` takes less than a millisecond for a chat message."""

    def __init__(self, cards: Cards) -> None:
        self._cards, self._blocks = cards, tuple(cards)

    def matches(self, said: Sequence[tuple[str, float]]) -> tuple[Match, ...]:
        """All blocks, best first, for texts with their weights. Scores are shares of the whole, in 0..1."""
        likely = self.likely(joined(dict(said)))
        ranked = sorted(self._blocks, key=lambda block: (-likely[block], self._blocks.index(block)))
        return tuple(Match(block=block, score=round(likely[block], 4)) for block in ranked)

    def weight(self, text: str) -> float:
        """How much a text tells of a problem: what its terms weigh together."""
        known = self._trained or self._learnt
        return sum(known.weight(term) for term in set(terms(text)))

    def likely(self, known: Features) -> Mapping[str, float]:
        """Every block with its share of 1: from what was trained; for a block that came or changed since, from what is learnt of its phrases now."""
        if self._trained is None:
            return self._learnt.likely(known)
        trained = self._trained.likely(known)
        if len(trained) == len(self._blocks):
            return trained
        learnt = self._learnt.likely(known)
        room = sum(learnt[block] for block in trained)
        return {block: trained[block] * room if block in trained else share for block, share in learnt.items()}

    @cached_property
    def _trained(self) -> Regression | None:
        return regression.load(fingerprints(self._cards))

    @cached_property
    def _learnt(self) -> Bayes:
        return Bayes(self._blocks, [(owner, features(phrase)) for owner, phrase in phrases_of(self._cards)])


def clear(matches: Sequence[Match]) -> bool:
    """The first match stands out from the second."""
    if len(matches) < 2:
        return bool(matches)
    return matches[0].score - matches[1].score > CLEAR


def phrases_of(cards: Cards) -> Iterator[tuple[str, str]]:
    """(the block that they speak of, what people say)."""
    for block, card in cards.items():
        for language in LANGUAGES:
            said = card.get(language, {})
            yield from ((block, said[key]) for key in ("name", "sentence") if key in said)
            yield from ((block, phrase) for phrase in said.get("phrases", ()))
            for better, phrases in said.get("also", {}).items():
                yield from ((better if better in cards else block, phrase) for phrase in phrases)


def fingerprints(cards: Cards) -> dict[str, str]:
    """For each block what tells its phrases, and the lists by which they are read, from all others."""
    lists = hashlib.sha256(b"".join((DATA / f"{name}.toml").read_bytes() for name in _READ_BY))
    told = {block: lists.copy() for block in cards}
    for owner, phrase in phrases_of(cards):
        told[owner].update(f"{phrase}\n".encode())
    return {block: one.hexdigest()[:16] for block, one in told.items()}
