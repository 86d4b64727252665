"""A story that begins with the learner's own scenes."""

from __future__ import annotations

from typing import Any

import pytest

from scaffolds.blocks import of
from scaffolds.spec import Language, SpecError
from scaffolds.wish import Wish
from tests.scaffolds.stage import Stage, app_of, failures

PIER: dict[str, Any] = {
    "id": "pier", "name": {"en": "The pier", "zh-Hant": "碼頭"}, "text": {"en": "It is late.", "zh-Hant": "很晚了。"}, "background": "night", "sound": "waves",
    "ways": [{"label": "Take the lamp", "to": "boat", "gives": "lamp"}, {"label": "Stay", "to": "pier"}],
}  # fmt: skip
BOAT: dict[str, Any] = {"id": "boat", "name": "The boat", "text": "You are off.", "ending": True}
SCENES = [PIER, BOAT]


@pytest.mark.parametrize(("language", "first", "night"), [("en", "The pier", "Night"), ("zh-Hant", "碼頭", "夜晚"), ("zh-Hans", "The pier", "夜晚")])
def test_it_stands_there_in_the_apps_language_and_its_choices_name_its_scenes(language: Language, first: str, night: str) -> None:
    spec = app_of("story", Wish(language=language), options={"scenes": SCENES})
    rows = of(spec.screens[0]).seeds(spec, spec.screens[0])
    scenes, choices = ([row for thing, row in rows if thing == kind] for kind in ("scene", "choice"))
    assert [(row["name"], row.get("background")) for row in scenes] == [(first, night), ("The boat", None)]
    assert [(row["scene"], row["to"], row.get("gives")) for row in choices] == [(first, "The boat", "lamp"), (first, first, None)]
    assert failures(spec) == []


def test_it_can_be_read_to_its_end() -> None:
    stage = Stage(app_of("story", options={"scenes": SCENES}))
    assert stage.act("choose", {"id": "seed0003"})["ok"]
    assert stage.ask("now", stage.app("a"))["scene"]["name"] == "The boat"


@pytest.mark.parametrize(
    ("scenes", "why"),
    [
        ([PIER], 'no scene is called "boat"'),
        ([BOAT, BOAT], "two scenes have one id"),
        ([{**BOAT, "background": "moon"}], 'there is no "moon" among the backgrounds'),
        ([{**BOAT, "sound": "moo"}], 'there is no "moo" among the sounds'),
    ],
)
def test_loose_ends_and_unknown_drawings_are_refused(scenes: list[dict[str, Any]], why: str) -> None:
    with pytest.raises(SpecError, match=why):
        app_of("story", options={"scenes": scenes})
