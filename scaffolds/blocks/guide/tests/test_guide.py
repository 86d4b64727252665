"""Guides: what is drafted from a wish, following them, what keeps an unfinished one from being shown, and who may write."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks
from scaffolds.engine.play import OWNER
from scaffolds.spec import Brief, Field, Language, SpecError, text_of
from scaffolds.wish import Facts, Wish
from tests.scaffolds.stage import Stage, app_of, failures

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
TEA = Wish(facts=Facts(items=("Boil water", "Warm the pot", "Wait three minutes")))
BINS = Wish(brief=Brief(problem="which bin does it go into"), facts=Facts(choices=("Paper", "Plastic")))
ODD: tuple[Any, ...] = (
    None,
    [],
    7,
    "x" * 20_000,
    {},
    {"id": "__proto__"},
    {"__proto__": {"id": "a"}},
    {"name": ["a"]},
    {"name": "", "title": {}},
    {"id": 1e300},
)
VERBS = (
    "tick",
    "untick",
    "finish",
    "again",
    "add_guide",
    "change_guide",
    "remove_guide",
    "add_step",
    "change_step",
    "move_step",
    "remove_step",
    "add_call",
    "remove_call",
)


def options_of(wish: Wish) -> dict[str, Any]:
    return blocks.discover()["guide"].draft(wish).screen.options


def guide_of(stage: Stage, name: str = "") -> dict[str, Any]:
    found: list[dict[str, Any]] = stage.ask("guides", stage.app(OWNER))
    return next(one for one in found if one["name"] == name or not name)


def steps(stage: Stage, guide: dict[str, Any], who: str = "a") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stage.ask("stepsOf", guide, stage.app(who))
    return found


def problems(stage: Stage, guide: dict[str, Any]) -> list[str]:
    return [one["why"] for one in stage.ask("problems", guide, stage.app())]


def write(stage: Stage, guide: dict[str, Any], title: str, **more: Any) -> dict[str, Any]:
    answer = stage.act("add_step", {"id": guide["id"], "title": title, **more}, OWNER)
    assert answer["ok"], answer
    return steps(stage, guide)[-1]


def new_guide(stage: Stage, name: str = "Tea") -> dict[str, Any]:
    assert stage.act("add_guide", {"name": name}, OWNER)["ok"]
    return guide_of(stage, name)


@pytest.mark.parametrize(
    ("brief", "language", "calls"),
    [
        ("someone faints, call 999 or the office 2345 6789", "en", ["999", "2345 6789"]),
        ("what to do in a fire", "en", ["999"]),
        ("有人中風要點做", "zh-Hant", ["999"]),
        ("有人晕倒了怎么办", "zh-Hans", ["120", "119", "110"]),
        ("打 110 报警或者 119", "zh-Hans", ["110", "119"]),
        ("how to cook rice in 2026, 120 people, 110 dollars", "en", []),
        ("our club of 2025-2026 with 5 people", "en", []),
        ("", "en", []),
    ],
)
def test_the_numbers_that_were_given_stand_first_and_the_usual_ones_in_an_emergency(brief: str, language: Language, calls: list[str]) -> None:
    found = options_of(Wish(language=language, brief=Brief(problem=brief)))["calls"]
    assert [one["phone"] for one in found] == calls


def test_what_was_listed_are_the_steps_of_the_first_guide() -> None:
    stage = Stage(app_of("guide", TEA))
    assert [step["title"] for step in steps(stage, guide_of(stage))] == ["Boil water", "Warm the pot", "Wait three minutes"]


def test_choices_make_a_question_whose_answers_lead_somewhere() -> None:
    stage = Stage(app_of("guide", BINS))
    guide = guide_of(stage)
    asked = steps(stage, guide)[0]
    assert [(one["words"], one["to"]) for one in stage.ask("answers", asked)] == [("Paper", 2), ("Plastic", 3)]
    assert problems(stage, guide) == []


def test_the_learners_own_fields_are_kept_and_none_is_doubled() -> None:
    fields = (
        Field(name="steps", label="Steps", type="long_text"),
        Field(name="photo", label="Photo", type="photo"),
        Field(name="age", label="For which age", type="number", required=True),
    )
    thing = blocks.discover()["guide"].draft(Wish(fields=fields)).things[0]
    assert [text_of(field.label) for field in thing.fields][3:] == ["For which age"]
    assert [field.name for field in thing.fields if field.required] == ["number", "name"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wish", [Wish(), TEA, BINS, Wish(brief=Brief(problem="fire 999"))])
def test_apps_of_every_make_hold_their_own_checks(language: Language, wish: Wish) -> None:
    assert failures(app_of("guide", wish.model_copy(update={"language": language}))) == []


def test_a_guide_that_everybody_writes_holds_its_checks_too() -> None:
    draft = blocks.discover()["guide"].draft(Wish())
    things = tuple(one.model_copy(update={"written_by": "everyone"}) if one.id in ("guide", "guide_step") else one for one in draft.things)
    assert failures(app_of("guide", things=things)) == []


def test_ticks_are_ones_own_and_begin_again_when_it_is_finished() -> None:
    stage = Stage(app_of("guide", TEA))
    guide = guide_of(stage)
    for step in steps(stage, guide)[:2]:
        assert stage.act("tick", {"id": step["id"]})["ok"]
    assert stage.ask("begun", guide, stage.app("a")) == {"all": 3, "ticked": 2, "at": 3}
    assert stage.ask("begun", guide, stage.app("b"))["ticked"] == 0
    refused = stage.act("finish", {"id": guide["id"]})
    assert (refused["why"], refused["with"]["step"], refused["next"]) == ("one_open", "Wait three minutes", {"step": 3})
    assert stage.act("tick", {"id": steps(stage, guide)[2]["id"]})["ok"]
    assert stage.act("finish", {"id": guide["id"]})["say"]["word"] == "finished"
    assert stage.ask("begun", guide, stage.app("a"))["ticked"] == 0


def test_a_tick_twice_is_one_tick() -> None:
    stage = Stage(app_of("guide", TEA))
    step = {"id": steps(stage, guide_of(stage))[0]["id"]}
    assert stage.act("tick", step)["changes"] and stage.act("tick", step)["changes"] == []


def test_an_answer_without_a_step_is_named_and_the_step_written_for_it_is_joined() -> None:
    stage = Stage(app_of("guide"))
    guide = new_guide(stage)
    asked = write(stage, guide, "Hot?", answer_1="Yes", answer_2="No")
    assert problems(stage, guide) == ["leads_nowhere", "leads_nowhere"]
    write(stage, guide, "Blow on it", **{"from": asked["number"], "answer": 1})
    write(stage, guide, "Drink it", **{"from": asked["number"], "answer": 2})
    assert problems(stage, guide) == []


def test_a_step_that_no_answer_reaches_is_named() -> None:
    stage = Stage(app_of("guide"))
    guide = new_guide(stage)
    asked = write(stage, guide, "Hot?", answer_1="Yes")
    write(stage, guide, "Blow on it", **{"from": asked["number"], "answer": 1})
    write(stage, guide, "Lonely")
    assert problems(stage, guide) == ["orphan"]


def test_a_circle_is_allowed_only_with_a_way_out() -> None:
    stage = Stage(app_of("guide"))
    guide = new_guide(stage)
    asked = write(stage, guide, "Still hot?", answer_1="Yes")
    wait = write(stage, guide, "Wait", onward=str(asked["number"]), **{"from": asked["number"], "answer": 1})
    assert problems(stage, guide) == ["no_way_out", "no_way_out"]
    out = write(stage, guide, "Drink it")
    mended = {"id": asked["id"], "title": "Still hot?", "answer_1": "Yes", "to_1": str(wait["number"]), "answer_2": "No", "to_2": str(out["number"])}
    assert stage.act("change_step", mended, OWNER)["ok"]
    assert problems(stage, guide) == []


def test_an_unfinished_guide_is_seen_by_its_writer_only() -> None:
    stage = Stage(app_of("guide", TEA))
    new_guide(stage, "Half a guide")
    seen = {who: [one["name"] for one in stage.ask("shown", stage.app(who), "")] for who in ("a", OWNER)}
    assert "Half a guide" in seen[OWNER] and "Half a guide" not in seen["a"] and len(seen["a"]) == 1


def test_search_looks_into_steps_and_emergencies_come_first() -> None:
    stage = Stage(app_of("guide", TEA))
    write(stage, new_guide(stage, "Rice"), "Wash it three times")
    assert stage.act("add_guide", {"name": "Burns", "emergency": True}, OWNER)["ok"]
    write(stage, guide_of(stage, "Burns"), "Cool it with water")
    assert stage.ask("shown", stage.app(), "WATER")[0]["name"] == "Burns"
    assert [one["name"] for one in stage.ask("shown", stage.app(), "wash times")] == ["Rice"]


def test_steps_move_up_and_down_and_no_further() -> None:
    stage = Stage(app_of("guide", TEA))
    guide = guide_of(stage)
    first = {"id": steps(stage, guide)[0]["id"]}
    assert stage.act("move_step", {**first, "up": True}, OWNER)["why"] == "no_further"
    assert stage.act("move_step", {**first, "up": False}, OWNER)["ok"]
    assert [step["title"] for step in steps(stage, guide)][:2] == ["Warm the pot", "Boil water"]


def test_visitors_write_nothing() -> None:
    stage = Stage(app_of("guide", TEA))
    step = steps(stage, guide_of(stage))[0]
    for verb, asked in (
        ("add_guide", {"name": "X"}),
        ("add_step", {"id": guide_of(stage)["id"], "title": "X"}),
        ("remove_step", {"id": step["id"]}),
        ("remove_guide", {"id": guide_of(stage)["id"]}),
    ):
        assert stage.act(verb, asked, "b")["why"] == "only_owner"


def test_with_a_guide_its_steps_go_too() -> None:
    stage = Stage(app_of("guide", TEA))
    guide = guide_of(stage)
    assert stage.act("remove_guide", {"id": guide["id"]}, OWNER)["ok"]
    assert steps(stage, guide) == [] and stage.ask("guides", stage.app()) == []


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("odd", ODD, ids=lambda one: repr(one)[:30])
def test_odd_input_is_refused_and_never_throws(verb: str, odd: Any) -> None:
    assert Stage(app_of("guide", TEA)).act(verb, odd, OWNER)["ok"] is False


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.lists(st.integers(0, 6), max_size=4), st.integers(0, 6)), min_size=1, max_size=6))
def test_whatever_the_tree_a_sound_one_always_comes_to_an_end(tree: list[tuple[list[int], int]]) -> None:
    """From every step of a guide that is shown, some way leads to an end: walked here by another road than the rule's own."""
    stage = Stage(app_of("guide"))
    rows = [_row(number, leads, onward) for number, (leads, onward) in enumerate(tree, 1)]
    app = {"rows": {"guide_step": rows}, "owner": True, "now": "2026-03-02T08:00"}
    guide = {"id": "g", "number": 1, "name": "T"}
    if stage.ask("problems", guide, app) == []:
        ends = {row["number"] for row in rows if not _on(row, rows)}
        for _ in rows:
            ends |= {row["number"] for row in rows if ends & set(_on(row, rows))}
        assert ends == {row["number"] for row in rows}


