"""Records: the draft from a wish, the rules in the engine, the proof of apps of every make."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks
from scaffolds.blocks.records.thing_name import thing_name
from scaffolds.operations import RemoveField, apply
from scaffolds.screens import shared_words
from scaffolds.spec import Brief, Field, Language, Rule, SpecError, Thing, text_of
from scaffolds.wish import Facts, Limit, Wish
from tests.scaffolds.stage import Stage, app_of, failures

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
EVERY_TYPE = (
    Field(name="name", label="Name", type="person", required=True),
    Field(name="note", label="Note", type="long_text"),
    Field(name="many", label="How many", type="number"),
    Field(name="price", label="Price", type="money", unit="HK$"),
    Field(name="day", label="Day", type="date"),
    Field(name="at", label="At", type="time"),
    Field(name="state", label="State", type="choice", choices=("open", "done")),
    Field(name="back", label="Back", type="yes_no"),
    Field(name="where", label="Where", type="place"),
    Field(name="phone", label="Phone", type="phone", private=True),
    Field(name="pic", label="Picture", type="photo"),
    Field(name="stars", label="Stars", type="rating"),
)


def whole(**changes: Any) -> Stage:
    return Stage(app_of("records", Wish(fields=EVERY_TYPE), **changes))


def rule(kind: str, **options: Any) -> Rule:
    return Rule(id=kind, screen="list", kind=kind, options=options)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_said_gives_a_title_a_day_and_a_note(language: Language) -> None:
    thing = blocks.discover()["records"].draft(Wish(language=language)).things[0]
    assert [(field.name, field.type) for field in thing.fields] == [("title", "text"), ("day", "date"), ("note", "long_text")]
    assert thing.fields[0].required


def test_the_learners_fields_are_kept_and_one_of_them_must_be_given() -> None:
    fields = (Field(name="book", label="書名"), Field(name="who", label="借咗俾邊個", type="person"))
    thing = blocks.discover()["records"].draft(Wish(language="zh-Hant", fields=fields)).things[0]
    assert [text_of(field.label) for field in thing.fields] == ["書名", "借咗俾邊個"]
    assert [field.required for field in thing.fields] == [True, False]


@pytest.mark.parametrize(
    ("said", "language", "name"),
    [
        ("keep track of borrowed books and who has them", "en", "Borrowed books"),
        ("i want to record bird sightings", "en", "Bird sightings"),
        ("想記錄流浪貓", "zh-Hant", "流浪貓"),
        ("整理失物，易啲搵返", "zh-Hant", "失物"),
        ("帮大家登记古树", "zh-Hans", "古树"),
        ("find things again", "en", ""),
        ("記錄每盆植物幾時淋過水同埋邊個淋", "zh-Hant", ""),
    ],
)
def test_a_row_is_called_by_the_learners_word(said: str, language: Language, name: str) -> None:
    assert thing_name(Brief(goal=said), language) == name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("change_by", ["mine", "owner", "everyone"])
def test_apps_of_every_make_hold_their_own_checks(language: Language, change_by: str) -> None:
    rules = (rule("unique", fields=("name", "where")), rule("limit_per_person", amount=2, per="week"))
    spec = app_of(
        "records", Wish(language=language, fields=EVERY_TYPE), options={"change_by": change_by, "status": "state", "layout": "list"}, rules=rules
    )
    assert len(spec.checks) >= 6 and any(check.edge for check in spec.checks)
    assert failures(spec) == []


def test_a_list_that_only_the_owner_writes_holds_its_checks() -> None:
    things = (Thing(id="record", label="Rules of the lab", fields=EVERY_TYPE, written_by="owner"),)
    assert failures(app_of("records", things=things)) == []


def test_a_limit_a_day_brings_a_date_and_a_guard() -> None:
    wish = Wish(fields=(Field(name="name", label="Name"),), facts=Facts(limits=(Limit(amount=1, per="day", says="one a day"),)))
    spec = app_of("records", wish)
    assert [guard.fields for guard in blocks.discover()["records"].guards(spec, spec.screens[0])] == [("day",)]
    stage = Stage(spec)
    assert stage.act("add", {"name": "x", "day": "2026-03-02"})["ok"]
    assert stage.act("add", {"name": "y", "day": "2026-03-02"})["why"] == "limit_day"
    assert stage.act("add", {"name": "y", "day": "2026-03-03"})["ok"]
    assert stage.act("add", {"name": "y", "day": "2026-03-02"}, who="b")["ok"]


def test_a_limit_a_week_counts_from_monday_to_sunday() -> None:
    stage = whole(rules=(rule("limit_per_person", amount=1, per="week"),))
    assert stage.act("add", {"name": "x", "day": "2026-03-08"})["ok"]
    assert stage.act("add", {"name": "y", "day": "2026-03-02"})["why"] == "limit_week"
    assert stage.act("add", {"name": "y", "day": "2026-03-09"})["ok"]


def test_a_change_may_not_move_into_a_full_day_or_onto_another() -> None:
    stage = whole(rules=(rule("unique", fields=("name",)), rule("limit_per_person", amount=1, per="day")))
    stage.act("add", {"name": "x", "day": "2026-03-02"})
    stage.act("add", {"name": "y", "day": "2026-03-03"})
    second = stage.shelf.last
    assert stage.act("change", {"id": second, "name": "y", "day": "2026-03-02"})["why"] == "limit_day"
    assert stage.act("change", {"id": second, "name": " X ", "day": "2026-03-03"})["why"] == "there_already"
    assert stage.act("change", {"id": second, "name": "z", "day": "2026-03-03"})["ok"]


def test_a_field_that_is_emptied_is_gone() -> None:
    stage = whole()
    stage.act("add", {"name": "x", "note": "soon", "price": "HK$12.50"})
    assert stage.shelf.rows["record"][0]["price"] == 12.5
    stage.act("change", {"id": stage.shelf.last, "name": "x", "note": "", "price": 12.5})
    assert "note" not in stage.shelf.rows["record"][0]


def test_who_changes_anothers_row_leaves_what_is_private_alone() -> None:
    stage = whole(options={"change_by": "everyone"})
    stage.act("add", {"name": "x", "phone": "2345 6789"})
    assert stage.act("change", {"id": stage.shelf.last, "name": "better", "phone": ""}, who="b")["ok"]
    assert stage.shelf.rows["record"][0]["phone"] == "2345 6789"
    assert stage.shelf.rows["record"][0]["name"] == "better"


@pytest.mark.parametrize(("field", "to", "kept"), [("state", "done", "done"), ("back", True, True)])
def test_one_tap_changes_the_status(field: str, to: Any, kept: Any) -> None:
    stage = whole(options={"status": field})
    stage.act("add", {"name": "x"})
    row = stage.shelf.last
    assert stage.act("mark", {"id": row, "to": to})["ok"]
    assert stage.shelf.rows["record"][0][field] == kept
    assert stage.act("mark", {"id": row, "to": "???"})["why"] == "not_a_choice"
    assert stage.act("mark", {"id": row, "to": to}, who="b")["why"] == "not_yours"


def test_search_finds_words_values_and_orders() -> None:
    stage = whole()
    for name, many, state in (("Ming", 3, "open"), ("Aisha", 1, "done"), ("Chan", None, "open")):
        stage.act("add", {"name": name, "many": many, "state": state, "where": "Room 3"})

    def names(view: dict[str, Any]) -> list[str]:
        return [row["name"] for row in stage.ask("search", stage.app(), view)]

    assert names({}) == ["Chan", "Aisha", "Ming"]
    assert names({"sort": "oldest"}) == ["Ming", "Aisha", "Chan"]
    assert names({"sort": "many"}) == ["Aisha", "Ming", "Chan"]
    assert names({"words": "  MING room "}) == ["Ming"]
    assert names({"only": {"state": "open", "back": False}}) == ["Chan", "Ming"]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"options": {"sort": "nowhere"}}, "options.sort"),
        ({"options": {"status": "name"}}, "options.status"),
        ({"rules": (rule("unique", fields=("nowhere",)),)}, "rules"),
        ({"rules": (Rule(id="a", screen="list", kind="limit_per_person"), Rule(id="b", screen="list", kind="limit_per_person"))}, "rules"),
    ],
)
def test_what_names_a_missing_field_is_refused_with_its_place(changes: dict[str, Any], place: str) -> None:
    with pytest.raises(SpecError) as refused:
        app_of("records", Wish(fields=EVERY_TYPE), **changes)
    assert place in refused.value.place


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**18), 10**18) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("id", "to", "name", "day", "price", "x")), inner, max_size=5),
    max_leaves=8,
)
_STAGE: list[Stage] = []


def strict_stage() -> Stage:
    """One with every rule, made once; a fresh one for each example would be mostly waiting."""
    if not _STAGE:
        rules = (rule("unique", fields=("name", "pic")), rule("limit_per_person", amount=3, per="week"))
        _STAGE.append(whole(options={"status": "state"}, rules=rules))
        assert _STAGE[0].act("add", {"name": "x", "day": "2026-03-02"})["ok"]
    return _STAGE[0]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(("add", "change", "mark", "remove")), ANYTHING, st.booleans())
def test_rules_answer_whatever_they_are_given(action: str, odd: Any, known: bool) -> None:
    stage = strict_stage()
    given_now = {**odd, "id": stage.shelf.last} if known and isinstance(odd, dict) else odd
    answer = stage.ask(action, given_now, stage.app())
    assert answer["ok"] or isinstance(answer["why"], str)
    if not answer["ok"]:
        assert answer["why"] in {**shared_words()["en"], **blocks.discover()["records"].words["en"]}


def test_a_field_that_is_removed_is_forgotten_by_options_and_rules() -> None:
    spec = app_of("records", Wish(fields=EVERY_TYPE), options={"status": "state", "sort": "state"}, rules=(rule("unique", fields=("state",)),))
    after = apply(spec, [RemoveField(thing="record", name="state")])
    assert (after.screens[0].options["status"], after.screens[0].options["sort"], after.rules) == (None, "newest", ())
    assert failures(after) == []
