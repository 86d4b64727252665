"""A quiz that begins with the learner's own questions, in the language of the app."""

from __future__ import annotations

from typing import Any

import pytest

from scaffolds.blocks import of
from scaffolds.spec import Language, SpecError
from scaffolds.wish import Wish
from tests.scaffolds.stage import Stage, app_of, failures

TEA: dict[str, Any] = {
    "question": {"en": "Which is a drink?", "zh-Hant": "哪樣可以喝？"},
    "right": {"en": "Tea", "zh-Hant": "茶"},
    "wrong_1": "A, B",
    "why": "",
    "topic": "Food",
}


@pytest.mark.parametrize(("language", "words"), [("en", "Which is a drink?"), ("zh-Hant", "哪樣可以喝？"), ("zh-Hans", "Which is a drink?")])
def test_they_stand_there_in_the_apps_language_and_no_example_does(language: Language, words: str) -> None:
    spec = app_of("quiz", Wish(language=language), options={"questions": [TEA], "starters": ["a", "b", "c"]})
    rows = [row for _, row in of(spec.screens[0]).seeds(spec, spec.screens[0])]
    assert [row["question"] for row in rows] == [words]
    assert set(rows[0]) == {"question", "right", "wrong_1"}, "what was not said, and what this quiz has no field for, is left out"
    assert failures(spec) == []


def test_they_can_be_played() -> None:
    stage = Stage(app_of("quiz", options={"questions": [TEA]}))
    assert stage.act("answer", {"id": "seed0001", "choice": "Tea"})["ok"]
    assert stage.act("answer", {"id": "seed0001", "choice": "Coffee"})["why"] == "not_a_choice_of_this"


def test_one_without_its_answer_is_refused() -> None:
    with pytest.raises(SpecError, match="right"):
        app_of("quiz", options={"questions": [{"question": "?", "wrong_1": "B"}]})
