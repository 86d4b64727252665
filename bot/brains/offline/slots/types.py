"""What kind of value a field holds, and whether it is nobody else's business, told by its label."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.brains.offline.lexicon import in_language, pattern_of, patterns, table
from scaffolds.spec import FieldType, Label, Language

_ORDER: tuple[FieldType, ...] = (
    "phone",
    "photo",
    "yes_no",
    "rating",
    "money",
    "choice",
    "long_text",
    "number",
    "date",
    "time",
    "place",
    "text",
    "person",
)
_SHAPED: tuple[FieldType, ...] = ("yes_no", "rating", "date", "money", "number", "time")
"""Types that are told by how a label is put ('if it is broken', '吃几片'), whatever its words; tried in this order."""
_SECRET = frozenset(
    {"private", "secret", "confidential", "all private", "保密", "要保密", "私隐", "隐私", "不公开", "要私隐", "its private", "keep private"}
)
_HEAD = re.compile(r"\b(?:of|for|when|where|who|that|with|in|on|to|which)\b")


def type_of(folded: str) -> FieldType:
    """The type that a label speaks of; text where it speaks of none."""
    return told_type(folded) or "text"


@lru_cache(maxsize=2048)
def told_type(folded: str) -> FieldType | None:
    """The type that a label speaks of; of several the one that its last word, the head, speaks of. None where no word of it is known."""
    shape = next((type for type in _SHAPED if patterns("fields", "shapes")[type].search(folded)), None)
    if shape:
        return shape
    head = _HEAD.split(folded)[0].strip() or folded
    return _whole(folded) or _last(head) or _last(folded)


def is_private(folded: str) -> bool:
    return bool(pattern_of("fields", "private").search(folded))


def is_said_of_all(folded: str) -> bool:
    """'private' at the end of a list is no field: it is said of the fields before it."""
    return folded in _SECRET


def is_optional(folded: str) -> bool:
    return bool(pattern_of("fields", "optional").search(folded))


def status_choices(language: Language) -> tuple[Label, ...]:
    """Where a thing stands, for a status whose steps were not said."""
    return tuple(in_language("fields", language)["status_choices"])


def _whole(folded: str) -> FieldType | None:
    return next((type for type in _ORDER if folded in table("fields")[type]), None)


def _last(folded: str) -> FieldType | None:
    """The type whose word ends last in the label; the longer word of two that end there."""
    hits = [(found.end(), len(found[0]), -_ORDER.index(type), type) for type in _ORDER for found in pattern_of("fields", type).finditer(folded)]
    return max(hits)[3] if hits else None
