"""Cuts a text into pieces that Telegram takes, where a reader would: at a paragraph, a line, a sentence, a word.

Lengths are in UTF-16 code units, as Telegram counts. A piece never ends inside a character, an emoji of several code points, or between a
character and the sign that belongs to it; what was bold or code goes on being so in the next piece.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from bot.channels.telegram.text import Marked, Span

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
MOST_ENTITIES = 100
"""Telegram forgets those beyond; the words stay."""
_SENTENCE_ENDS = re.compile(r"[。！？…；]+[」』”’）]*|[.!?]+[\"')\]]*(?=\s)")
_WORD_ENDS = re.compile(r"\s+|[，、：]")
_BREAKS = (re.compile(r"\n\n+"), re.compile(r"\n"), _SENTENCE_ENDS, _WORD_ENDS)
_REST_OF_A_LINE = re.compile(r"[^\S\n]*\n+")
_NOT_FIRST, _NOT_LAST = frozenset("。，、！？：；…）」』》〉”’)]}"), frozenset("（「『《〈“‘([{")
_ZERO_WIDTH_JOINER, _ZERO_WIDTH_NON_JOINER = "\u200d", "\u200c"
_LONGEST_CHARACTER = 64
"""Code points of what is still taken for one character; a longer pile of signs is cut all the same."""


@dataclass(frozen=True)
class Piece:
    """One message's words. `entities` are Bot API objects, with offsets in UTF-16 code units of `text`."""

    text: str
    entities: tuple[dict[str, Any], ...] = ()


def units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(whole: Marked, longest: int = LONGEST_TEXT) -> list[Piece]:
    """The text in order, in pieces of at most `longest` units; none where there are no words at all."""
    return [_piece(whole, start, stop) for start, stop in _stretches(whole.text, longest) if whole.text[start:stop].strip()]


def shortened(text: str, longest: int) -> str:
    """A line of at most `longest` units, with an ellipsis where something is missing; no word is cut that need not be."""
    if units(text) <= longest:
        return text
    stop = _whole_character(text, 0, _reach(text, 0, longest - 1))
    words = text[: stop + 1].rpartition(" ")[0]
    return (words if len(words) > stop * 2 // 3 else text[:stop]).rstrip() + "…"


def _stretches(text: str, longest: int) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        stop = _reach(text, start, longest)
        if stop < len(text):
            stop = _good_place(text, start, stop)
        yield start, start + len(text[start:stop].rstrip())
        start = _next_word(text, stop)


def _next_word(text: str, place: int) -> int:
    """White space at a cut is dropped, but a line of code keeps what it is indented by."""
    if rest := _REST_OF_A_LINE.match(text, place):
        return rest.end()
    while text[place - 1] != "\n" and text[place : place + 1] == " ":
        place += 1
    return place


def _reach(text: str, start: int, longest: int) -> int:
    """How far a piece that begins at `start` may go."""
    ahead = text[start : start + longest]
    if ahead.isascii():
        return start + len(ahead)
    sizes = accumulate(2 if letter > "\uffff" else 1 for letter in ahead)
    return start + sum(1 for size in sizes if size <= longest)


def _good_place(text: str, start: int, stop: int) -> int:
    """The last place in the later two thirds of a piece where the strongest break is; else between two characters."""
    earliest = start + (stop - start) // 3
    for kind in _BREAKS:
        ends = [match.end() for match in kind.finditer(text, earliest, min(len(text), stop + 1)) if match.end() <= stop]
        if fitting := [end for end in ends if _may_cut(text, end)]:
            return fitting[-1]
    return _whole_character(text, start, stop)


def _whole_character(text: str, start: int, stop: int) -> int:
    for place in range(stop, max(start, stop - _LONGEST_CHARACTER), -1):
        if _may_cut(text, place):
            return place
    return stop


def _may_cut(text: str, place: int) -> bool:
    """Whether one character ends and another begins here (the rules of Unicode's UAX 29 that scripts and emoji in use need)."""
    if not 0 < place < len(text):
        return True
    before, after = text[place - 1], text[place]
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    joined = _belongs_to_the_one_before(after) or before == _ZERO_WIDTH_JOINER or unicodedata.combining(before) == 9
    return not joined and not (_is_half_a_flag(after) and _flags_before(text, place) % 2)


def _belongs_to_the_one_before(letter: str) -> bool:
    code = ord(letter)
    if code < 0x300:
        return False
    skin_or_tag = 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F
    jamo = 0x1160 <= code <= 0x11FF
    return skin_or_tag or jamo or letter in (_ZERO_WIDTH_JOINER, _ZERO_WIDTH_NON_JOINER) or unicodedata.category(letter).startswith("M")


def _is_half_a_flag(letter: str) -> bool:
    return 0x1F1E6 <= ord(letter) <= 0x1F1FF


def _flags_before(text: str, place: int) -> int:
    first = place
    while first and _is_half_a_flag(text[first - 1]) and place - first < _LONGEST_CHARACTER:
        first -= 1
    return place - first


def _piece(whole: Marked, start: int, stop: int) -> Piece:
    text = whole.text[start:stop]
    inside = [span for span in whole.spans if span.start < stop and span.end > start]
    found = [_entity(text, span, max(span.start - start, 0), min(span.end, stop) - start) for span in inside]
    return Piece(text, tuple(found[:MOST_ENTITIES]))


def _entity(text: str, span: Span, first: int, behind: int) -> dict[str, Any]:
    entity = {"type": span.kind, "offset": units(text[:first]), "length": units(text[first:behind])}
    return entity | ({"language": span.language} if span.language else {})
