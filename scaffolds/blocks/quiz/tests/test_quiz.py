"""Quiz: the draft from a wish, rounds that a seed decides, private answers, and the proof of apps of every make."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks
from scaffolds.engine.play import OWNER
from scaffolds.screens import shared_words
from scaffolds.spec import Field, Language, Rule, SpecError, text_of
from scaffolds.wish import Facts, Wish
from tests.scaffolds.stage import Stage, app_of, failures

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
ASKED = {"question": "Which is red?", "right": "Tomato", "wrong_1": "Pea", "wrong_2": "Plum"}


def asked(stage: Stage, **changes: Any) -> str:
    assert stage.act("add", {**ASKED, **changes})["ok"]
    return stage.shelf.last


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("items", [(), ("a",), ("a", "b"), ("a", "b", "c", "d", "e")])
def test_apps_of_every_make_hold_their_own_checks_and_can_be_played_at_once(language: Language, items: tuple[str, ...]) -> None:
    spec = app_of("quiz", Wish(language=language, facts=Facts(items=items)), rules=(Rule(id="pass", screen="quiz", kind="pass_mark"),))
    assert any(check.edge for check in spec.checks)
    assert failures(spec) == []
    stage = Stage(spec)
    assert len(stage.ask("play", stage.app(), 1)) == {0: 1, 1: 1, 2: 2}.get(len(items), 3)


def test_examples_ask_only_what_is_true_of_the_list() -> None:
    spec = app_of("quiz", Wish(facts=Facts(items=("x", "y", "z"))))
    rows = [row for _, row in blocks.discover()["quiz"].seeds(spec, spec.screens[0])]
    assert [(row["right"], row.get("wrong_1")) for row in rows[1:]] == [("x", "y"), ("z", "x")]


def test_choices_that_were_listed_are_the_topics_and_known_fields_are_not_asked_twice() -> None:
    fields = (
        Field(name="question", label="題目"),
        Field(name="answer", label="答案"),
        Field(name="score", label="分數", type="number"),
        Field(name="chapter", label="課題"),
    )
    thing = blocks.discover()["quiz"].draft(Wish(language="zh-Hant", fields=fields, facts=Facts(choices=("生物", "化學")))).things[0]
    topic = thing.fields[-1]
    assert len(thing.fields) == 7 and (text_of(topic.label), topic.type, topic.choices) == ("課題", "choice", ("生物", "化學"))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"question": " "}, "empty"),
        ({"wrong_1": ""}, "empty"),
        ({"wrong_2": " TOMATO "}, "same_choice"),
        ({"wrong_2": "pea"}, "same_choice"),
        ({"question": " which is  RED? "}, "there_already"),
        ({"right": 5.5, "question": "other"}, ""),
    ],
)
def test_questions_that_cannot_be_answered_are_refused(changes: dict[str, Any], why: str) -> None:
    stage = Stage(app_of("quiz"))
    asked(stage)
    answer = stage.act("add", {**ASKED, **changes})
    assert answer.get("why", "") == why


def test_the_same_seed_gives_the_same_round_and_another_gives_another() -> None:
    stage = Stage(app_of("quiz", options={"round_size": 5}))
    ids = {asked(stage, question=f"Question {n}") for n in range(12)} | {"seed0001"}
    rounds = [stage.ask("play", stage.app(), seed) for seed in (1, 1, 2, 3, 4)]
    assert rounds[0] == rounds[1] and len({tuple(one) for one in rounds}) > 2
    assert all(len(set(one)) == 5 and set(one) <= ids for one in rounds)


def test_the_right_choice_moves_about() -> None:
    stage = Stage(app_of("quiz"))
    rows = [{**ASKED, "id": f"row{n}"} for n in range(30)]
    places = {stage.ask("choices", row, 7).index("Tomato") for row in rows}
    assert places == {0, 1, 2}


def test_a_topic_is_picked() -> None:
    stage = Stage(app_of("quiz", Wish(facts=Facts(choices=("plants", "stars")))))
    about = asked(stage, topic="stars")
    assert stage.ask("topics", stage.app()) == ["stars"]
    assert stage.ask("play", stage.app(), 1, {"topic": "stars"}) == [about]


def test_wrong_answers_are_practised_until_right_and_seen_by_nobody_else() -> None:
    stage = Stage(app_of("quiz"))
    question = asked(stage)

    def wrong(who: str) -> list[str]:
        return [row["id"] for row in stage.ask("toPractise", stage.app(who))]

    assert stage.act("answer", {"id": question, "choice": "Pea"}, who="b")["say"]["word"] == "wrong_answer"
    assert wrong("b") == [question] and wrong("a") == wrong(OWNER) == []
    assert stage.ask("play", stage.app("b"), 1, {"wrong": True}) == [question]
    assert stage.act("answer", {"id": question, "choice": "Tomato"}, who="b")["say"]["word"] == "right_answer"
    assert wrong("b") == [] and len(stage.shelf.rows["answer"]) == 1


@pytest.mark.parametrize(("right", "passed", "needed"), [(1, False, 2), (2, True, 2), (3, True, 2)])
def test_a_pass_mark_is_a_line_not_a_rounding(right: int, passed: bool, needed: int) -> None:
    stage = Stage(app_of("quiz", rules=(Rule(id="pass", screen="quiz", kind="pass_mark", options={"percent": 60}),)))
    ids = [asked(stage, question=f"Question {n}") for n in range(3)]
    given_choices = {id: "Tomato" if n < right else "Pea" for n, id in enumerate(ids)}
    how = stage.ask("result", ids, given_choices, stage.app())
    assert (how["right"], how["of"], how["passed"], how["needed"], len(how["wrong"])) == (right, 3, passed, needed, 3 - right)


def test_the_owner_takes_the_example_away_and_its_answer_goes_too() -> None:
    stage = Stage(app_of("quiz"))
    assert stage.act("answer", {"id": "seed0001", "choice": "A robot"}, who=OWNER)["ok"]
    assert stage.act("remove", {"id": "seed0001"})["why"] == "not_yours"
    assert stage.act("remove", {"id": "seed0001"}, who=OWNER)["ok"]
    assert stage.shelf.rows == {"question": [], "answer": []}


def test_answers_must_be_private() -> None:
    spec = app_of("quiz")
    answers = spec.things[1].model_copy(update={"fields": tuple(field.model_copy(update={"private": False}) for field in spec.things[1].fields)})
    with pytest.raises(SpecError, match="private"):
        app_of("quiz", things=(spec.things[0], answers))


ODD = st.none() | st.integers() | st.text(max_size=300) | st.lists(st.none(), max_size=2)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(("add", "change", "answer", "remove")), ODD | st.dictionaries(st.sampled_from(("id", "choice", *ASKED)), ODD), st.booleans())
def test_rules_answer_whatever_they_are_given(action: str, odd: Any, known: bool) -> None:
    whole = {**odd, "id": "seed0001"} if known and isinstance(odd, dict) else odd
    answer = STAGE.ask(action, whole, STAGE.app(OWNER))
    assert answer["ok"] or answer["why"] in {**shared_words()["en"], **blocks.discover()["quiz"].words["en"]}


@settings(max_examples=50, deadline=None)
@given(ODD | st.floats(allow_nan=False, allow_infinity=False))
def test_any_seed_shuffles(seed: Any) -> None:
    assert sorted(STAGE.ask("choices", {**ASKED, "id": "x"}, seed)) == ["Pea", "Plum", "Tomato"]


STAGE = Stage(app_of("quiz"))
