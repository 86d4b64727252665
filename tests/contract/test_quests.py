"""Every block's quests: three and more for any app, said in three languages, with cases that tell the rule from its look-alikes, and a rule that the app can live with."""

from __future__ import annotations

import re
from functools import cache

import pytest

from scaffolds import blocks, own_rules, platforms, proof
from scaffolds.learner_code import LearnerCode
from scaffolds.quests import checking, leaks, placing, telling, twin
from scaffolds.quests.card import cards
from scaffolds.quests.making import Quest, quests_of
from scaffolds.quests.shapes import SHAPES
from scaffolds.quests.wording import words
from scaffolds.spec import AppSpec, Brief, Language, read
from scaffolds.wish import Wish
from tests.combinations import chosen
from tests.scaffolds.stage import app_of

BLOCKS = tuple(blocks.discover())
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
PROBLEMS = {"en": "people in our building", "zh-Hant": "我們樓的街坊", "zh-Hans": "我们楼的邻居"}


@cache
def example(block: str) -> AppSpec:
    return blocks.with_checks(read((blocks.discover()[block].folder / "example.json").read_text(encoding="utf-8")))


def of_block(block: str, language: Language = "en") -> tuple[Quest, ...]:
    return tuple(one for one in quests_of(example(block), language) if one.block == block)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("block", BLOCKS)
def test_there_are_three_for_any_app(block: str, language: Language) -> None:
    drafted = app_of(block, Wish(language=language, brief=Brief(problem=PROBLEMS[language])))
    assert len(quests_of(drafted, language)) >= 3
    assert len({one.id for one in of_block(block, language)}) >= 3


@pytest.mark.parametrize("block", BLOCKS)
def test_its_rules_differ(block: str) -> None:
    assert len({card.shape for card in cards(block)}) >= 2, "three times the same rule is one quest"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("block", BLOCKS)
def test_nothing_is_left_to_fill_in_and_each_language_has_its_own_words(block: str, language: Language) -> None:
    for one in of_block(block, language):
        said = [one.words(which) for which in ("name", "scene", "rule", "says", "doing")]
        assert not [line for line in said if re.search(r"[{}]", line)], said
        assert all(re.search(r"[\u3400-\u9fff]", line) for line in one.said.model_dump(exclude={"word"}).values()) == (language != "en")
        told = words(language)["shapes"][one.card.shape]
        assert told.keys() == {"right", "wrong1", "wrong2", "wrong3", "asks", "look", "idea", "twin", "twin_says"}


@pytest.mark.parametrize("block", BLOCKS)
def test_the_cases_tell_the_rule_from_what_looks_like_it(block: str) -> None:
    for one in of_block(block):
        assert set(checking.expectations(one)) == {"refuse", "allow"}, one.id
        assert checking.solves(one, one.code(one.condition))
        passing = [wrong(one.about) for wrong in one.shape.wrong if checking.solves(one, one.code(wrong(one.about)))]
        assert not passing, (one.id, passing)
        assert not checking.solves(one, one.code("false")) and not checking.solves(one, one.code("true"))


@pytest.mark.parametrize("block", BLOCKS)
def test_the_app_keeps_its_promises_with_the_rule_in_it(block: str) -> None:
    spec = example(block)
    made = platforms.discover()["web"].files(spec)
    rules = made[platforms.discover()["web"].my_rules].decode()
    for one in of_block(block, spec.language):
        rules = placing.placed(rules, one, one.code(one.condition))
    own = LearnerCode(rules=own_rules.kept({platforms.discover()["web"].my_rules: rules.encode()}, "web"))
    _, report = proof.finished(spec, "web", own)
    assert report.passed, report.wrong("en")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_gap_is_there_once_and_what_fills_it_is_not_in_the_hints(shape: str) -> None:
    found = SHAPES[shape]
    assert found.right(found.twin).count(f" {found.gap} ") == 1
    for language in LANGUAGES:
        told = words(language)["shapes"][shape]
        assert found.gap not in told["asks"] + told["look"] + told["idea"]


@pytest.mark.parametrize(("block", "language"), chosen(BLOCKS, LANGUAGES))
def test_no_text_of_ours_gives_a_rule_away(block: str, language: Language) -> None:
    """Neither the hints nor the code that is shown; and the guard knows the rule when it sees it."""
    for one in of_block(block, language):
        shown = [one.words("scene"), one.words("rule"), *(telling.hint_words(one, rung) for rung in (1, 2, 3))]
        for gap in (False, True):
            example = f"{twin.twin_words(one, gap=gap)}\n```js\n{twin.twin(one, gap=gap)}\n```"
            assert not leaks.gives_away(one, "\n".join((*shown, f"```js\n{twin.gapped(one)}\n```")), gap=gap), one.id
            assert not leaks.gives_away(one, example, gap=gap), one.id
        assert leaks.gives_away(one, f"Write this:\n{one.code(one.condition)}") and leaks.gives_away(one, f"use `{one.condition}`"), one.id
        assert leaks.gives_away(one, f"the sign is {one.shape.gap}", gap=True), one.id
