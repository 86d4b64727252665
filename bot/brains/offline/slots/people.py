"""Who would use it, one of them in the learner's word, and whether their eyes or hands need larger letters."""

from __future__ import annotations

import re

from bot.brains.offline.lexicon import any_of, parts, pattern_of, table
from bot.brains.offline.normalise import Message

_PLURALS = (("families", "family"), ("people", "person"), ("children", "child"), ("ies", "y"), ("classes", "class"), ("s", ""))
_NOBODY = frozenset({"people", "ppl", "person", "人", "家", "班", "组", "队", "class", "group"})
"""Words that name no kind of person by themselves."""


def who(message: Message, asked: bool) -> str:
    """Those who would use it, as typed: the whole answer where it was asked, else what stands behind 'for' or '幫'."""
    if asked:
        return message.as_typed()[:2000]
    for pattern in parts("facts", "for_whom", "patterns"):
        found = pattern.search(message.folded)
        if found and names_people(found["who"]):
            return message.as_typed(*found.span("who"))[:200]
    return ""


def person(message: Message, asked: bool) -> str:
    """One of them in the learner's word: 'family' of 'max 1 per family' or '9 families', '同學' of an answer that names them."""
    for pattern in parts("facts", "of_a_person", "patterns"):
        for found in pattern.finditer(message.folded):
            if found["person"] not in _NOBODY:
                return one_of(message.as_typed(*found.span("person")))
    return _first_named(message) if asked else ""


def names_people(folded: str) -> bool:
    """'The old ones', 'my class', 婆婆."""
    return any(pattern_of("facts", key).search(folded) for key in ("person", "large_text", "kin"))


def _first_named(message: Message) -> str:
    words = tuple(word for word in table("facts")["person"] if word not in _NOBODY)
    found = re.search(any_of(words), message.folded)
    return one_of(message.as_typed(*found.span())) if found else ""


def one_of(people: str) -> str:
    """'families' is 'family'; a Chinese word stays as it is."""
    for plural, single in _PLURALS:
        if people.lower().endswith(plural) and not people.lower().endswith("ss") and len(people) > len(plural) + (0 if single else 2):
            return people[: len(people) - len(plural)] + single if single != plural else people
    return {"families": "family", "people": "person", "children": "child", "classes": "class"}.get(people.lower(), people)


def needs_large_text(folded: str) -> bool:
    return bool(pattern_of("facts", "large_text").search(folded))
