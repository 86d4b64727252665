"""Characters that can be printed: emoji are left out, and what no font here has is shown by a sign, never dropped."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "fonts"
SIGN = "〓"
"""What Chinese printers set for a character that they have not got."""
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff](?:[\ufe0f\u20e3\U0001f3fb-\U0001f3ff]|\u200d.)*|[\U000e0020-\U000e007f\ufe0e\ufe0f\u200d\u20e3]"
)
_KEPT = frozenset("★☆☎☑✓✔✗✘❶❷❸❹❺❻❼❽❾❿")
"""Signs of the same range that are letters in print."""
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb]")
_LONG = re.compile(r"[^\s\u2e80-\uffef\U00020000-\U0003ffff]{28,}")
_BREAK = "\u200b"


def printable(text: str) -> str:
    """The text as it can be printed, in lines that fit."""
    bare = _EMOJI.sub(_without, text.replace("\r\n", "\n").replace("\t", " "))
    clean = _INVISIBLE.sub("", bare)
    shown = "".join(char if char == "\n" or ord(char) in _letters() else SIGN for char in clean)
    return _LONG.sub(_with_breaks, re.sub(r" {2,}", " ", shown)).strip()


def _without(found: re.Match[str]) -> str:
    return found[0][0] if found[0][0] in _KEPT and ord(found[0][0]) in _letters() else ""


def _with_breaks(found: re.Match[str]) -> str:
    """A word as long as a line may be broken anywhere."""
    return _BREAK.join(found[0][at : at + 12] for at in range(0, len(found[0]), 12))


def without_bold(text: str) -> str:
    """The characters of a printable text that only the regular fonts have, each once: set in bold they would stop the press."""
    return "".join(sorted(char for char in set(text) if ord(char) in _letters() and ord(char) not in _letters("Bold")))


@cache
def _letters(weight: str = "Regular") -> frozenset[int]:
    """Every character that some font of this weight here has."""
    found: set[int] = set()
    for file in sorted(FONTS.glob(f"*-{weight}.?tf")):
        with TTFont(file, lazy=True) as font:
            found |= font.getBestCmap().keys()
    return frozenset(found)
