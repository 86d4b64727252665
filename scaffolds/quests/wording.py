"""The words that all quests share: conditions as they stand on cards, hints, cases."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds.spec import Language

_WORDS = Path(__file__).parent / "words.toml"


def words(language: Language) -> Mapping[str, Any]:
    """`days`, `cards`, `case` and `shapes` of `words.toml` in a language."""
    return _all()[language]


@cache
def _all() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))
