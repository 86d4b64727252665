"""Limits that people name in a sentence: 'tell me above 28 degrees', '低過 30 就淋水', '超过 50 就响'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Sense = Literal["above", "below"]

_N = r"\s*(-?\d{1,5}(?:\.\d{1,2})?)"
_SENSES: tuple[tuple[Sense, re.Pattern[str]], ...] = (
    ("above", re.compile(rf"(?:above|over|more than|higher than|hotter than|warmer than|louder than|exceeds?|超過|高過|多過|高於|大過|超过|高于|大于|多于){_N}", re.IGNORECASE)),
    ("below", re.compile(rf"(?:below|under|less than|lower than|colder than|closer than|drops? to|低過|少過|低於|少於|細過|低于|少于|小于|不到){_N}", re.IGNORECASE)),
)  # fmt: skip


@dataclass(frozen=True)
class Limit:
    """A limit as it was said; `says` is its sentence, as typed."""

    sense: Sense
    value: float
    says: str


def limit_in(text: str, low: float, high: float) -> Limit | None:
    """The first limit of a text that lies on the scale."""
    for sentence in filter(None, map(str.strip, re.split(r"[.!?。！？\n;；](?!\d)", text))):
        for sense, pattern in _SENSES:
            match = pattern.search(sentence)
            if match and low <= float(match[1]) <= high:
                return Limit(sense, float(match[1]), sentence[:300])
    return None
