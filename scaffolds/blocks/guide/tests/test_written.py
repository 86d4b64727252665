"""Guides that a new app begins with, in the learner's words."""

from __future__ import annotations

from typing import Any

import pytest

from scaffolds.blocks import of
from scaffolds.spec import Language, SpecError
from scaffolds.wish import Wish
from tests.scaffolds.stage import Stage, app_of, failures

WASH: dict[str, Any] = {"name": {"en": "Wash", "zh-Hant": "洗"}, "steps": [{"title": "Water"}, {"title": "Soap", "sign": "🧼"}]}
BIN: dict[str, Any] = {
    "name": "Which bin?",
    "steps": [
        {"title": "Paper?", "answers": [{"label": "Yes", "to": 2}, {"label": "No", "to": 3}]},
        {"title": "Blue", "onward": 3},
        {"title": "Thank you"},
    ],
}


@pytest.mark.parametrize(("language", "name"), [("en", "Wash"), ("zh-Hant", "洗"), ("zh-Hans", "Wash")])
def test_they_stand_there_numbered_through(language: Language, name: str) -> None:
    spec = app_of("guide", Wish(language=language), options={"guides": [WASH, BIN], "steps": ["left aside"]})
    rows = of(spec.screens[0]).seeds(spec, spec.screens[0])
    guides, steps = ([row for thing, row in rows if thing == kind] for kind in ("guide", "guide_step"))
    assert [(row["number"], row["name"]) for row in guides] == [(1, name), (2, "Which bin?")]
    assert [(row["number"], row["guide"], row["place"], row["title"]) for row in steps] == [
        (1, 1, 1, "Water"), (2, 1, 2, "Soap"), (3, 2, 1, "Paper?"), (4, 2, 2, "Blue"), (5, 2, 3, "Thank you"),
    ]  # fmt: skip
    assert (steps[2]["to_1"], steps[2]["to_2"], steps[3]["onward"]) == (4, 5, 5), "leads are counted within their guide"
    assert failures(spec) == []


def test_a_visitor_sees_both_for_neither_has_a_loose_end() -> None:
    stage = Stage(app_of("guide", options={"guides": [WASH, BIN]}))
    assert [one["name"] for one in stage.ask("shown", stage.app("a"), "")] == ["Wash", "Which bin?"]


@pytest.mark.parametrize("step", [{"title": "A", "answers": [{"label": "Yes", "to": 2}]}, {"title": "A", "onward": 2}])
def test_a_lead_to_nowhere_is_refused(step: dict[str, Any]) -> None:
    with pytest.raises(SpecError, match="there is no step 2"):
        app_of("guide", options={"guides": [{"name": "A", "steps": [step]}]})
