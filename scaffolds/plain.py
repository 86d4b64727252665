"""Data as people hand it over, made fit for files: text without controls, values that JSON can carry, sentences on one line."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

MOST_DEPTH, MOST_VALUES, MOST_TEXT = 8, 2000, 20_000

_NO_CHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_CONTROL = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]")

_SPACES = " \t\n\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What `trim` of JavaScript takes away, without the controls that `clean` drops."""


def clean(text: object) -> object:
    """Drop what no file format can carry (NUL, other controls, lone surrogates, code points that HTML calls no characters); everything else is the learner's."""
    return _without_controls(text) if isinstance(text, str) else text


def _without_controls(text: str) -> str:
    """Nothing that is dropped is printable, and most texts hold nothing else but line ends: they need not be gone through sign by sign."""
    return text if text.replace("\n", "").replace("\u3000", "").isprintable() else _CONTROL.sub("", text)


def trimmed(text: object) -> object:
    """A cleaned text without the spaces around it: what a form gives back is trimmed as browsers do it, and must be the same word."""
    return str(clean(text)).strip(_SPACES) if isinstance(text, str) else text


def plain(data: object) -> Any:
    """A copy of JSON-like data with its texts cleaned; raises `ValueError` for what is no such data, too deep or too much."""
    return _plain(data, 0, [MOST_VALUES])


def _plain(data: object, depth: int, left: list[int]) -> Any:
    left[0] -= 1
    if left[0] < 0 or depth > MOST_DEPTH:
        raise ValueError("this is too much, or too deep")
    if isinstance(data, str):
        return _text(data)
    if data is None or isinstance(data, (bool, int)):
        return data if abs(data or 0) < 10**18 else _refuse("this number is too big")
    if isinstance(data, float):
        return data if math.isfinite(data) else _refuse("this is no number")
    if isinstance(data, Mapping):
        return {_text(key): _plain(value, depth + 1, left) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_plain(value, depth + 1, left) for value in data]
    return _refuse("this is no data")


def _text(text: object) -> str:
    if not isinstance(text, str) or len(text) > MOST_TEXT:
        raise ValueError("this text is too long" if isinstance(text, str) else "a key is text")
    return _without_controls(text)


def each_text(data: Any, change: Callable[[str], str]) -> Any:
    """A copy of plain data with each text of it, keys apart, as `change` gives it back."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, Mapping):
        return {key: each_text(value, change) for key, value in data.items()}
    return [each_text(value, change) for value in data] if isinstance(data, (list, tuple)) else data


def _refuse(reason: str) -> Any:
    raise ValueError(reason)


def one_line(text: str, longest: int = 300) -> str:
    """Text that may stand in a message: no line ends, no signs that turn the line around, not too long."""
    flat = "".join(char if char.isprintable() else " " for char in text)
    flat = " ".join(flat.split())
    return flat if len(flat) <= longest else flat[:longest] + "…"


def can_be_read(text: str) -> bool:
    """Whether there is anything but pictures, spaces and invisible signs: a letter or digit of any script, or a sign of ASCII."""
    return any(unicodedata.category(char)[0] in "LN" or "!" <= char <= "~" for char in text)


def looks_like_a_path(text: str) -> bool:
    """`../../etc/passwd`, `..`, `.\\x`: steps through folders. `Lost/Found` is a name."""
    return re.search(r"(?:^|[\\/])\.{1,2}(?:[\\/]|$)", text.strip()) is not None
