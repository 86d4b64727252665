"""Problems to blocks: with those that are there, with those to come, with none that fits."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import prompts
from bot.brains.offline import OfflineBrain
from bot.brains.offline.brain import knowledge
from bot.brains.offline.matching import Matcher, clear
from bot.core.bm25 import Bm25
from bot.core.interpretation import Context
from scaffolds import blocks

HERE = Path(__file__).parent
EXPECTED: dict[str, dict[str, list[list[str]]]] = tomllib.loads((HERE / "problems.toml").read_text(encoding="utf-8"))


def texts(language: str) -> dict[str, list[str]]:
    return tomllib.loads((Path(prompts.__file__).parent / "problems" / f"{language}.toml").read_text(encoding="utf-8"))


def problems() -> list[tuple[str, list[str]]]:
    return [
        (text, wanted)
        for language, tiers in EXPECTED.items()
        for tier, every in tiers.items()
        for text, wanted in zip(texts(language)[tier], every, strict=True)
    ]


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_there_are_problems_for_every_tier(language: str) -> None:
    found = texts(language)
    assert list(found) == ["primary", "junior", "senior", "university"]
    assert all(len(set(each)) >= 6 and all(20 <= len(text) * (1 if text.isascii() else 3) <= 330 for text in each) for each in found.values())


def test_our_problems_find_their_block() -> None:
    """On one sentence alone, of twenty blocks: a fitting one first in two of three (5 % by chance), the best among three in four of five."""
    there = set(blocks.discover())
    fitting = among = 0
    for text, wanted in problems():
        best = next(block for block in wanted if block in there)
        ranked = [match.block for match in knowledge().matcher.matches([(text, 1.0)])]
        fitting, among = fitting + (ranked[0] in wanted), among + (best in ranked[:3])
    assert fitting >= 0.66 * len(problems())
    assert among >= 0.8 * len(problems())


def test_what_was_said_before_counts() -> None:
    brain = OfflineBrain()
    said = ("everyone wants the badminton court after school",)
    alone = brain.understand("all the students", Context(language="en", tier="junior", stage="discover", asks="who"))
    after = brain.understand("all the students", Context(language="en", tier="junior", stage="discover", asks="who", said=said))
    assert after.matches[0].block == "booking"
    assert after.matches != alone.matches


def test_all_blocks_are_ranked_and_scores_are_shares() -> None:
    found = knowledge().matcher.matches([("a shower for nine families", 1.0)])
    assert {match.block for match in found} == set(blocks.discover())
    assert sum(match.score for match in found) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("two clubs turn up in the same room, i want them to book a time", "booking"),
        ("我哋想投票決定去邊度旅行", "poll"),
        ("爷爷总是忘记什么时候吃药，到点提醒他", "reminder"),
    ],
)
def test_a_plain_problem_stands_out(text: str, block: str) -> None:
    found = knowledge().matcher.matches([(text, 1.0)])
    assert found[0].block == block and clear(found)


@pytest.mark.parametrize("text", ["something cool for my phone", "我想發達", "弄点好玩的", "my dog died yesterday", "希望世界和平"])
def test_nothing_stands_out_where_nothing_was_told(text: str) -> None:
    assert not clear(knowledge().matcher.matches([(text, 1.0)]))


def test_nothing_known_still_offers_something() -> None:
    found = knowledge().matcher.matches([("qqxx", 1.0)])
    assert [match.block for match in found] == list(blocks.discover())
    assert not clear(found)


def card(*phrases: str, **also: list[str]) -> dict[str, Any]:
    return {"en": {"name": phrases[0], "sentence": phrases[0], "phrases": list(phrases), "also": also}}


def test_what_a_block_serves_for_another_falls_away_when_that_one_comes() -> None:
    records = card("keep a list of things", map=["where are the ramps for wheelchairs"])
    guide = card("steps to follow")
    before = Matcher({"guide": guide, "records": records}).matches([("ramps for wheelchairs", 1.0)])
    after = Matcher({"guide": guide, "records": records, "map": card("find a place, see where the ramps are")}).matches(
        [("ramps for wheelchairs", 1.0)]
    )
    assert before[0].block == "records"
    assert after[0].block == "map"
    assert next(match.score for match in after if match.block == "records") <= next(match.score for match in after if match.block == "guide")


def test_a_typing_mistake_is_forgiven() -> None:
    matcher = Matcher({"booking": card("the canteen line is long"), "quiz": card("practise vocabulary")})
    assert matcher.matches([("canteeen", 1.0)])[0].block == "booking"
    assert matcher.matches([("vocabluary", 1.0)])[0].block == "quiz"


def test_bm25_prefers_rare_words_and_short_documents() -> None:
    index = Bm25([["shower", "queue"], ["queue", "bus"], ["queue", "bus", "school", "morning"]])
    scores = index.scores({"bus": 1.0})
    assert scores[1] > scores[2] and 0 not in scores
    assert index.weight("shower") > index.weight("bus") > index.weight("queue")
