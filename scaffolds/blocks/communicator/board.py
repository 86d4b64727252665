"""The pictures that a new board begins with, in all three languages, and how they meet the learner's own categories."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds.spec import Label, Language

_FILE = Path(__file__).parent / "board.toml"
_PICTURES = Path(__file__).parent / "shared" / "board.js"
_LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")


@cache
def _read() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _read_pictures() -> tuple[dict[str, Any], ...]:
    """The page's own list: what lies between its brackets is JSON."""
    text = _PICTURES.read_text(encoding="utf-8")
    return tuple(json.loads(text[text.index("[\n") : text.rindex("]") + 1]))


def pictures() -> list[dict[str, Any]]:
    """`{category, picture, en, zh-Hant, zh-Hans, emergency?}` each, in the order of a new board."""
    return [dict(one) for one in _read_pictures()]


def quick() -> list[dict[str, Any]]:
    """The four large buttons: `{id, picture, en, zh-Hant, zh-Hans}` each."""
    return [dict(one) for one in _read()["quick"]]


def category_words(language: Language) -> tuple[str, ...]:
    """What the categories are called in a language, in the order of the board."""
    return tuple(str(one[language]) for one in _read()["categories"].values())


def own_category(language: Language) -> str:
    """The category of what the learner listed."""
    return str(_read()["categories"]["own"][language])


def guessed(words: str) -> str:
    """An emoji for what a learner listed; empty where none is sure."""
    pictures: Mapping[str, str] = _read()["guess"]
    return next((emoji for emoji, said in pictures.items() if re.search(said, words, re.IGNORECASE)), "")


def category_key(choices: Iterable[Label | Mapping[str, str]], id: str, language: Language) -> str:
    """The choice that means the board's category `id`, as rows keep it; empty where the learner has none such any more."""
    names = {str(_read()["categories"][id][one]).casefold() for one in _LANGUAGES}
    for choice in choices:
        words = [choice] if isinstance(choice, str) else list(choice.values())
        if names & {word.casefold() for word in words}:
            return choice if isinstance(choice, str) else choice.get(language) or words[0]
    return ""
