"""The AI screen: what is drafted from what was said, what its rules answer, learn and refuse, and how it tests itself."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks, generator
from scaffolds.engine.play import OWNER
from scaffolds.screens import shared_words
from scaffolds.spec import Brief, Field, Language, SpecError, check, read
from scaffolds.wish import Draft, Facts, Wish
from tests.scaffolds.odd import odd_input
from tests.scaffolds.stage import Stage, app_of, failures

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
SCAM = Wish(brief=Brief(problem="is this message a scam?"))
HELPER = Wish(brief=Brief(problem="a chatbot for what new students ask"))
WORDS = {**shared_words()["en"], **blocks.discover()["ai"].words["en"]}


def drafted(problem: str, language: Language = "en", **more: Any) -> Draft:
    return blocks.discover()["ai"].draft(Wish(language=language, brief=Brief(problem=problem), **more))


def asked(stage: Stage, text: str) -> dict[str, Any]:
    found: dict[str, Any] = stage.act("ask", {"text": text})["found"]
    return found


@pytest.mark.parametrize(
    ("problem", "does", "first"),
    [
        ("which bin does it go into, recycling", "classify", "Paper"),
        ("grandpa gets scam messages", "classify", "Looks like a trick"),
        ("tell whether somebody is sad", "classify", "Glad"),
        ("a chatbot that answers what parents ask", "answer", "I find the nearest of the answers that people taught me."),
        ("", "classify", "A question"),
        ("整個聊天機械人", "answer", "I find the nearest of the answers that people taught me."),
    ],
)
def test_what_it_tells_apart_is_found_in_the_words(problem: str, does: str, first: str) -> None:
    options = drafted(problem).screen.options
    assert (options["does"], options["kinds"][0]["label"]) == (does, first)


def test_the_learners_own_kinds_are_taken() -> None:
    kinds = drafted("sort the letters", facts=Facts(choices=("Sports", "Food", "food "))).screen.options["kinds"]
    assert [kind["label"] for kind in kinds] == ["Sports", "Food"]


def test_the_learners_own_fields_are_kept_and_never_required() -> None:
    own = (Field(name="source", label="Source", required=True), Field(name="text", label="Words"))
    thing = drafted("fake news", fields=own).things[0]
    assert [field.name for field in thing.fields] == ["text", "label", "source", "test"]
    assert not next(field for field in thing.fields if field.name == "source").required


def test_a_model_is_asked_only_where_they_named_one() -> None:
    assert drafted("use ChatGPT to explain").screen.options["model"] is True
    assert drafted("an ai that explains").screen.options["model"] is False


@pytest.mark.parametrize("wish", [SCAM, HELPER, Wish(), Wish(facts=Facts(items=("cat", "dog")))])
@pytest.mark.parametrize("language", LANGUAGES)
def test_apps_of_every_make_hold_their_own_checks(wish: Wish, language: Language) -> None:
    spec = app_of("ai", wish.model_copy(update={"language": language}))
    assert any(one.edge for one in spec.checks)
    assert failures(spec) == []


def test_what_only_the_owner_teaches_holds_its_checks_too() -> None:
    thing = app_of("ai", SCAM).things[0].model_copy(update={"written_by": "owner"})
    assert failures(app_of("ai", SCAM, things=(thing,))) == []


def test_nothing_to_begin_with_is_an_app_too() -> None:
    assert failures(app_of("ai", SCAM, options={"kinds": []})) == []


@pytest.mark.parametrize("options", [{"kinds": [{"label": "A"}, {"label": " a "}]}, {"does": "dance"}, {"kinds": [{"label": "A", "examples": [""]}]}])
def test_options_that_do_not_hold_together_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        app_of("ai", options=options)


def test_a_field_that_a_tap_cannot_fill_is_not_required() -> None:
    spec = app_of("ai", SCAM)
    fields = (*spec.things[0].fields, Field(name="why", label="Why", required=True))
    with pytest.raises(SpecError, match="why"):
        check(spec.model_copy(update={"things": (spec.things[0].model_copy(update={"fields": fields}),)}))


@pytest.mark.parametrize(
    ("text", "label", "by"),
    [
        ("Pay a small fee for your parcel at this link", "Looks like a trick", "examples"),
        ("Football training is on Thursday", "Looks ordinary", "examples"),
        ("buy me a GIFT CARD please", "Looks like a trick", "words"),
        ("Xylophones under the sea", "", "examples"),
        ("🙂🙂", "", "examples"),
    ],
)
def test_it_answers_from_words_and_examples_and_says_what_it_does_not_know(text: str, label: str, by: str) -> None:
    found = asked(Stage(app_of("ai", SCAM)), text)
    assert (found["label"], found["by"]) == (label, by)
    assert (found["sure"] == "unknown") == (label == "")


def test_each_language_of_an_app_is_understood() -> None:
    spec = read((blocks.discover()["ai"].folder / "example.json").read_bytes())
    stage = Stage(spec)
    for text in ("Your parcel is held, pay at this link", "你的包裹被扣留，請按連結付款", "您的包裹被扣，请点链接付费"):
        assert asked(stage, text)["label"] == "Looks like a trick"
    turned = spec.model_copy(update={"languages": ("zh-Hant", "en", "zh-Hans")})
    assert asked(Stage(blocks.with_checks(turned)), "你的包裹被扣留，請按連結付款")["label"] == "似騙案"


def test_what_was_taught_is_known_and_may_be_corrected() -> None:
    stage = Stage(app_of("ai", SCAM))
    assert asked(stage, "Zebras dance at noon")["sure"] == "unknown"
    assert stage.act("teach", {"text": "Zebras dance at noon", "label": "looks ORDINARY"})["ok"]
    assert asked(stage, "zebras dance")["label"] == "Looks ordinary"
    row = stage.app()["rows"]["example"][-1]
    assert stage.act("change", {"id": row["id"], "label": "A new kind"})["ok"]
    assert asked(stage, "zebras dance")["label"] == "A new kind"
    assert "A new kind" in stage.ask("labels", stage.app())
    assert stage.act("remove", {"id": row["id"]}, who=OWNER)["ok"]
    assert asked(stage, "zebras dance")["sure"] == "unknown"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("   ", "empty"),
        (None, "empty"),
        (7, "empty"),
        ("call 9123 4567", "looks_private"),
        ("我的電話係９１２３４５６７", "looks_private"),
        ("ann@example.org", "looks_private"),
        ("A123456(7)", "looks_private"),
        ("x" * 501, "too_long"),
        ("y" * 20000, "too_long"),
    ],
)
def test_what_must_not_be_asked_or_taught_is_refused(text: Any, why: str) -> None:
    stage = Stage(app_of("ai", SCAM))
    assert stage.act("ask", {"text": text})["why"] == why
    assert stage.act("teach", {"text": text, "label": "Looks ordinary"})["why"] == why


def test_doubles_and_the_examples_of_others_are_refused() -> None:
    stage = Stage(app_of("ai", SCAM))
    stage.act("teach", {"text": "Tea at four", "label": "Looks ordinary"})
    assert stage.act("teach", {"text": " tea AT four ", "label": "Other"})["why"] == "known_already"
    id = stage.app()["rows"]["example"][-1]["id"]
    assert stage.act("remove", {"id": id}, who="b")["why"] == "not_yours"
    assert stage.act("change", {"id": id, "text": "hi"}, who="b")["why"] == "not_yours"


def test_it_learns_nothing_from_what_is_kept_for_testing() -> None:
    stage = Stage(app_of("ai", SCAM))
    stage.act("teach", {"text": "Zebras dance at noon", "label": "Looks ordinary", "test": True})
    assert asked(stage, "Zebras dance at noon")["sure"] == "unknown"
    result = stage.ask("exam", stage.app())
    assert (result["kept"], result["n"], result["right"], result["unknown"]) == (True, 1, 0, 1)


def test_without_a_test_set_each_example_is_hidden_in_turn() -> None:
    stage = Stage(app_of("ai", SCAM, options={"kinds": []}))
    for n, (text, label) in enumerate(
        [("red ripe apple", "fruit"), ("green ripe apple", "fruit"), ("old wooden chair", "thing"), ("new wooden chair", "fruit")]
    ):
        assert stage.act("teach", {"text": text, "label": label})["ok"], n
    result = stage.ask("exam", stage.app())
    assert (result["kept"], result["n"], result["right"]) == (False, 4, 2)
    assert result["table"] == {"rows": ["fruit", "thing"], "columns": ["fruit", "thing"], "cells": [[2, 1], [1, 0]]}


def test_alike_is_one_for_the_same_and_nothing_for_strangers() -> None:
    stage = Stage(app_of("ai", SCAM))
    near = stage.ask("nearest", "red apple", [{"text": "red apple", "label": "a"}, {"text": "紅色", "label": "b"}])
    assert len(near) == 1 and near[0]["likeness"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("a", "b", "words"), [("the red car", "a red bike", ["red"]), ("請按這條連結", "按連結付款", ["連結"]), ("abc", "xyz", []), ("", "", [])]
)
def test_shared_words_are_what_people_would_mark(a: str, b: str, words: list[str]) -> None:
    assert Stage(app_of("ai", SCAM)).ask("inCommon", a, b) == words


def test_ask_py_comes_only_where_a_model_may_be_asked() -> None:
    assert "ask.py" not in generator.build(app_of("ai", SCAM), "web")
    files = generator.build(app_of("ai", SCAM, options={"model": True}), "web")
    assert "ask.py" in files and b"Looks ordinary" in files["ask.json"]


STAGE = Stage(app_of("ai", SCAM))


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(("ask", "teach", "change", "remove")),
    odd_input("text", "label", "test"),
)
def test_rules_answer_whatever_they_are_given(action: str, odd: Any) -> None:
    answer = STAGE.ask(action, odd, STAGE.app())
    assert answer["ok"] or answer["why"] in WORDS


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    known = [{"text": text, "label": label} for text, label in ((b, "__proto__"), (a, "constructor"), ("x", "toString"))]
    found = STAGE.ask("think", a, known)
    assert found["sure"] in ("sure", "maybe", "unknown")
    assert all(0 <= one["likeness"] <= 1.0001 for one in found["near"])
    STAGE.ask("inCommon", a, b)


def test_kinds_that_were_listed_are_not_fields_as_well() -> None:
    fields = (Field(name="paper", label="paper"), Field(name="metal", label="metal"), Field(name="where", label="Where", type="place"))
    draft = blocks.discover()["ai"].draft(Wish(fields=fields, facts=Facts(items=("paper", "metal"))))
    assert [field.name for field in draft.things[0].fields] == ["text", "label", "where", "test"]
