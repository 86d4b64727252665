"""Patterns that cost nothing until a text comes that may hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from re import Match, Pattern

from bot.core.pieces import Words, holds, needed


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

    def _may_be_in(self, folded: str) -> bool:
        """Once it is compiled, trying is quicker than asking."""
        return "pattern" in self.__dict__ or holds(folded.lower(), self._needs)
