"""Blocks that a learner asks for, or rules out, by name: 'book a time, and the board too', '不要小測，想要清單'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.brains.offline.lexicon import any_of, patterns
from bot.brains.offline.normalise import fold

_CLAUSE = re.compile(r"[,.;!?\n。，；！？]|\bbut\b|但|不过|而是")
_PIECE = re.compile(rf"{_CLAUSE.pattern}|\band\b|\+|&|\btoo\b|\bplease\b|同埋|还要|还有|仲要|和|加")


class Wishes:
    """Knows what each block is called: its name, and `called` in its card where people have more words for it."""

    def __init__(self, cards: Mapping[str, Mapping[str, Any]]) -> None:
        self._called = {block: tuple(_called(card)) for block, card in cards.items()}
        self._patterns = {block: re.compile(any_of(words)) for block, words in self._called.items() if words}
        self._alone = {block: frozenset(_listed(card, "alone")) for block, card in cards.items()}

    def sort(self, folded: str, choosing: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(wanted, unwanted). While one chooses, a name is a wish; else only beside 'I want', 'make a', '想要'."""
        wanted: dict[str, None] = {}
        unwanted: dict[str, None] = {}
        for clause, block, before in (*self._by_a_word_alone(folded, choosing), *self._mentions(folded)):
            if patterns("cues")["refusal"].search(before):
                unwanted[block] = None
            elif choosing or patterns("cues")["wish"].search(clause):
                wanted[block] = None
        return tuple(block for block in wanted if block not in unwanted), tuple(unwanted)

    def named(self, folded: str) -> tuple[str, ...]:
        """All blocks that are named, in the order in which they are said."""
        return tuple(dict.fromkeys(block for _, block, _ in self._mentions(folded)))

    def spans(self, folded: str) -> Iterator[tuple[str, int, int]]:
        """(block, start, end) of every name in the words, in the order in which they are said."""
        found = [(hit.start(), -len(hit[0]), block) for block, pattern in self._patterns.items() for hit in pattern.finditer(folded)]
        yield from ((block, start, start - length) for start, length, block in _apart(sorted(found)))

    def means(self, block: str, folded: str) -> bool:
        """Words that may name this block, though another may be called so too: 'the list' for a checklist."""
        pattern = self._patterns.get(block)
        return bool(pattern and pattern.search(folded)) or any(folded and said.endswith(folded) for said in self._called[block] if len(folded) > 3)

    def behind(self, folded: str) -> str:
        """What stands behind the last name in the words; all of them where there is none."""
        ends = [hit.end() for pattern in self._patterns.values() for hit in pattern.finditer(folded)]
        return folded[max(ends, default=0) :].strip()

    def _by_a_word_alone(self, folded: str, choosing: bool) -> Iterator[tuple[str, str, str]]:
        """'book', 'book and a list': words too common to name a block within a sentence, `alone` in its card."""
        pieces = [piece.strip() for piece in _PIECE.split(folded)] if choosing else []
        yield from ((piece, block, "") for piece in pieces for block, words in self._alone.items() if piece in words)

    def _mentions(self, folded: str) -> Iterator[tuple[str, str, str]]:
        """(clause, block, the clause up to its name), as said."""
        for clause in _CLAUSE.split(folded):
            yield from ((clause, block, clause[:start]) for block, start, _ in self.spans(clause))


def _apart(found: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Names that don't lie within a longer one: '出門清單' is no '清單' beside."""
    end = -1
    for start, length, block in found:
        if start >= end:
            yield start, length, block
            end = start - length


def _listed(card: Mapping[str, Any], key: str) -> Iterator[str]:
    yield from (fold(word) for said in card.values() if isinstance(said, Mapping) for word in said.get(key, ()))


def _called(card: Mapping[str, Any]) -> Iterator[str]:
    for said in card.values():
        if isinstance(said, Mapping) and "name" in said:
            yield from (fold(word) for word in (said["name"], *said.get("called", ())))
