"""The calculators that people ask for most, ready to be changed: `starters.toml` in a learner's language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds.blocks.calculator.options import Options
from scaffolds.spec import Language

_PLACE: Mapping[Language, int] = {"en": 0, "zh-Hant": 1, "zh-Hans": 2}
MONEY: Mapping[Language, str] = {"en": "$", "zh-Hant": "$", "zh-Hans": "¥"}
_WORDS = ("label", "says", "unit")


def starter(said: str, language: Language, otherwise: bool = True) -> Options | None:
    """The one whose words were said; else to share a cost, or None where nothing fits and nothing is wanted `otherwise`."""
    for one in _starters():
        if re.search(one["said"], said, re.IGNORECASE) if one["said"] else otherwise:
            return _options(one, language)
    return None


@cache
def _starters() -> tuple[Mapping[str, Any], ...]:
    return tuple(tomllib.loads((Path(__file__).parent / "starters.toml").read_text(encoding="utf-8"))["starter"])


def _options(one: Mapping[str, Any], language: Language) -> Options:
    inputs = [_worded(each, language) for each in one["inputs"]]
    names = [each["name"] for each in inputs]
    examples = [dict(zip(names, numbers, strict=True)) for numbers in one["examples"]]
    return Options.model_validate({"inputs": inputs, "results": [_worded(each, language) for each in one["results"]], "examples": examples})


def _worded(part: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """An input, a result or a choice in one language."""
    made = {key: _in(value, language) if key in _WORDS else value for key, value in part.items()}
    if made.get("unit") == "$":
        made["unit"] = MONEY[language]
    return made | ({"choices": [_worded(each, language) for each in part["choices"]]} if "choices" in part else {})


def _in(words: str, language: Language) -> str:
    """A word in three languages, or one that is the same in all."""
    parts = words.split(" | ")
    return parts[_PLACE[language]] if len(parts) == len(_PLACE) else words
