"""The drawn places and made sounds that a scene may have, and what an author calls them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from scaffolds.spec import Label, Language

Kind = Literal["backgrounds", "sounds"]
KINDS: dict[str, Kind] = {"background": "backgrounds", "sound": "sounds"}
"""By the name of the field of a scene."""
_FILE = Path(__file__).with_name("scenery.toml")


@cache
def _read() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def words(kind: Kind, language: Language) -> tuple[str, ...]:
    """What an author picks from."""
    return tuple(str(one[language]) for one in _read()[kind].values())


def ids(kind: Kind) -> frozenset[str]:
    """What there is to be drawn, or to be heard."""
    return frozenset(_read()[kind])


def drawn(choices: Sequence[Label | Mapping[str, str]], kind: Kind, language: Language) -> dict[str, str]:
    """The drawing or sound that each choice of a field means: {the word as rows keep it: id}. A learner's own word has none."""
    found: dict[str, str] = {}
    for choice in choices:
        said = {choice} if isinstance(choice, str) else set(choice.values())
        id = next((id for id, names in _read()[kind].items() if said & set(names.values())), "")
        if id:
            found[choice if isinstance(choice, str) else choice.get(language) or next(iter(choice.values()))] = id
    return found


def key(choices: Sequence[Label], kind: Kind, id: str, language: Language) -> str:
    """The choice that means a drawing or a sound, as rows keep it; empty where there is none such."""
    return next((word for word, drawing in drawn(choices, kind, language).items() if drawing == id), "")
