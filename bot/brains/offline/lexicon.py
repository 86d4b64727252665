"""The words that the offline brain knows, from `data/`: a folder a language and some lists for all of them.

Lists are folded when they are read, so that a word stands for its look-alikes (`Don't`, `dont`; `隨便`, `随便`), and the
languages' lists are joined: a learner mixes languages freely. Adding a language is adding a folder.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bot.brains.offline.normalise import fold, simplify

DATA = Path(__file__).parent / "data"
_TOKEN = re.compile(r"[a-z]+|\d+|[\u3400-\u9fff]")
_DRAWN_OUT = re.compile(r"([a-z\u3400-\u9fff])\1{2,}")

Tokens = tuple[str, ...]


@cache
def _files(name: str) -> Mapping[str, Mapping[str, Any]]:
    """`data/<language>/<name>.toml` of every language."""
    return {path.parent.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob(f"*/{name}.toml"))}


@cache
def table(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of `<name>.toml` in all languages, joined by key and folded, the longest word first."""
    joined: dict[str, dict[str, None]] = {}
    for lists in _files(name).values():
        for key, words in lists.items():
            joined.setdefault(key, {}).update(dict.fromkeys(fold(word) for word in words))
    return {key: tuple(sorted(words, key=len, reverse=True)) for key, words in joined.items()}


@cache
def common(name: str) -> Mapping[str, Any]:
    """`data/<name>.toml`, which is for all languages."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def plain_words(name: str) -> frozenset[str]:
    """A list of small words by which a language is told."""
    return frozenset(" ".join(common("small_words")[name]).split())


@cache
def patterns(name: str) -> Mapping[str, re.Pattern[str]]:
    """Patterns of `<name>.toml` in all languages joined by key, to be searched in folded text."""
    return {key: re.compile("|".join(f"(?:{one})" for one in found)) for key, found in raw_patterns(name).items()}


@cache
def raw_patterns(name: str) -> Mapping[str, tuple[str, ...]]:
    """The same one by one, simplified and not yet compiled."""
    joined: dict[str, list[str]] = {}
    for lists in _files(name).values():
        for key, found in lists.items():
            joined.setdefault(key, []).extend(simplify(one) for one in found)
    return {key: tuple(found) for key, found in joined.items()}


def any_of(words: Sequence[str]) -> str:
    """A pattern for any of some folded words: whole words in Latin letters, anywhere in Chinese. The longest wins."""
    latin = "|".join(re.escape(word) for word in words if word.isascii())
    han = "|".join(re.escape(word) for word in words if not word.isascii())
    return "(?:" + "|".join(filter(None, [rf"(?<![a-z])(?:{latin})(?![a-z])" if latin else "", han])) + ")"


@cache
def pattern_of(name: str, key: str) -> re.Pattern[str]:
    """Any word of one list."""
    return re.compile(any_of(table(name)[key]))


def tokens(folded: str) -> Tokens:
    """Words in Latin letters, numbers and single Chinese characters; 'yesss' and '哈哈哈哈' drawn in."""
    return tuple(_TOKEN.findall(_DRAWN_OUT.sub(r"\1\1", folded)))
