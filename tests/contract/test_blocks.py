"""What every block keeps, whoever wrote it: runs on each that is discovered, in each language, on each platform that it supports."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from scaffolds import blocks, platforms
from scaffolds.proof import finished
from scaffolds.spec import Language, parse, text_of
from scaffolds.wish import Wish
from tests.combinations import LANGUAGES, chosen
from tests.scaffolds.apps import drafted, plain_wish, rich_wish
from tests.scaffolds.random_specs import wishes

BLOCKS = tuple(blocks.discover())
SUPPORTED = tuple((id, platform) for id in BLOCKS for platform in platforms.discover() if blocks.discover()[id].supports(platform))
WISHES = {"plain": plain_wish, "rich": rich_wish}
_PLACE = re.compile(r"\{\w+\}")
_SAID = re.compile(r"""(?:\brefuse\(\s*|\b(?:why|word):\s*|\bui\.t\(\s*)"([a-z][a-z0-9_]*)"(?!\s*\+)""")
_NOTED = re.compile(r"""\bnote\("([a-z][a-z0-9_]*)"\)""")


def test_there_are_blocks_and_each_is_supported_somewhere() -> None:
    assert BLOCKS and {id for id, _ in SUPPORTED} == set(BLOCKS)


@pytest.mark.parametrize(
    ("id", "platform", "language", "wish"),
    chosen(BLOCKS, tuple(platforms.discover()), LANGUAGES, tuple(WISHES), strength=2, possible=lambda id, platform, *_: (id, platform) in SUPPORTED),
)
def test_a_draft_validates_builds_and_passes_its_proof(id: str, platform: str, language: Language, wish: str) -> None:
    spec = drafted(WISHES[wish](language), id)
    assert parse(spec.model_dump(mode="json")) == spec
    files, report = finished(spec, platform)
    assert report.passed, "\n".join(report.wrong("en"))
    assert any(check.edge for check in spec.checks), "no check about an edge"
    assert all(check.says.strip() for check in spec.checks)
    assert finished(spec, platform)[0] == files, "the same build gave other bytes"


@pytest.mark.parametrize("id", BLOCKS)
def test_two_screens_of_one_block_live_in_one_app(id: str) -> None:
    spec = drafted(plain_wish("en"), id, id)
    assert len({screen.id for screen in spec.screens}) == 2
    assert finished(spec, "web")[1].passed


@pytest.mark.parametrize("id", BLOCKS)
def test_nothing_said_at_all_is_enough(id: str) -> None:
    assert finished(drafted(Wish(), id), "web")[1].passed


@pytest.mark.parametrize("id", BLOCKS)
@settings(max_examples=40, deadline=None)
@given(wish=wishes())
def test_whatever_was_said_makes_an_app_that_holds_together(id: str, wish: Wish) -> None:
    spec = drafted(wish, id)
    assert spec.checks and parse(spec.model_dump(mode="json")) == spec


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", BLOCKS)
def test_the_card_speaks_each_language(id: str, language: Language) -> None:
    card = blocks.discover()[id].card
    assert card["emoji"]
    said = card[language]
    assert said["name"].strip() and said["sentence"].strip()
    assert len(set(said["phrases"])) >= 12 and all(phrase.strip() for phrase in said["phrases"])
    assert said["predict"]


@pytest.mark.parametrize("id", BLOCKS)
def test_the_card_has_the_same_keys_in_each_language(id: str) -> None:
    card = blocks.discover()[id].card
    for language in LANGUAGES:
        assert set(card[language]) == set(card["en"])
        for part in (key for key in card["en"] if isinstance(card["en"][key], dict)):
            assert set(card[language][part]) == set(card["en"][part]), part


@pytest.mark.parametrize("id", BLOCKS)
def test_words_are_complete_and_fill_the_same_places(id: str) -> None:
    words = blocks.discover()[id].words
    places = {key: sorted(set(_PLACE.findall(text))) for key, text in words["en"].items()}
    for language in LANGUAGES:
        assert set(words[language]) == set(places)
        assert {key: sorted(set(_PLACE.findall(text))) for key, text in words[language].items()} == places
        assert all(text.strip() for text in words[language].values())


@pytest.mark.parametrize("id", BLOCKS)
def test_every_word_that_its_templates_say_is_there(id: str) -> None:
    from scaffolds.screens import shared_words

    block = blocks.discover()[id]
    known = set(block.words["en"]) | set(shared_words()["en"])
    for template in sorted(block.folder.glob("*.j2")):
        text = template.read_text(encoding="utf-8")
        assert set(_SAID.findall(text)) <= known, template.name
        assert {f"note_{key}" for key in _NOTED.findall(text)} <= known, template.name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", BLOCKS)
def test_labels_that_nobody_gave_are_in_the_learners_language(id: str, language: Language) -> None:
    spec = drafted(plain_wish(language), id)
    labels = [spec.screens[0].label, *(thing.label for thing in spec.things), *(field.label for thing in spec.things for field in thing.fields)]
    for label in map(text_of, labels):
        assert label.strip()
        assert bool(re.search(r"[\u3400-\u9fff]", label)) == (language != "en"), label
