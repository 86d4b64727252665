"""Patterns that cost nothing until a text comes that may hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from operator import add
from re import Match, Pattern

from bot.core.pieces import Words, holds, needed

_HINT = 3
"""Characters of a word that are enough to say that it is not there."""


@dataclass(frozen=True, eq=False)
class Phrasing:
    """A pattern, to be searched in folded text and compiled at the first one that holds what it cannot match without.

    `outline` is the pattern with anything where long lists stand in it, quicker to read. `words`, where given, are all that it may be.
    """

    source: str
    outline: str = ""
    words: Words = frozenset()

    def search(self, folded: str) -> Match[str] | None:
        return self.pattern.search(folded) if self._may_be_in(folded) else None

    def match(self, folded: str) -> Match[str] | None:
        return self.pattern.match(folded) if self._may_be_in(folded) else None

    def fullmatch(self, folded: str) -> Match[str] | None:
        return self.pattern.fullmatch(folded) if self._may_be_in(folded) else None

    def finditer(self, folded: str) -> Iterator[Match[str]]:
        return self.pattern.finditer(folded) if self._may_be_in(folded) else iter(())

    @cached_property
    def pattern(self) -> Pattern[str]:
        return re.compile(self.source)

    @cached_property
    def _needs(self) -> tuple[Words, ...]:
        return (self.words,) if self.words else needed(self.outline or self.source, any_digit=True)

    @cached_property
    def _hints(self) -> frozenset[str]:
        """Of each of the rarest words its first three characters: a text without any of these lacks the words too. Empty where nothing is sure."""
        return frozenset(word[:_HINT] for word in self._needs[0]) if self._needs else frozenset()

    def _may_be_in(self, folded: str) -> bool:
        """Asked a hundred times for a message, with another answer than no a few times."""
        if self._hints and self._hints.isdisjoint(_stretches(folded)):
            return False
        return "pattern" in self.__dict__ or holds(folded.lower(), self._needs)  # once it is compiled, trying is quicker than asking


@lru_cache(maxsize=8)
def _stretches(folded: str) -> frozenset[str]:
    """All stretches of up to three characters; kept while a message is looked at."""
    text = folded.lower()
    return frozenset(chain(text, map(add, text, text[1:]), map("".join, zip(text, text[1:], text[2:], strict=False))))
