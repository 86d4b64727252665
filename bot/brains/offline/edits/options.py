"""Options by the words that set them: 'make it multiple choice', '只有我可以叫下一個'. Whichever screen has the option is meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.brains.offline.edits.target import App, Changes
from bot.brains.offline.lexicon import patterns
from bot.brains.offline.normalise import Message
from scaffolds import blocks
from scaffolds.operations import SetOption

_VALUES: dict[str, Any] = {"true": True, "false": False}


def spoken_options(clause: Message, app: App) -> Changes | None:
    """The options that the clause sets; where it speaks against itself ('not anonymous'), the later entry of `edits.toml` counts."""
    said = dict(_said(clause.folded))
    made = tuple(
        SetOption(screen=screen.id, option=name, value=value)
        for screen in app.spec.screens
        for name, value in said.items()
        if name in blocks.of(screen).options.model_fields
    )
    return Changes(made) if made else None


def _said(folded: str) -> Iterator[tuple[str, Any]]:
    for key, pattern in patterns("edits", "options").items():
        if pattern.search(folded):
            name, _, value = key.partition("=")
            yield name, _VALUES.get(value, value)
