"""Patterns by the hundred, of which a text is tried against the few that it may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from re import Match, Pattern

from ahocorasick_rs import AhoCorasick

from bot.core.pieces import holds, needed


@dataclass(frozen=True, eq=False)
class Wording:
    """One pattern, compiled when it is first needed. Letters and digits are ASCII's, so that `\\b` parts '想kms'."""

    source: str
    ignore_case: bool = False

    @cached_property
    def pattern(self) -> Pattern[str]:
        return re.compile(self.source, re.ASCII | re.IGNORECASE if self.ignore_case else re.ASCII)

    def found_in(self, text: str) -> bool:
        return self.pattern.search(text) is not None


class Sieve:
    """Finds in one pass over a text which of its wordings may be there: those of which a word is there that they cannot match without."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        by_word: dict[str, list[Wording]] = {}
        self._needs = {wording: needed(wording.source) for wording in wordings}
        for wording, needs in self._needs.items():
            for word in needs[0] if needs else ():
                by_word.setdefault(word, []).append(wording)
        self._always = frozenset(wording for wording, needs in self._needs.items() if not needs)
        self._of = list(by_word.values())
        self._words = AhoCorasick(list(by_word))

    @property
    def wordings(self) -> AbstractSet[Wording]:
        return self._needs.keys()

    def possible(self, text: str) -> AbstractSet[Wording]:
        """All that are not among these do not match; of these most do not either."""
        lowered = text.lower() if text.isascii() else text.lower().encode("utf-8", "replace").decode()  # half a surrogate pair is no text to Rust
        found = {place for place, _, _ in self._words.find_matches_as_indexes(lowered, overlapping=True)}
        likely = set(chain.from_iterable(self._of[place] for place in found))
        return self._always.union(one for one in likely if holds(lowered, self._needs[one][1:]))


def without(text: str, wordings: Sequence[Wording], instead: str) -> str:
    """`text` with what the wordings match replaced, as `re.sub` does for all of them as alternatives."""
    parts, place = [], 0
    for found in _matches(text, wordings):
        parts += [text[place : found.start()], instead]
        place = found.end()
    return "".join([*parts, text[place:]])


def _matches(text: str, wordings: Sequence[Wording]) -> Iterator[Match[str]]:
    """From left to right; of those that begin at one place that of the first wording."""
    place = 0
    while place <= len(text):
        found = min(filter(None, (one.pattern.search(text, place) for one in wordings)), key=lambda one: one.start(), default=None)
        if found is None:
            return
        yield found
        place = max(found.end(), found.start() + 1)
