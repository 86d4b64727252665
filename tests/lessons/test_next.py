"""Which lesson a project needs now."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.core.conversation import Conversation
from bot.core.lesson import looks_like_code, next_for
from bot.services import Parts
from bot.services.lesson.shelf import proposal
from bot.services.lesson.trying import same
from prompts.lessons import look
from scaffolds.showcase import examples

APP = next(spec for spec in examples().values() if any(screen.block == "booking" for screen in spec.screens))


@dataclass(frozen=True)
class Some:
    """A lesson as `next_for` sees one."""

    id: str
    concepts: tuple[str, ...] = ()
    suits: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unplugged: bool = False


def test_tests_come_after_the_first_build_and_a_user_test_once_it_is_shared() -> None:
    way = [Some("story", ("story",)), Some("try", ("prototype",)), Some("tests", ("test",))]
    assert next_for(APP, way, ()) is way[2]
    assert next_for(APP, way, (), shared=True) is way[1]
    assert next_for(APP, way, ("try",), shared=True) is way[2]


def test_of_those_that_fit_the_one_for_its_kind_comes_first() -> None:
    way = [Some("quiz", ("test",), suits=("quiz",)), Some("any", ("test",)), Some("slots", ("test",), suits=("booking",))]
    assert next_for(APP, way, ()) is way[2]
    assert next_for(APP, way, ("slots",)) is way[1]


def test_what_it_needs_is_taken_before_and_paper_is_for_a_class() -> None:
    way = [Some("paper", ("test",), unplugged=True), Some("after", ("test",), needs=("before", "paper")), Some("before", ("story",))]
    assert next_for(APP, way, ()) is None
    assert next_for(APP, way, ("before",)) is way[1]


@pytest.mark.parametrize("tier", ["junior", "senior"])
def test_ours_have_one_for_every_example_app(tier: str) -> None:
    way = look().pathway("junior" if tier == "junior" else "senior")
    assert all(next_for(spec, way, {one.id for one in way if one.place < 2}) for spec in examples().values())


async def test_a_proposal_names_it_and_has_its_button(parts: Parts) -> None:
    move = await proposal(parts, APP, Conversation(tier="senior", stage="improve"))
    assert move is not None and move.prompt == "lesson_chat/propose"
    (button,) = move.buttons
    assert button.id.startswith("lesson:") and button.label == str(move.values["title"])
    taken = [one.id for one in look().lessons.values()]
    assert await proposal(parts, APP, Conversation(tier="senior"), taken) is None


@pytest.mark.parametrize("text", [">=", "hour >= 22", "list.length", "22", '"late"', "return true;", "count", "`x`", "a + b"])
def test_code_is_known_by_its_signs(text: str) -> None:
    assert looks_like_code(text)


@pytest.mark.parametrize("text", ["make it green", "I don't know", "what is a loop?", "改成綠色", "我覺得要先到先得。", "it's late (very late)"])
def test_a_sentence_is_no_code(text: str) -> None:
    assert not looks_like_code(text)


@pytest.mark.parametrize(
    ("said", "wanted", "equal"),
    [(True, 1, False), (1, 1.0, True), (0.1 + 0.2, 0.3, True), ([1, [2]], [1, [2]], True), ({"a": 1}, {"a": True}, False), (None, None, True), ("1", 1, False)],
)  # fmt: skip
def test_answers_are_compared_as_json(said: object, wanted: object, equal: bool) -> None:
    assert same(said, wanted) is equal
