"""Which team suits somebody who looks for one: by what they would like to do, the cards that are free, and the language. Pure; no model is asked.

Words are compared as they are written: words of Latin letters without the commonest endings, Chinese by pairs of characters.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

_LATIN = re.compile(r"[a-z]{3,}")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_ENDINGS = ("ing", "ers", "er", "es", "s", "e")
_EMPTY = frozenset(
    ["the", "and", "for", "with", "like", "likes", "want", "would", "love", "something", "who", "can", "from", "our", "are", "have", "has", "some", "make", "making", "about", "help", "helping", "things", "thing", "people", "good"]
) | {"喜歡", "喜欢", "想做", "可以", "我們", "我们", "一個", "一个", "希望", "幫忙", "帮忙", "大家", "做的", "的人"}  # fmt: skip
CARD, LANGUAGE, SEEKS = 1.0, 0.5, 0.5
"""What a card that nobody has yet, the same language, and 'we look for somebody' weigh, against 1 for a word that few share."""


@dataclass(frozen=True)
class Looks:
    """Somebody who looks for a team."""

    words: str
    role: str = ""
    language: str = ""


@dataclass(frozen=True)
class Offer:
    """A team that has room."""

    id: str
    words: str
    """Whom they look for, and what its members and their idea say."""
    seeks: bool = False
    roles: Collection[str] = ()
    """The cards that are taken there."""
    languages: Collection[str] = ()


@dataclass(frozen=True)
class Match:
    """A team with how well it suits, and the words that both use."""

    id: str
    score: float
    shared: tuple[str, ...] = ()


def terms(text: str, simplified: Mapping[int, str] | None = None) -> Mapping[str, str]:
    """What of a text is compared, each with how it is written there."""
    table = {} if simplified is None else simplified  # one that fills itself is empty at first
    folded = unicodedata.normalize("NFKC", text).casefold()
    found = {_stem(word): word for word in _LATIN.findall(folded) if word not in _EMPTY}
    for run in _HAN.findall(folded):
        pairs = [run[place : place + 2] for place in range(len(run) - 1)]
        found |= {pair.translate(table): pair for pair in pairs if pair not in _EMPTY}
    return found


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def ranked(looks: Looks, offers: Sequence[Offer], simplified: Mapping[int, str] | None = None) -> list[Match]:
    """All teams, the one that suits best first; of those that suit alike the one that came first."""
    mine = terms(looks.words, simplified)
    theirs = {offer.id: terms(offer.words, simplified) for offer in offers}
    often = Counter(term for words in theirs.values() for term in words)
    found = [_match(looks, mine, offer, theirs[offer.id], often) for offer in offers]
    return sorted(found, key=lambda match: -match.score)


def _match(looks: Looks, mine: Mapping[str, str], offer: Offer, theirs: Mapping[str, str], often: Counter[str]) -> Match:
    shared = [term for term in mine if term in theirs]
    score = sum(1 / math.sqrt(often[term]) for term in shared)
    score += CARD if looks.role and looks.role not in offer.roles else 0.0
    score += LANGUAGE if looks.language and looks.language in offer.languages else 0.0
    score += SEEKS if offer.seeks else 0.0
    rare = sorted(shared, key=lambda term: often[term])
    return Match(offer.id, round(score, 4), tuple(mine[term] for term in rare[:3]))
