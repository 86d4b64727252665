"""Real problems for those without an idea: `prompts/problems/<language>.toml`, a list for each tier."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import prompts
from bot.core.brain import Problem
from bot.core.conversation import Conversation
from scaffolds.spec import Language

FOLDER = Path(prompts.__file__).parent / "problems"


def problems(conversation: Conversation, count: int) -> Sequence[Problem]:
    """So many problems of the tier, others than the last time."""
    known = _known(conversation.language)[conversation.tier]
    begin = count * conversation.told.get("tutor/examples", 0) % len(known)
    return [Problem(id=str((begin + i) % len(known)), text=known[(begin + i) % len(known)]) for i in range(min(count, len(known)))]


@cache
def _known(language: Language) -> Mapping[str, Sequence[str]]:
    """The problems of a language by tier."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
