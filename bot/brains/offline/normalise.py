"""A message in two forms: as it was typed, and folded for matching. What is said back is always cut from the typed one.

Folding makes alike what a reader takes for alike: full width and half width (NFKC), capitals, traditional and simplified
characters (OpenCC's tables), apostrophes, and drops what nobody sees (zero width, bidi, control characters).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from bot.core.folding import WRITTEN

ANALYSED = 2000
"""Characters of a message that are looked at. What a learner pastes beyond them is kept, not read."""

_UNSEEN_CATEGORIES = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Mn", "Me"})
_UNSEEN_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BLANKS, _AFTER_A_BREAK = re.compile(r"[^\S\n]+"), re.compile(r"\n +")
_BESIDE_A_FIGURE = re.compile(r"(?<=[\u3400-\u9fff]) (?=\d)|(?<=\d) (?=[\u3400-\u9fff])")
"""'最多 2 次' is written with blanks or without."""
_APOSTROPHES = frozenset("'’‘ʼ`´")


@dataclass(frozen=True)
class Message:
    """`places[i]` is where in `typed` the character `folded[i]` comes from."""

    typed: str
    folded: str
    places: tuple[int, ...]

    def as_typed(self, start: int = 0, end: int | None = None) -> str:
        """The typed words of a part of `folded`, without blanks around them and without what no file can carry."""
        if end is None:
            end = len(self.folded)
        if start >= end:
            return ""
        return _UNPRINTABLE.sub("", self.typed[self.places[start] : self.places[end - 1] + 1]).strip()

    def part(self, start: int, end: int) -> Message:
        """A part of `folded` as a message of its own, without blanks around it."""
        words = self.folded[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        return Message(self.typed, self.folded[start:end], self.places[start:end])


def read(text: str) -> Message:
    """Fold the first `ANALYSED` characters of a text; runs of blanks become one space or one line break."""
    typed = text[:ANALYSED]
    pairs = list(_folded(typed))
    return Message(typed, "".join(char for char, _ in pairs), tuple(place for _, place in pairs)).part(0, len(pairs))


def fold(text: str) -> str:
    """A text folded as `read` does it, where nobody asks for places: the thousands of words of the lexicon, a spec's labels."""
    if not _APOSTROPHES.isdisjoint(text):
        return read(text).folded
    plain = text[:ANALYSED].translate(_FOLDED)
    return _AFTER_A_BREAK.sub("\n", _BESIDE_A_FIGURE.sub("", _BLANKS.sub(" ", plain))).strip()


def _folded(typed: str) -> Iterator[tuple[str, int]]:
    before, blank = "\n", -1
    for place, char in enumerate(typed):
        if char in _APOSTROPHES and _within_a_word(typed, place):
            continue
        for one in _fold(char):
            if one.isspace() and one != "\n":
                blank = place if blank < 0 else blank
                continue
            if blank >= 0 and before != "\n" and not _BESIDE_A_FIGURE.search(f"{before} {one}"):
                yield " ", blank
            yield one, place
            before, blank = one, -1


def _within_a_word(typed: str, place: int) -> bool:
    return 0 < place < len(typed) - 1 and typed[place - 1].isalpha() and typed[place + 1].isalpha()


@lru_cache(maxsize=20_000)
def _fold(char: str) -> str:
    if char in "\t\r\v\f":
        return " "
    if char == "\n":
        return char
    wide = unicodedata.normalize("NFKC", char).lower()
    return "".join(simplified().get(one, one) for one in wide if _seen(one))


def _seen(char: str) -> bool:
    return unicodedata.category(char) not in _UNSEEN_CATEGORIES and char not in _UNSEEN_LETTERS


class _Folded(dict[int, str]):
    """A table for `str.translate` that grows with the characters that are met."""

    def __missing__(self, code: int) -> str:
        folded = _fold(chr(code))
        if code < WRITTEN:
            self[code] = folded
        return folded


_FOLDED = _Folded()


@cache
def simplified() -> Mapping[str, str]:
    """Traditional characters, Hong Kong's own forms among them, and what they are in simplified writing."""
    plain = table("TSCharacters")
    forms = table("HKVariantsRev")
    return {char: made[0] for char, made in plain.items() if made[0] != char} | {
        char: plain.get(made[0], made)[0] for char, made in forms.items() if plain.get(made[0], made)[0] != char
    }


@cache
def table(name: str) -> Mapping[str, tuple[str, ...]]:
    """One of OpenCC's character tables: a character and what it may become, the usual one first."""
    source = resources.files("opencc").joinpath("dictionary", f"{name}.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in source.splitlines() if "\t" in line)
    return {char: tuple(made.split()) for char, made in rows}


_TRADITIONAL = re.compile(r"[\u3400-\u9fff]")


def simplify(text: str) -> str:
    """Traditional characters to simplified ones and nothing else, so that patterns stay patterns."""
    return _TRADITIONAL.sub(lambda found: simplified().get(found[0], found[0]), text)
