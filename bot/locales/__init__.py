"""Every fixed sentence of Sampan's own pages: one file a language, and one for each area that has a folder of its own.

    words = locale("zh-Hant")
    words("app.version", n=7)        '第 7 版'

Adding a language is adding `<tag>.toml` and `<area>/<tag>.toml`; a sentence that it lacks is said in English until it is there. No two files
of a language have a table of the same name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scaffolds.spec import Language

FOLDER = Path(__file__).parent
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
_TRADITIONAL = ("zh-hant", "zh-hk", "zh-tw", "zh-mo", "yue")


@dataclass(frozen=True)
class Locale:
    """The sentences of one language. Calling it gives the sentence of a key; an unknown key or place raises `KeyError`."""

    language: Language
    sentences: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        sentence = self.sentences[key]
        return sentence.format_map(values) if "{" in sentence else sentence

    @property
    def tag(self) -> str:
        """What `lang` says on a page: fonts choose the shape of 骨 and 直 by it."""
        return self("language.tag")


@cache
def locale(language: Language) -> Locale:
    """The sentences of a language, with English in the gaps."""
    return Locale(language, {**_read("en"), **_read(language)})


def preferred(accept: str, default: Language = "en") -> Language:
    """The language that a browser asks for first among ours, from its `Accept-Language` header."""
    for tag in _by_quality(accept):
        if tag.startswith("en"):
            return "en"
        if tag.startswith(_TRADITIONAL):
            return "zh-Hant"
        if tag.startswith("zh"):
            return "zh-Hans"
    return default


def spoken(value: str | None) -> Language | None:
    """The language of that name, if it is one of ours."""
    return next((language for language in LANGUAGES if language == value), None)


@cache
def _read(language: Language) -> Mapping[str, str]:
    files = [FOLDER / f"{language}.toml", *sorted(FOLDER.glob(f"*/{language}.toml"))]
    tables = [table for file in files for table in tomllib.loads(file.read_text(encoding="utf-8")).items()]
    return {f"{name}.{key}": sentence for name, sentences in tables for key, sentence in sentences.items()}


def _by_quality(accept: str) -> Iterable[str]:
    ranges = [part.strip().lower().partition(";q=") for part in accept.split(",")[:20]]
    return [tag for tag, _, quality in sorted(ranges, key=lambda one: -_number(one[2])) if tag and _number(quality)]


def _number(quality: str) -> float:
    try:
        return float(quality or 1)
    except ValueError:
        return 0.0
