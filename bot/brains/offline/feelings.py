"""How the learner feels, only where they say it of themselves."""

from __future__ import annotations

import re
from typing import Literal

from bot.brains.offline.lexicon import pattern_of, patterns

Feeling = Literal["", "sad", "angry", "tired", "worried"]
_FEELINGS: tuple[Feeling, ...] = ("sad", "worried", "tired", "angry")
_SIGNS: dict[str, Feeling] = {
    "😭": "sad",
    "😢": "sad",
    "😔": "sad",
    "😡": "angry",
    "😠": "angry",
    "🤬": "angry",
    "😩": "tired",
    "😫": "tired",
    "😞": "sad",
    "🥺": "sad",
    "💔": "sad",
    "😤": "angry",
    "💢": "angry",
    "😪": "tired",
    "🥱": "tired",
    "😨": "worried",
    "😱": "worried",
    "😰": "worried",
    "😟": "worried",
}
_CLAUSE = re.compile(r"[,.;!?\n。，；！？]")


def feeling(folded: str) -> Feeling:
    """The first feeling that a clause says of its writer; a tearful or angry face counts."""
    for clause in _CLAUSE.split(folded):
        found = next((one for one in _FEELINGS if _says(clause, one)), None)
        if found:
            return found
    return next((_SIGNS[char] for char in folded if char in _SIGNS), "")


def _says(clause: str, feeling: Feeling) -> bool:
    known = patterns("facts", "patterns")
    found = pattern_of("facts", feeling).search(clause)
    if found is None or any(known[sign].search(clause[: found.start()]) for sign in ("third_person", "not_felt")):
        return False
    return bool(known["first_person"].search(clause)) or len(clause) - len(found[0]) < 6
