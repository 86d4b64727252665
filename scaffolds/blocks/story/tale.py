"""The tiny story that a new app begins with, from what the learner said."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from scaffolds.blocks.story import scenery
from scaffolds.spec import Language, Thing

_FILE = Path(__file__).with_name("tale.toml")


@cache
def _read() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def tale(language: Language, opening: str, ways: Sequence[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of scenes and of choices. `opening`: the first sentence; `ways`: the first two choices; what is missing is the tale's own."""
    told = _read()[language]
    first, second = ways[:2] if len(ways) >= 2 and ways[0] != ways[1] else (told["first"], told["second"])
    words = {"opening": opening or told["opening"], "first": first, "second": second, "note": told["note"]}
    return [_filled(one, words) for one in told["scenes"]], [_filled(one, words) for one in told["choices"]]


def first_scene(language: Language) -> str:
    """The name of the scene in which the tale begins."""
    return str(_read()[language]["scenes"][0]["name"])


def scene_row(scene: Mapping[str, Any], thing: Thing, language: Language) -> dict[str, Any]:
    """A scene as a thing keeps it: its place and sound as the thing's own choices, and only fields that the thing has."""
    drawn = {name: scenery.key(_choices(thing, name), kind, str(scene[name]), language) for name, kind in scenery.KINDS.items()}
    usual = {field.name: False for field in thing.fields if field.type == "yes_no"}
    row: dict[str, Any] = usual | dict(scene) | drawn
    return {name: value for name, value in row.items() if thing.field(name) is not None and value != ""}


def _choices(thing: Thing, name: str) -> Sequence[Any]:
    field = thing.field(name)
    return field.choices if field else ()


def _filled(row: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """Not `str.format`: a learner's word may hold braces of its own, which are not filled in turn."""
    filled = dict(row)
    for name, text in row.items():
        place = next((place for place in words if isinstance(text, str) and "{" + place + "}" in text), None)
        if place:
            filled[name] = text.replace("{" + place + "}", words[place])
    return filled
