"""Messages that were written and labelled before the engine saw them (`data/messages.<language>.jsonl`): whether the right block is found.

The floors are a little under what was measured (docs/explanation/understanding.md), so that a change that loses some is noticed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.brains.offline import OfflineBrain
from bot.core.interpretation import Context, Interpretation
from scaffolds import blocks
from scaffolds.spec import Language

DATA = Path(__file__).parent / "data"
BRAIN = OfflineBrain()
Message = dict[str, Any]


@cache
def messages(language: Language) -> tuple[Message, ...]:
    lines = (DATA / f"messages.{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def solvable(language: Language) -> list[Message]:
    return [one for one in messages(language) if one["blocks"] and one["blocks"][0] in blocks.discover()]


def first_said(message: Message, language: Language) -> Interpretation:
    return BRAIN.understand(message["problem"], Context(language=language, tier="junior", stage="discover", asks="problem"))


def with_the_goal(message: Message, language: Language) -> Interpretation:
    said = (message["problem"], message["who"])
    return BRAIN.understand(message["what"], Context(language=language, tier="junior", stage="define", asks="goal", said=said))


def hits(heard: Sequence[Interpretation], wanted: Sequence[Message], among: int) -> float:
    found = [message["blocks"][0] in [match.block for match in one.matches[:among]] for one, message in zip(heard, wanted, strict=True)]
    return sum(found) / len(found)


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_the_sets_are_large_and_none_is_twice(language: Language) -> None:
    texts = [one["problem"] for one in messages(language)]
    phrases = {phrase for block in blocks.discover().values() for phrase in block.card[language]["phrases"]}
    assert len(texts) >= 60 and len(set(texts)) == len(texts)
    assert not phrases & set(texts)
    assert sum(not one["blocks"] for one in messages(language)) >= 5


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_the_first_message_finds_the_block(language: Language) -> None:
    wanted = solvable(language)
    heard = [first_said(one, language) for one in wanted]
    assert hits(heard, wanted, 1) >= 0.55
    assert hits(heard, wanted, 3) >= 0.72


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_the_goal_finds_it_better(language: Language) -> None:
    wanted = solvable(language)
    heard = [with_the_goal(one, language) for one in wanted]
    assert hits(heard, wanted, 1) >= 0.78
    assert hits(heard, wanted, 3) >= 0.88


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_what_is_clear_is_right(language: Language) -> None:
    """Where a way stands out nothing more is asked before the choice: that must not happen at random."""
    heard = [(one, first_said(one, language)) for one in solvable(language)]
    plain = [one["blocks"][0] == found.matches[0].block for one, found in heard if found.clear]
    assert len(plain) >= 0.25 * len(heard)
    assert sum(plain) >= 0.8 * len(plain)
    assert sum(first_said(one, language).clear for one in messages(language) if not one["blocks"]) <= 1
