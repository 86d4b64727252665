"""The tracker: what is drafted from what was said, what its rules keep, refuse and show, and what its file holds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks
from scaffolds.blocks.tracker.aims import aim_in
from scaffolds.engine.play import OWNER
from scaffolds.screens import shared_words
from scaffolds.spec import AppSpec, Brief, Field, Language, Rule, SpecError, text_of
from scaffolds.wish import Draft, Facts, Wish
from tests.scaffolds.odd import odd_input
from tests.scaffolds.stage import Stage, app_of, failures

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
SLEEP = Wish(brief=Brief(problem="I want to see how many hours I sleep.", goal="At least 8 hours a night"))
WATER = Wish(language="zh-Hant", brief=Brief(problem="想知一日飲幾多杯水", goal="每日飲八杯水"))
BEANS = Wish(brief=Brief(problem="Our class compares how fast the plants grow."), facts=Facts(items=("Bean", "Cress")), person="student")
DAYS = ("2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02")
WORDS = {**shared_words()["en"], **blocks.discover()["tracker"].words["en"]}


def drafted(problem: str, language: Language = "en", **more: Any) -> Draft:
    return blocks.discover()["tracker"].draft(Wish(language=language, brief=Brief(problem=problem), **more))


def measured(draft: Draft) -> list[str]:
    kinds = ("number", "money", "rating", "yes_no")
    return [f"{text_of(field.label)}: {field.type} {field.unit}".strip() for field in draft.things[0].fields if field.type in kinds]


@pytest.mark.parametrize(
    ("problem", "fields", "several"),
    [
        ("grandpa has to note his blood pressure", ["Upper: number mmHg", "Lower: number mmHg"], "one"),
        ("how many glasses of water do i drink", ["Water: number glasses"], "sum"),
        ("my mood goes up and down", ["Mood: rating"], "one"),
        ("did i stretch today", ["Done: yes_no"], "one"),
        ("i measure my blood sugar several times a day", ["Blood sugar: number mmol/L"], "average"),
        ("a number that nobody knows", ["Value: number"], "one"),
        ("", ["Value: number"], "one"),
    ],
)
def test_what_is_measured_is_found_in_the_words(problem: str, fields: list[str], several: str) -> None:
    draft = drafted(problem)
    assert measured(draft) == fields
    assert draft.screen.options["several"] == several


def test_the_learners_own_numbers_are_what_is_measured() -> None:
    own = (
        Field(name="km", label="Kilometres", type="number", unit="km"), Field(name="felt", label="How it felt", type="rating"), Field(name="note", label="Note"),
    )  # fmt: skip
    draft = drafted("I run", fields=own)
    assert measured(draft) == ["Kilometres: number km", "How it felt: rating"]
    assert [field.name for field in draft.things[0].fields] == ["day", "km", "felt", "note"]


def test_a_list_of_what_is_measured_makes_a_field_each() -> None:
    draft = drafted("to see how I live", facts=Facts(items=("sleep", "mood")))
    assert measured(draft) == ["Hours slept: number h", "Mood: rating"]


@pytest.mark.parametrize(
    ("text", "sense", "amount", "upto"),
    [
        ("I want to sleep at least 8 hours", "at_least", 8, None),
        ("no more than two hours of games", "at_most", 2, None),
        ("eight glasses a day", "at_least", 8, None),
        ("between 7 and 9 hours", "between", 7, 9),
        ("每日飲八杯水", "at_least", 8, None),
        ("最多 30 分鐘", "at_most", 30, None),
        ("不超过两小时", "at_most", 2, None),
        ("起碼二十頁", "at_least", 20, None),
    ],
)
def test_a_goal_is_read_from_a_sentence(text: str, sense: str, amount: float, upto: float | None) -> None:
    aim = aim_in(text, "at_least", "")
    assert aim and (aim.sense, aim.amount, aim.upto, aim.says) == (sense, amount, upto, text)


@pytest.mark.parametrize("text", ["", "we are 5 in class 3B", "I got 2 cats", "between you and me", "9 to 5"])
def test_other_numbers_are_no_goal(text: str) -> None:
    assert aim_in(text, "at_least", "") is None


def test_hours_become_minutes_where_minutes_are_kept_and_what_cannot_be_reached_is_no_goal() -> None:
    assert drafted("screen time, at most 2 hours").rules[0].options["amount"] == 120
    assert drafted("I sleep at least 80 hours").rules == ()


@pytest.mark.parametrize("wish", [SLEEP, WATER, BEANS, Wish()])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("several", ["one", "sum", "average"])
def test_apps_of_every_make_hold_their_own_checks(wish: Wish, language: Language, several: str) -> None:
    spec = app_of("tracker", wish.model_copy(update={"language": language}), options={"several": several})
    assert len(spec.checks) >= 5 and any(check.edge for check in spec.checks)
    assert failures(spec) == []


def test_what_only_the_owner_writes_holds_its_checks_too() -> None:
    spec = app_of("tracker", BEANS)
    assert failures(app_of("tracker", BEANS, things=(spec.things[0].model_copy(update={"written_by": "owner"}),))) == []


def test_entries_of_ones_own_are_private_and_those_of_a_class_are_not() -> None:
    assert all(field.private for field in app_of("tracker", SLEEP).things[0].fields)
    spec = app_of("tracker", BEANS)
    assert spec.screens[0].options["shared"] is True
    assert not any(field.private for field in spec.things[0].fields)


def test_the_store_holds_to_one_entry_a_day() -> None:
    (own,), (ours,) = (blocks.discover()["tracker"].guards(spec, spec.screens[0]) for spec in (app_of("tracker", SLEEP), app_of("tracker", BEANS)))
    assert (own.fields, own.limit, ours.fields, ours.unique) == (("day",), 1, ("day", "which"), True)


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"shared": False}, "private"),
        ({"by": "height"}, "by"),
        ({"by": None, "several": "often"}, "several"),
        ({"measures": {"growth": {"low": 5, "high": 5}}}, "not above"),
    ],
)
def test_options_that_do_not_fit_are_refused(options: dict[str, Any], match: str) -> None:
    with pytest.raises(SpecError, match=match):
        app_of("tracker", BEANS, options=options)


def test_a_goal_needs_its_field() -> None:
    rule = Rule(id="g", screen="tracker", kind="goal", options={"fields": ["gone"], "amount": 3})
    with pytest.raises(SpecError, match="gone"):
        app_of("tracker", SLEEP, rules=(rule,))


def keep(stage: Stage, value: float, day: str = DAYS[-1], who: str = "a", **more: Any) -> dict[str, Any]:
    return stage.act("save", {"sleep": value, "day": day, **more}, who)


def test_a_second_value_of_a_day_is_asked_about_and_then_takes_its_place() -> None:
    stage = Stage(app_of("tracker", SLEEP))
    assert keep(stage, 7)["say"]["word"] == "kept"
    refused = keep(stage, 8)
    assert (refused["why"], refused["with"]["old"], refused["with"]["now"]) == ("there_already", "7", "8")
    assert stage.act("save", refused["next"])["say"]["word"] == "kept_met"
    assert [row["sleep"] for row in stage.shelf.rows["entry"]] == [8]


def test_another_persons_days_are_not_in_the_way_and_not_in_sight() -> None:
    stage = Stage(app_of("tracker", SLEEP))
    keep(stage, 7)
    assert keep(stage, 9, who="b")["ok"]
    assert [row["sleep"] for row in stage.ask("entries", stage.app("b"))] == [9]
    assert [row["sleep"] for row in stage.ask("entries", stage.app(OWNER))] == []


def test_the_line_of_a_class_is_everybodys_but_a_value_is_its_writers() -> None:
    stage = Stage(app_of("tracker", BEANS))
    assert stage.act("save", {"growth": 3, "which": "Bean"})["ok"]
    assert stage.act("save", {"growth": 4, "which": "Cress"}, "b")["ok"]
    assert stage.act("save", {"growth": 5, "which": "bean"}, "b")["why"] in ("others_entry", "not_a_choice")
    assert stage.act("save", {"growth": 5, "which": "Bean"}, "b")["why"] == "others_entry"
    lines = stage.ask("lines", stage.ask("charts")[0], "week", stage.app("c"))
    assert [(line["who"], line["days"][0]["value"]) for line in lines] == [("Bean", 3), ("Cress", 4)]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"sleep": 8, "day": "2026-03-03"}, "in_future"), ({"sleep": 8, "day": "2024-01-01"}, "too_old"), ({"sleep": 8, "day": "2026-02-30"}, "not_a_date"),
        ({"sleep": 25}, "out_of_bounds"), ({"sleep": -1}, "out_of_bounds"), ({"sleep": 1e300}, "not_a_number"), ({"sleep": "seven"}, "not_a_number"),
        ({"sleep": True}, "not_a_number"), ({}, "empty"), (None, "empty"), ([1, 2], "empty"), ({"sleep": "x" * 20_000}, "not_a_number"),
    ],
)  # fmt: skip
def test_odd_values_are_refused(given: Any, why: str) -> None:
    assert Stage(app_of("tracker", SLEEP)).act("save", given)["why"] == why


def test_digits_of_a_chinese_keyboard_count() -> None:
    stage = Stage(app_of("tracker", SLEEP))
    assert stage.act("save", {"sleep": "７.５"})["ok"]
    assert stage.shelf.rows["entry"][0]["sleep"] == 7.5


def test_values_that_add_up_say_when_the_goal_is_reached() -> None:
    stage = Stage(app_of("tracker", WATER))
    assert [stage.act("save", {"water": 4})["say"]["word"] for _ in range(2)] == ["kept", "kept_met"]
    assert stage.ask("days", "water", "", stage.app()) == [{"day": DAYS[-1], "value": 8}]
    assert stage.shelf.rows["entry"][0]["time"] == "08:00"


def test_a_finger_that_rests_on_the_button_fills_no_store() -> None:
    stage = Stage(app_of("tracker", WATER))
    answers = [stage.act("save", {"water": 1}) for _ in range(51)]
    assert answers[49]["ok"] and answers[50]["why"] == "enough"


def test_a_yes_no_that_nobody_touched_is_no_no() -> None:
    fields = (Field(name="hours", label="Hours", type="number"), Field(name="dream", label="A dream", type="yes_no"))
    stage = Stage(app_of("tracker", Wish(fields=fields)))
    stage.act("save", {"hours": 3})
    assert "dream" not in stage.shelf.rows["entry"][0]
    assert stage.act("save", {"dream": True})["ok"]
    assert stage.shelf.rows["entry"][0]["dream"] is True
    assert stage.act("save", {"day": DAYS[0]})["why"] == "nothing_given"


def test_an_entry_is_corrected_and_does_not_move_onto_another_day() -> None:
    stage = Stage(app_of("tracker", SLEEP))
    keep(stage, 7, DAYS[0])
    keep(stage, 8, DAYS[1])
    id = stage.shelf.last
    assert stage.act("change", {"id": id, "sleep": 9, "day": DAYS[0]})["why"] == "day_taken"
    assert stage.act("change", {"id": id, "sleep": 9, "day": DAYS[2]})["ok"]
    assert stage.act("change", {"id": id, "sleep": 9, "day": DAYS[2]}, "b")["why"] == "gone"
    assert [row["sleep"] for row in stage.ask("entries", stage.app())] == [9, 7]


def test_a_summary_counts_days_and_no_streaks() -> None:
    stage = Stage(app_of("tracker", SLEEP))
    for day, hours in zip(DAYS, (6, 9, 8, 7), strict=True):
        keep(stage, hours, day)
    line = stage.ask("lines", stage.ask("charts")[0], "week", stage.app())[0]
    assert stage.ask("summary", line) == {
        "n": 4, "average": 7.5, "highest": {"day": DAYS[1], "value": 9}, "lowest": {"day": DAYS[0], "value": 6}, "yes": 0, "met": 2,
    }  # fmt: skip
    assert stage.ask("summary", {"name": "sleep", "days": []}) == {"n": 0, "met": 0}


def test_ranges_are_the_last_seven_and_thirty_days() -> None:
    stage = Stage(app_of("tracker", SLEEP))
    for day in ("2026-01-31", "2026-02-01", "2026-02-23", "2026-02-24"):
        keep(stage, 8, day)
    chart = stage.ask("charts")[0]
    assert [len(stage.ask("lines", chart, range, stage.app())[0]["days"]) for range in ("week", "month", "all")] == [1, 3, 4]


def test_two_of_one_unit_are_one_chart() -> None:
    charts = Stage(app_of("tracker", Wish(brief=Brief(problem="blood pressure")))).ask("charts")
    assert [chart["fields"] for chart in charts] == [["pressure", "pressure_2"]]


def test_the_stepper_stays_within_the_bounds_and_begins_with_the_last_value() -> None:
    stage = Stage(app_of("tracker", SLEEP))
    assert stage.ask("lastValue", "sleep", "", stage.app()) == 8
    keep(stage, 6.5, DAYS[0])
    assert stage.ask("lastValue", "sleep", "", stage.app()) == 6.5
    assert [stage.ask("stepped", "sleep", value, n) for value, n in ((8, 1), (24, 1), (0, -1), ("x", 1))] == [8.5, 24, 0, 0.5]


def test_other_screens_may_ask_whose_goals_were_met() -> None:
    stage = Stage(app_of("tracker", SLEEP))
    keep(stage, 8)
    keep(stage, 5, DAYS[0])
    assert stage.ask("goalsMet", DAYS[-1], stage.app()) == ["sleep"]
    assert stage.ask("goalsMet", DAYS[0], stage.app()) == stage.ask("goalsMet", DAYS[-1], stage.app("b")) == []


STAGE = Stage(app_of("tracker", SLEEP))
RICH: AppSpec = app_of("tracker", BEANS, options={"several": "sum"})
RICH_STAGE = Stage(RICH)


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(("save", "change", "remove")),
    st.booleans(),
    odd_input("day", "sleep", "growth", "which", "replace", "time"),
)
def test_rules_answer_whatever_they_are_given(action: str, rich: bool, odd: Any) -> None:
    stage = RICH_STAGE if rich else STAGE
    answer = stage.ask(action, odd, stage.app())
    assert answer["ok"] or answer["why"] in WORDS


def test_a_list_of_what_to_keep_tells_no_lines_apart() -> None:
    fields = (Field(name="weight", label="weight in kg", type="number"), Field(name="feet", label="swollen feet", type="yes_no"))
    facts = Facts(items=("weight in kg", "swollen feet yes", "no"))
    draft = blocks.discover()["tracker"].draft(Wish(fields=fields, facts=facts))
    assert draft.screen.options["by"] is None
    assert [field.name for field in draft.things[0].fields] == ["day", "weight", "feet"]


def test_a_highest_value_is_written_as_people_write_it() -> None:
    spec = app_of("tracker", Wish(fields=(Field(name="jumps", label="Jumps", type="number"),)))
    assert not [check.says for check in spec.checks if "e+" in str(check.says)]
