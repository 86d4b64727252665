"""The words that the offline brain knows, from `data/`: a folder a language and some lists for all of them.

Lists are folded when they are read, so that a word stands for its look-alikes (`Don't`, `dont`; `隨便`, `随便`), and the
languages' lists are joined: a learner mixes languages freely. Adding a language is adding a folder.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bot.brains.offline.normalise import fold, simplify
from bot.brains.offline.phrasing import Phrasing

DATA = Path(__file__).parent / "data"
_TOKEN = re.compile(r"[a-z]+|\d+|[\u3400-\u9fff]")
_STANDS_IN = re.compile("PERSON|NUMBER|UNIT|DURATION|COLOUR")
_DRAWN_OUT = re.compile(r"([a-z\u3400-\u9fff])\1{2,}")

Tokens = tuple[str, ...]


@cache
def _files(name: str) -> Mapping[str, Mapping[str, Any]]:
    """`data/<language>/<name>.toml` of every language."""
    return {path.parent.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob(f"*/{name}.toml"))}


@cache
def table(name: str, section: str = "") -> Mapping[str, tuple[str, ...]]:
    """The lists of `<name>.toml` (or of a section in it) in all languages, joined by key and folded, the longest word first."""
    joined: dict[str, dict[str, None]] = {}
    for key, words in _lists(name, section):
        joined.setdefault(key, {}).update(dict.fromkeys(fold(word) for word in words))
    return {key: tuple(sorted(words, key=len, reverse=True)) for key, words in joined.items()}


def _lists(name: str, section: str) -> Iterator[tuple[str, Sequence[str]]]:
    for whole in _files(name).values():
        for key, words in (whole.get(section, {}) if section else whole).items():
            if isinstance(words, list):
                yield key, words


def in_language(name: str, language: str) -> Mapping[str, Any]:
    """`data/<language>/<name>.toml` as it is written, for words that are shown."""
    return _files(name)[language]


@cache
def common(name: str) -> Mapping[str, Any]:
    """`data/<name>.toml`, which is for all languages."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def plain_words(name: str) -> frozenset[str]:
    """A list of small words by which a language is told."""
    return frozenset(common("small_words")[name].split())


@cache
def patterns(name: str, section: str = "") -> Mapping[str, Phrasing]:
    """Patterns of `<name>.toml` in all languages joined by key, to be searched in folded text."""
    return {key: Phrasing("|".join(f"(?:{one})" for one in found)) for key, found in _raw(name, section).items() if "(?P<" not in "".join(found)}


@cache
def parts(name: str, key: str, section: str = "") -> tuple[Phrasing, ...]:
    """The patterns of one key that name the parts that they find. `PERSON` in them stands for any word for a person,
    `NUMBER`, `UNIT` and `DURATION` for what `slots.numbers` reads."""
    from bot.brains.offline.slots.numbers import DURATION, NUMBER, UNIT  # late: numbers are read by words of the lexicon

    colours = any_of(tuple(word for words in table("colours").values() for word in words))
    stand_for = {"PERSON": any_of(table("facts")["person"]), "NUMBER": NUMBER, "UNIT": UNIT, "DURATION": DURATION, "COLOUR": colours}
    return tuple(Phrasing(_STANDS_IN.sub(lambda found: stand_for[found[0]], one), _STANDS_IN.sub("(?:.+)", one)) for one in _raw(name, section)[key])


@cache
def keyed(name: str, section: str) -> Mapping[str, tuple[Phrasing, ...]]:
    """All patterns of a section by their keys, in the order in which the lists have them; `parts` says what may stand in them."""
    return {key: parts(name, key, section) for key in _raw(name, section)}


def _raw(name: str, section: str) -> Mapping[str, tuple[str, ...]]:
    joined: dict[str, list[str]] = {}
    for key, found in _lists(name, section):
        joined.setdefault(key, []).extend(simplify(one) for one in found)
    return {key: tuple(found) for key, found in joined.items()}


@cache
def any_of(words: tuple[str, ...]) -> str:
    """A pattern for any of some folded words: whole words in Latin letters, anywhere in Chinese. The longest wins."""
    latin = "|".join(re.escape(word) for word in words if word.isascii())
    han = "|".join(re.escape(word) for word in words if not word.isascii())
    return "(?:" + "|".join(filter(None, [rf"(?<![a-z])(?:{latin})(?![a-z])" if latin else "", han])) + ")"


@cache
def pattern_of(name: str, key: str) -> Phrasing:
    """Any word of one list."""
    words = table(name)[key]
    return Phrasing(any_of(words), words=frozenset(words))


def tokens(folded: str) -> Tokens:
    """Words in Latin letters, numbers and single Chinese characters; 'yesss' and '哈哈哈哈' drawn in."""
    return tuple(_TOKEN.findall(_DRAWN_OUT.sub(r"\1\1", folded)))
