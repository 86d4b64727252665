"""What can be read off a typed answer to a question with buttons: which of a few choices it means, or that it has no words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PLACES = (r"\b(?:1|1st|first|a)\b|第一|①", r"\b(?:2|2nd|second|b)\b|第二|②", r"\b(?:3|3rd|third|last|c)\b|第三|最後|最后|③")
_WORD = re.compile(r"[a-z]{3,}|\d+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_STEM = 5
"""'break' is 'breaks'."""
_DULL = frozenset(["the", "and", "you", "that", "this", "will", "its", "for", "with"])


def nearest(text: str, choices: Sequence[str]) -> int | None:
    """The place of the one choice that shares most words (in Chinese, pairs of characters) with the text, or that it names by number."""
    spelled_out = [choice.casefold() for choice in choices]
    if (said := text.strip().casefold()) in spelled_out:
        return spelled_out.index(said)
    if (place := _named(text, len(choices))) is not None and len(_parts(text)) <= 2:
        return place
    shares = [len(_parts(text) & _parts(choice)) for choice in choices]
    best = max(shares, default=0)
    if best and shares.count(best) == 1:
        return shares.index(best)
    return _named(text, len(choices))


def _named(text: str, choices: int) -> int | None:
    """'The second', '第二個'."""
    found = [place for place, pattern in enumerate(_PLACES[:choices]) if re.search(pattern, text.casefold())]
    return found[0] if len(found) == 1 else None


def has_words(text: str) -> bool:
    """Not pictures and signs alone."""
    return any(char.isalnum() for char in text)


def _parts(text: str) -> set[str]:
    text = text.casefold()
    pairs = {run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1)}
    return pairs | {word[:_STEM] for word in _WORD.findall(text) if word not in _DULL}
