"""Acceptance checks as a block writes them: the sentence comes from its `block.toml`, the steps from the screen as it is."""

from __future__ import annotations

import zlib
from typing import Any

from scaffolds import blocks
from scaffolds.spec import AppSpec, Check, Screen, Step, Thing

OWNER = "owner"
"""The `who` of a step that the app's owner does."""
LAST = {"$": "last"}
"""As a value of a step's input: the id of the row that the step before added."""


def writer(thing: Thing) -> str:
    """Who may write rows of a thing: the `who` of a step that adds one."""
    return OWNER if thing.written_by == "owner" else "a"


def acceptance(spec: AppSpec, screen: Screen, key: str, *steps: Step, edge: bool = False, nth: int = 0, **words: Any) -> Check:
    """The check `key` of a screen. Its sentence is `[<language>.checks]` `key` of the block, its `{places}` filled by `words`.

    `nth` tells checks of one key apart: 0, 1, 2, ... for the first rule of a kind, the second, ...
    """
    sentence = str(blocks.of(screen).said(spec.language)["checks"][key])
    return Check(id=check_id(screen.id, f"{key}_{nth + 1}" if nth else key), screen=screen.id, says=_filled(sentence, words), edge=edge, steps=steps)


def check_id(screen: str, key: str) -> str:
    """`<screen>_<key>`; a screen's long id is shortened so that two of them stay apart."""
    room = 39 - len(key)
    return f"{screen}_{key}" if len(screen) <= room else f"{screen[: room - 9]}_{zlib.crc32(screen.encode()):08x}_{key}"


def _filled(sentence: str, words: dict[str, Any]) -> str:
    """Not `str.format`: a learner's word may hold braces of its own."""
    for name, word in words.items():
        sentence = sentence.replace("{" + name + "}", str(word))
    return sentence[:300]
