"""Each example app is told of in a line of every language."""

from __future__ import annotations

import pytest

from prompts import LANGUAGES, Language
from prompts.examples import lines
from scaffolds.showcase import examples
from tests.contract.test_prompts import NEVER, SIMPLIFIED_ONLY, TRADITIONAL_ONLY


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_has_a_line_and_no_other_has(language: Language) -> None:
    assert set(lines(language)) == set(examples())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_is_one_sentence_in_its_own_characters(language: Language) -> None:
    for name, line in lines(language).items():
        assert 10 < len(line) < 120 and line.endswith("." if language == "en" else "。"), name
        assert not NEVER.search(line), name
        foreign = {"en": "", "zh-Hant": set(SIMPLIFIED_ONLY) - set(TRADITIONAL_ONLY), "zh-Hans": set(TRADITIONAL_ONLY) - set(SIMPLIFIED_ONLY)}[
            language
        ]
        assert not set(line) & set(foreign), name
