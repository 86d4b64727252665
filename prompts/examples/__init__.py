"""Whose problem each example app answered, in a line of each language: `<language>.toml`, by the app's name.

An app without a line is shown with its learner's own words, in the language in which they were typed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from prompts import Language

_HERE = Path(__file__).parent


@cache
def lines(language: Language) -> Mapping[str, str]:
    """The lines of a language, by the names of the apps."""
    return tomllib.loads((_HERE / f"{language}.toml").read_text(encoding="utf-8"))