def _row(number: int, leads: list[int], onward: int) -> dict[str, Any]:
    answers = {f"answer_{n}": f"a{n}" for n in range(1, len(leads) + 1)} | {f"to_{n}": lead for n, lead in enumerate(leads, 1)}
    return {
        "id": f"s{number}",
        "number": number,
        "guide": 1,
        "place": number,
        "title": "T",
        **answers,
        **({"onward": onward} if onward and not leads else {}),
    }


def _on(row: dict[str, Any], rows: list[dict[str, Any]]) -> list[int]:
    asked = [row[f"to_{n}"] for n in range(1, 5) if f"answer_{n}" in row]
    if asked or "onward" in row:
        return asked or [row["onward"]]
    tree = any("answer_1" in one for one in rows)
    return [] if tree or row["number"] == len(rows) else [row["number"] + 1]


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({"calls": [{"name": "A", "phone": "abc"}]}, "options.calls"),
        ({"steps_thing": "guide"}, "options.steps_thing"),
        ({"ticks_thing": "nothing"}, "options.ticks_thing"),
        ({"calls_thing": "guide_step"}, "options.calls_thing"),
    ],
)
def test_options_that_cannot_be_are_refused_with_their_place(options: dict[str, Any], place: str) -> None:
    with pytest.raises(SpecError) as refused:
        app_of("guide", options=options)
    assert place in refused.value.place


def test_steps_that_were_read_as_fields_are_steps() -> None:
    fields = (Field(name="one", label="先去校務處"), Field(name="two", label="攞學生證", type="person"))
    wish = Wish(language="zh-Hant", brief=Brief(keep="先去校務處、攞學生證"), fields=fields)
    draft = blocks.discover()["guide"].draft(wish)
    assert draft.screen.options["steps"] == ["先去校務處", "攞學生證"]
    assert not {"one", "two"} & {field.name for field in draft.things[0].fields}
