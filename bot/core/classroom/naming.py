"""Names and codes as people type them, made plain. What a name may say is for the safety floor; here is only how it is written."""

from __future__ import annotations

import unicodedata

LONGEST_NAME, LONGEST_NUMBER, LONGEST_CODE = 30, 10, 12
SHORTEST_CODE = 6
_UNSEEN = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that show nothing."""
_VISIBLE = ("L", "N", "S")
_MOST_MARKS = 2
"""Marks on one letter: more of them run over the lines above and below."""


def name_of(text: str) -> str:
    """A name without what cannot be seen or turns the text round, one space between words; '' where nothing is left to be read."""
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text[:400]):
        kind = unicodedata.category(char)
        marks = marks + 1 if kind[0] == "M" else 0
        if marks <= _MOST_MARKS and char not in _UNSEEN:
            kept.append(" " if kind in ("Zs", "Zl", "Zp", "Cc") else "" if kind[0] == "C" else char)
    name = " ".join("".join(kept).split())
    return name if any(unicodedata.category(char)[0] in _VISIBLE for char in name) else ""


def length_of(name: str) -> int:
    """Characters as they are seen: a letter with its marks is one."""
    return sum(unicodedata.category(char)[0] != "M" for char in name)


def number_of(text: str) -> str:
    """A class number: letters and digits with signs between them; '' for what is none."""
    number = unicodedata.normalize("NFKC", name_of(text)).replace(" ", "")
    plain = number.replace("-", "").replace("/", "").replace(".", "")
    return number if plain.isalnum() and len(number) <= LONGEST_NUMBER else ""


def code_of(text: str) -> str:
    """A class code however it is typed: case, width, spaces and hyphens do not count; '' for what is none."""
    plain = unicodedata.normalize("NFKC", text[:80]).upper()
    code = "".join(char for char in plain if not char.isspace() and unicodedata.category(char) not in ("Pd", "Cf") and char != ".")
    return code if code.isascii() and code.isalnum() and SHORTEST_CODE <= len(code) <= LONGEST_CODE else ""
