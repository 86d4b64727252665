"""Text made plain for looking at, never for showing: one width, no invisible signs, one script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

WRITTEN = 0x30000
"""Below are the characters that people write; of others none is kept in a table, however many somebody sends."""
HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"

_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}])[ \t*·•._~\-]{{1,3}}(?=[{HAN}])")
_LEET = re.compile(r"(?<=[a-z])[10345@$!|](?=[a-z])")
_LETTER_FOR = str.maketrans("10345@$!|", "ioeasasii")
_SPELT = re.compile(r"(?<![a-z0-9])(?:[a-z0-9][ .*_\-]){3,}[a-z0-9](?![a-z0-9])")
_RUN = re.compile(r"([a-z])\1{2,}")
_SPACES = re.compile(r"\s+")
_QUOTES = str.maketrans("", "", "'’‘`´ʼ")


@dataclass(frozen=True)
class Folded:
    """`text`, and for each of its characters the place in the original from which it came."""

    text: str
    places: tuple[int, ...] | range


def fold(text: str) -> Folded:
    """NFKC character by character, without invisible characters (Unicode category Cf), so that what is found can be found again in `text`."""
    if text.isascii():
        return Folded(text, range(len(text)))
    plain = text.translate(_PLAIN)
    if _PLAIN.uneven.isdisjoint(text):
        return Folded(plain, range(len(text)))
    return Folded(plain, tuple(place for place, char in enumerate(text) for _ in _PLAIN[ord(char)]))


class _Plain(dict[int, str]):
    """A table for `str.translate` that grows with the characters that are met. `uneven` are those of which none or several become."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = "" if unicodedata.category(char) == "Cf" else unicodedata.normalize("NFKC", char)
        if len(plain) != 1:
            self.uneven.add(char)
        if code < WRITTEN:
            self[code] = plain
        return plain


_PLAIN = _Plain()


def forms(folded: str, simplified: Mapping[int, str]) -> tuple[str, ...]:
    """How `folded` may be read: lower case, simplified, disguises undone ('k1ll', 'd i e', '自 殺'); two forms where a letter is drawn out ('dieee', 'killlll')."""
    text = folded.lower().translate(_QUOTES)
    if not text.isascii():
        text = _BETWEEN_HAN.sub("", text.translate(simplified))
    text = _SPELT.sub(lambda found: re.sub(r"[^a-z0-9]", "", found[0]), text)
    text = _LEET.sub(lambda found: found[0].translate(_LETTER_FOR), text)
    text = _SPACES.sub(" ", text).strip()
    if not _RUN.search(text):
        return (text,)
    return (_RUN.sub(r"\1", text), _RUN.sub(r"\1\1", text))
