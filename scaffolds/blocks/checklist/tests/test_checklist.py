"""Checklist: the draft from a wish, one list or own ticks, days, and the proof of apps of every make."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks
from scaffolds.engine.play import OWNER
from scaffolds.screens import shared_words
from scaffolds.spec import AppSpec, Brief, Field, Language, SpecError, text_of
from scaffolds.wish import Facts, Wish
from tests.scaffolds.stage import Stage, app_of, failures

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
KEYS = Wish(facts=Facts(items=("Keys", "Pills", " keys ", "Phone")))
OWN = Wish(brief=Brief(goal="each student ticks their own things"), facts=KEYS.facts)


def open_items(stage: Stage, who: str = "a", now: str = "2026-03-02T08:00") -> list[str]:
    return [row["name"] for row in stage.ask("left", stage.app(who, now))]


def test_what_was_listed_stands_on_the_list_once() -> None:
    assert open_items(Stage(app_of("checklist", KEYS))) == ["Keys", "Pills", "Phone"]


@pytest.mark.parametrize(
    ("goal", "shared", "reset"),
    [
        ("tick things off", True, "manual"),
        ("every day before school", True, "daily"),
        ("每人自己剔，每日都要", False, "daily"),
        ("各自打勾", False, "manual"),
    ],
)
def test_what_was_said_decides_whose_list_it_is_and_when_it_begins_again(goal: str, shared: bool, reset: str) -> None:
    options = blocks.discover()["checklist"].draft(Wish(brief=Brief(goal=goal))).screen.options
    assert (options["shared"], options["reset"]) == (shared, reset)


def test_the_learners_field_names_the_item_and_a_done_field_is_no_field() -> None:
    fields = (
        Field(name="done", label="Done", type="yes_no"),
        Field(name="amount", label="How many", type="number"),
        Field(name="task", label="Task"),
    )
    thing = blocks.discover()["checklist"].draft(Wish(fields=fields)).things[0]
    assert [text_of(field.label) for field in thing.fields] == ["Task", "How many"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize("items", [(), ("Keys", "Pills")])
def test_apps_of_every_make_hold_their_own_checks(language: Language, shared: bool, items: tuple[str, ...]) -> None:
    wish = Wish(language=language, facts=Facts(items=items), brief=Brief(goal="" if shared else "各自"))
    spec = app_of("checklist", wish, options={"reset": "daily"})
    assert len(spec.checks) >= 6 and any(check.edge for check in spec.checks)
    assert failures(spec) == []


def test_a_list_that_only_the_owner_fills_holds_its_checks() -> None:
    spec = app_of("checklist", KEYS)
    things = (spec.things[0].model_copy(update={"written_by": "owner"}), spec.things[1])
    assert failures(app_of("checklist", KEYS, things=things)) == []


def test_one_list_is_everybodys() -> None:
    stage = Stage(app_of("checklist", KEYS))
    said = stage.act("tick", {"id": "seed0001"})["say"]
    assert said == {"word": "some_left", "with": {"item": "Keys", "n": 2, "next": "Pills"}}
    assert open_items(stage, "b") == ["Pills", "Phone"]
    assert stage.act("untick", {"id": "seed0001"}, who="b")["ok"]
    assert open_items(stage) == ["Keys", "Pills", "Phone"]


def test_own_ticks_are_nobody_elses_not_even_the_owners_list() -> None:
    stage = Stage(app_of("checklist", OWN))
    stage.act("tick", {"id": "seed0001"})
    assert open_items(stage) == ["Pills", "Phone"]
    assert open_items(stage, "b") == open_items(stage, OWNER) == ["Keys", "Pills", "Phone"]


def test_a_second_tick_changes_nothing() -> None:
    stage = Stage(app_of("checklist", KEYS))
    stage.act("tick", {"id": "seed0001"})
    assert stage.act("tick", {"id": "seed0001"}, who="b")["changes"] == []


def test_a_daily_list_is_fresh_in_the_morning_and_old_ticks_go() -> None:
    stage = Stage(app_of("checklist", KEYS, options={"reset": "daily"}))
    stage.act("tick", {"id": "seed0001"}, now="2026-03-02T23:59")
    assert open_items(stage, now="2026-03-03T00:00") == ["Keys", "Pills", "Phone"]
    stage.act("tick", {"id": "seed0001"}, now="2026-03-03T07:00")
    assert [row["day"] for row in stage.shelf.rows["tick"]] == ["2026-03-03"]


def test_an_item_takes_its_ticks_with_it() -> None:
    stage = Stage(app_of("checklist", KEYS))
    stage.act("tick", {"id": "seed0001"})
    assert stage.act("remove", {"id": "seed0001"}, who="b")["ok"]
    assert stage.shelf.rows["tick"] == [] and open_items(stage) == ["Pills", "Phone"]


@pytest.mark.parametrize(
    ("given_words", "why"), [("", "empty"), ("   ", "empty"), (" KEYS ", "there_already"), ("x" * 121, "too_long"), (["a"], "not_text")]
)
def test_odd_items_are_refused(given_words: Any, why: str) -> None:
    assert Stage(app_of("checklist", KEYS)).act("add", {"name": given_words})["why"] == why


def private_ticks_left_open(spec: AppSpec) -> AppSpec:
    ticks = spec.things[1]
    fields = tuple(field.model_copy(update={"private": False}) for field in ticks.fields)
    return app_of("checklist", OWN, things=(spec.things[0], ticks.model_copy(update={"fields": fields})))


def test_own_ticks_must_be_private() -> None:
    with pytest.raises(SpecError, match="private"):
        private_ticks_left_open(app_of("checklist", OWN))


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(("add", "tick", "untick", "remove", "reset")),
    st.none()
    | st.integers()
    | st.text(max_size=9)
    | st.dictionaries(st.sampled_from(("id", "name")), st.none() | st.text(max_size=200) | st.lists(st.none())),
)
def test_rules_answer_whatever_they_are_given(action: str, odd: Any) -> None:
    answer = STAGE.ask(action, odd, STAGE.app())
    assert answer["ok"] or answer["why"] in {**shared_words()["en"], **blocks.discover()["checklist"].words["en"]}


STAGE = Stage(app_of("checklist", KEYS))
