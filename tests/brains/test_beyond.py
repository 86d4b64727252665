"""Wishes that no mini-app can fulfil are told so, with what can be made instead; ordinary ones are left alone."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

import prompts
from bot.brains.offline import OfflineBrain
from bot.brains.offline.beyond import out_of_reach
from bot.brains.offline.lexicon import common, patterns
from bot.brains.offline.normalise import fold
from bot.core.interpretation import Context
from scaffolds import blocks
from scaffolds.spec import Language

BRAIN = OfflineBrain()
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
CASES: dict[str, dict[str, list[str]]] = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["beyond"]
SETS = sorted((Path(__file__).parent / "data").glob("messages.*.jsonl"))


def first_said(text: str, language: Language = "en") -> str:
    return BRAIN.understand(text, Context(language=language, tier="junior", stage="discover", asks="problem")).beyond


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in CASES.items() for text in texts])
def test_a_wish_out_of_reach_is_noticed(kind: str, text: str) -> None:
    assert first_said(text) == ("" if kind == "none" else kind)


def test_every_kind_has_a_way_and_words() -> None:
    """What is noticed can be said, in each language, and leads to a block that there is."""
    kinds = set(common("beyond"))
    assert kinds == set(patterns("beyond")) == set(CASES) - {"none"}
    assert set(common("beyond").values()) <= set(blocks.discover())
    for language in LANGUAGES:
        said = {prompts.load("tutor/beyond").render(language, kind=kind) for kind in kinds}
        assert len(said) == len(kinds)


def test_what_can_be_made_instead_is_offered_first() -> None:
    heard = BRAIN.understand(
        "i want a wheelchair that follows my brother's eyes", Context(language="en", tier="junior", stage="discover", asks="problem")
    )
    assert heard.matches[0].block == "communicator" and not heard.clear
    assert {one.block for one in heard.matches} == set(blocks.discover())


def test_ordinary_messages_are_left_alone() -> None:
    """At most 2 of 100 messages that something can be made for."""
    rows = [json.loads(line) for path in SETS for line in path.read_text(encoding="utf-8").splitlines()]
    solvable = [row["problem"] for row in rows if row["blocks"]]
    assert sum(bool(out_of_reach(fold(text))) for text in solvable) <= 0.02 * len(solvable)


def test_it_is_said_of_first_messages_only() -> None:
    heard = BRAIN.understand("face recognition please", Context(language="en", tier="junior", stage="define", asks="who", said=("we lose things",)))
    assert heard.beyond == ""
