"""Three words that bring a learner back. They are a number of 27 bits, said in words or shown in pictures.

Each word is a number below 512. The same three numbers are three English words, three Chinese words, or three coloured
pictures, so that the paper still works when the language or the tier has changed since.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds.spec import Language

FOLDER = Path(__file__).parent
SIZE, LENGTH = 512, 3
PICTURES = 64

Numbers = tuple[int, ...]
"""Three numbers below 512: what is kept (hashed), whatever the learner saw."""


@dataclass(frozen=True)
class Picture:
    """One of the 512 coloured pictures. `colour` is an id that the style sheet knows."""

    colour: str
    colour_name: str
    emoji: str
    name: str


def as_words(numbers: Numbers, language: Language) -> tuple[str, ...]:
    """The numbers as this language's words."""
    return tuple(_lists()[language][number] for number in numbers)


def as_pictures(numbers: Numbers, language: Language) -> tuple[Picture, ...]:
    """The numbers as coloured pictures, named in this language."""
    return tuple(_picture(*divmod(number, PICTURES), language) for number in numbers)


def colours(language: Language) -> list[tuple[str, str]]:
    """(id, name) of each colour, in the order of their numbers."""
    return [(colour["id"], colour[language]) for colour in _pictures()["colours"]]


def pictures(language: Language) -> list[tuple[str, str]]:
    """(emoji, name) of each picture, in the order of their numbers."""
    return [(picture["emoji"], picture[language]) for picture in _pictures()["pictures"]]


def number_of(colour: int, picture: int) -> int:
    """The number of a coloured picture; raises `ValueError` where there is none such."""
    if not (0 <= colour < SIZE // PICTURES and 0 <= picture < PICTURES):
        raise ValueError(f"no picture {colour}, {picture}")
    return colour * PICTURES + picture


def read(text: str) -> tuple[Numbers, list[str]]:
    """The numbers of the words in a text of any of our languages, and those words as they are written.

    Case, full width, punctuation and spaces between Chinese words don't matter; what is no word of ours is left out.
    """
    plain = unicodedata.normalize("NFKC", text[:400]).casefold()
    known = [part for part in _parts(plain) if part in _numbers()]
    return tuple(_numbers()[part] for part in known), known


def text_of(numbers: Numbers) -> str:
    """The numbers as the one text that is hashed and kept."""
    return " ".join(str(number) for number in numbers)


def _parts(text: str) -> list[str]:
    runs = re.findall(r"[a-z]+|[\u4e00-\u9fff]+", text)
    return [part for run in runs for part in ([run] if run.isascii() else _pairs(run))]


def _pairs(run: str) -> list[str]:
    """Every Chinese word of the list has two characters, so that they can be read without spaces."""
    return [run[at : at + 2] for at in range(0, len(run), 2)]


def _picture(colour: int, picture: int, language: Language) -> Picture:
    (id, colour_name), (emoji, name) = colours(language)[colour], pictures(language)[picture]
    return Picture(id, colour_name, emoji, name)


@cache
def _lists() -> Mapping[Language, list[str]]:
    chinese = [line.split() for line in _lines("zh.txt")]
    return {"en": _lines("en.txt"), "zh-Hant": [traditional for traditional, _ in chinese], "zh-Hans": [simplified for _, simplified in chinese]}


@cache
def _numbers() -> Mapping[str, int]:
    return {word: number for words in _lists().values() for number, word in enumerate(words)}


def _lines(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _pictures() -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / "pictures.toml").read_text(encoding="utf-8"))
