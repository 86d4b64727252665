"""Exchange: what is free, who has it, what fits, who may thank; drafts from what was said; odd input."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaffolds import blocks, generator
from scaffolds.screens import shared_words
from scaffolds.spec import AppSpec, Brief, Field, Language, SpecError, Thing, text_of
from scaffolds.wish import Draft, Facts, Limit, Wish
from tests.scaffolds.odd import odd_input
from tests.scaffolds.stage import NOW, Stage, app_of, failures

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
PLAIN = app_of("exchange")
LOST = app_of("exchange", Wish(brief=Brief(problem="a lost and found for our school")))
ONE_EACH = app_of("exchange", Wish(facts=Facts(limits=(Limit(amount=1, says="one each"),))))
_STAGE = Stage(PLAIN)
WORDS = {**shared_words()["en"], **blocks.discover()["exchange"].words["en"]}


def put_up(stage: Stage, what: str, who: str = "a", side: str = "Offers", **more: Any) -> dict[str, Any]:
    return stage.act("add", {"side": side, "what": what, "name": who.upper(), **more}, who)


def first(stage: Stage, who: str = "a") -> dict[str, Any]:
    found: dict[str, Any] = stage.app(who)["rows"]["posts"][0]
    return found


def free(stage: Stage, who: str = "b", now: str = NOW) -> list[str]:
    return [post["what"] for post in stage.ask("free", stage.app(who, now))]


def test_one_person_at_a_time_has_it_and_it_leaves_the_list() -> None:
    stage = Stage(PLAIN)
    put_up(stage, "Bike")
    id = first(stage)["id"]
    assert stage.act("reserve", {"id": id, "name": "B"}, "b")["say"]["word"] == "reserved_things"
    assert free(stage) == []
    late = stage.act("reserve", {"id": id, "name": "C"}, "c")
    assert (late["why"], late["with"]["name"]) == ("taken", "B") and "next" not in late
    assert stage.act("reserve", {"id": id, "name": "B"}, "b")["why"] == "yours_already"
    assert stage.act("give_back", {"id": id}, "c")["why"] == "held_by"
    stage.act("give_back", {"id": id}, "b")
    assert free(stage) == ["Bike"]


def test_who_comes_late_is_offered_another_one_like_it() -> None:
    stage = Stage(PLAIN)
    put_up(stage, "Red bike")
    put_up(stage, "Blue bike")
    put_up(stage, "Piano")
    stage.act("reserve", {"id": first(stage)["id"], "name": "B"}, "b")
    late = stage.act("reserve", {"id": first(stage)["id"], "name": "C"}, "c")
    assert late["with"]["other"] == "Blue bike"
    assert stage.act("reserve", {**late["next"], "name": "C"}, "c")["ok"]


def test_the_writer_puts_it_up_again_where_nobody_came_and_the_reservation_is_gone() -> None:
    stage = Stage(PLAIN)
    put_up(stage, "Bike", note="It squeaks.")
    stage.act("reserve", {"id": first(stage)["id"], "name": "B"}, "b")
    assert stage.act("again", {"id": first(stage)["id"]}, "b")["why"] == "not_yours"
    stage.act("again", {"id": first(stage)["id"]}, "a")
    assert free(stage) == ["Bike"] and first(stage)["note"] == "It squeaks."
    assert stage.ask("held", stage.app("b")) == []


@pytest.mark.parametrize(("side", "thanks", "not_thanks"), [("Offers", "b", "a"), ("Requests", "a", "b")])
def test_who_received_it_says_thanks_for_all_to_read(side: str, thanks: str, not_thanks: str) -> None:
    stage = Stage(PLAIN)
    put_up(stage, "Ladder", side=side)
    id = first(stage)["id"]
    stage.act("reserve", {"id": id, "name": "B"}, "b")
    assert stage.act("finish", {"id": id}, "a")["ok"]
    assert stage.act("give_back", {"id": id}, "b")["why"] == "done_already"
    assert stage.act("thank", {"id": id, "thanks": "!"}, not_thanks)["why"] == "not_received"
    assert stage.act("thank", {"id": id, "thanks": " "}, thanks)["why"] == "empty"
    assert stage.act("thank", {"id": id, "thanks": "It held!"}, thanks)["ok"]
    assert [(one["words"], one["from"]) for one in stage.ask("thanks", stage.app("c"))] == [("It held!", thanks.upper())]


def test_what_is_over_leaves_the_list_and_can_be_put_up_again() -> None:
    stage = Stage(PLAIN)
    put_up(stage, "Milk", until="2026-03-04")
    later = "2026-03-05T08:00"
    assert free(stage) == ["Milk"] and free(stage, now=later) == []
    assert stage.act("reserve", {"id": first(stage)["id"], "name": "B"}, "b", later)["why"] == "over_already"
    stage.act("again", {"id": first(stage)["id"]}, "a", later)
    assert free(stage, now=later) == ["Milk"] and first(stage)["until"] == "2026-04-04"


@pytest.mark.parametrize(
    ("given_", "why"),
    [({"until": "2026-03-01"}, "until_past"), ({"until": "2036-03-01"}, "until_far"), ({"day": "2026-03-09", "until": "2026-03-08"}, "day_after")],
)
def test_days_that_cannot_be_are_refused_at_their_field(given_: dict[str, str], why: str) -> None:
    answer = put_up(Stage(PLAIN), "Bike", **given_)
    assert (answer["why"], answer["field"] in given_) == (why, True)


def test_what_was_lost_was_lost_before_now() -> None:
    stage = Stage(LOST)
    assert put_up(stage, "Keys", side="Lost", day="2026-03-03")["why"] == "day_to_come"
    assert put_up(stage, "Keys", side="Lost", day="2026-03-02")["ok"]


def test_a_request_sees_what_fits_and_why_the_best_first() -> None:
    stage = Stage(PLAIN)
    put_up(stage, "Football boots", "a", "Requests", kind="Clothes", place="Library", day="2026-03-05")
    put_up(stage, "Novels", "b", kind="Books", place="Library")
    put_up(stage, "A hat", "b", kind="Clothes")
    put_up(stage, "Boots, size 38", "b", kind="Clothes", place=" library ", day="2026-03-04")
    found = stage.ask("fits", stage.app("a"), first(stage))
    assert [(one["post"]["what"], one["why"]) for one in found] == [("Boots, size 38", ["what", "kind", "place", "day"]), ("A hat", ["kind", "day"])]


@pytest.mark.parametrize(
    ("lost", "found", "fit"), [("藍色水樽", "水樽一個", True), ("一個銀包", "一個水樽", False), ("my key", "Keys on a ring", True)]
)
def test_words_of_both_scripts_find_each_other(lost: str, found: str, fit: bool) -> None:
    stage = Stage(LOST)
    put_up(stage, lost, "a", "Lost")
    put_up(stage, found, "b", "Found")
    assert bool(stage.ask("fits", stage.app("a"), first(stage))) == fit


def test_nobody_holds_more_than_the_learner_said() -> None:
    stage = Stage(ONE_EACH)
    put_up(stage, "Bike")
    put_up(stage, "Piano")
    one, other = (row["id"] for row in stage.app()["rows"]["posts"])
    assert stage.act("reserve", {"id": one, "name": "B"}, "b")["ok"]
    assert stage.act("reserve", {"id": other, "name": "B"}, "b")["why"] == "holds_enough"
    stage.act("finish", {"id": one}, "a")
    assert stage.act("reserve", {"id": other, "name": "B"}, "b")["ok"]


def test_only_the_writer_and_the_owner_change_and_take_away() -> None:
    stage = Stage(PLAIN)
    put_up(stage, "Bike", note="old")
    id = first(stage)["id"]
    assert stage.act("change", {"id": id, "what": "Mine", "name": "B"}, "b")["why"] == "not_yours"
    stage.act("change", {"id": id, "what": "Blue bike", "name": "A"}, "a")
    assert first(stage)["what"] == "Blue bike" and "note" not in first(stage)
    assert stage.act("remove", {"id": id}, "owner")["ok"] and free(stage) == []


def test_the_list_is_searched_and_filtered() -> None:
    stage = Stage(PLAIN)
    put_up(stage, "Blue bike", kind="Toys and games")
    put_up(stage, "Atlas", kind="Books", note="blue cover")

    def listed(**view: Any) -> list[str]:
        return [post["what"] for post in stage.ask("listed", stage.app("b"), {"side": "Offers", **view})]

    assert listed() == ["Atlas", "Blue bike"]
    assert listed(words="BLUE bi") == ["Blue bike"]
    assert listed(only={"kind": "Books"}) == ["Atlas"]


def test_the_store_holds_to_one_reservation() -> None:
    (guard,) = blocks.discover()["exchange"].guards(PLAIN, PLAIN.screens[0])
    assert (guard.thing, guard.fields, guard.unique) == ("reservations", ("post",), True)


KEYS = ("side", "what", "how", "kind", "place", "day", "time", "until", "photo", "note", "name", "thanks")


@settings(max_examples=60, deadline=None)
@given(
    action=st.sampled_from(["add", "change", "remove", "reserve", "give_back", "again", "finish", "thank"]),
    given_=odd_input(*KEYS),
)
def test_odd_input_is_answered_never_thrown(action: str, given_: Any) -> None:
    _STAGE.shelf.rows.clear()
    put_up(_STAGE, "Bike")
    answer = _STAGE.act(action, given_)
    assert answer["ok"] or answer["why"] in WORDS


def drafted(language: Language = "en", **said: Any) -> Draft:
    return blocks.discover()["exchange"].draft(Wish(language=language, **said))


def names(thing: Thing) -> list[str]:
    return [field.name for field in thing.fields]


@pytest.mark.parametrize(
    ("language", "problem", "lost"),
    [
        ("en", "We want a lost and found for our school", True), ("en", "water bottles are lost every day", True), ("zh-Hant", "執到嘢想搵失主", True),
        ("zh-Hans", "想做一个失物招领", True), ("en", "swap books with other classes", False), ("zh-Hans", "闲置的书换着看", False),
    ],
)  # fmt: skip
def test_lost_and_found_is_noticed_and_worded_so(language: Language, problem: str, lost: bool) -> None:
    draft = drafted(language, brief=Brief(problem=problem))
    assert (draft.screen.options["about"] == "lost") == lost
    assert ("how" in names(draft.things[0])) == (not lost and "書" not in problem and "书" not in problem and "books" not in problem)


def test_the_ways_and_kinds_are_those_that_were_named() -> None:
    thing = drafted(brief=Brief(goal="lend tools and swap toys, give clothes away")).things[0]
    assert [text_of(one) for one in thing.fields[2].choices] == ["Give away", "Lend", "Swap"]
    assert [text_of(one) for one in thing.fields[3].choices] == ["Clothes", "Toys and games", "Tools", "Other"]


def test_the_learners_fields_word_those_of_the_screen_and_the_rest_are_kept() -> None:
    fields = (
        Field(name="item", label="Item"), Field(name="colour", label="Colour"), Field(name="expiry", label="Expiry date", type="date"),
        Field(name="area", label="Floor", type="place"), Field(name="tel", label="Phone", type="phone"), Field(name="status", label="Status"),
        Field(name="type", label="Size", type="choice", choices=("S", "M")), Field(name="giver", label="Giver", type="person"),
    )  # fmt: skip
    thing = drafted(fields=fields).things[0]
    label = {field.name: text_of(field.label) for field in thing.fields}
    assert (label["what"], label["until"], label["place"], label["name"], label["kind"]) == ("Item", "Expiry date", "Floor", "Giver", "Size")
    assert [name for name in names(thing) if name in ("colour", "tel", "status", "item", "expiry")] == ["colour", "tel"]
    phone = thing.field("tel")
    assert phone and phone.private


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", ["a lost and found", "we swap plants", "", "一樣嘢"])
def test_every_draft_is_proved(language: Language, problem: str) -> None:
    assert failures(app_of("exchange", Wish(language=language, brief=Brief(problem=problem)))) == []


def broken(**changes: Any) -> AppSpec:
    posts = PLAIN.things[0]
    fields = tuple(field.model_copy(update=changes[field.name]) if field.name in changes else field for field in posts.fields)
    kept = tuple(field for field in fields if changes.get(field.name) is not None or field.name not in changes)
    return app_of("exchange", things=(posts.model_copy(update={"fields": kept}), PLAIN.things[1]))


@pytest.mark.parametrize("changes", [{"until": None}, {"side": {"choices": ("one",)}}, {"what": {"private": True}}, {"name": {"required": False}}])
def test_a_thing_that_cannot_hold_an_exchange_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        broken(**changes)


@pytest.mark.parametrize(("spec", "drawing"), [(PLAIN, "GIFT"), (LOST, "HANDS")])
def test_an_empty_list_has_the_drawing_of_what_it_is_about(spec: AppSpec, drawing: str) -> None:
    assert f"drawing(offers ? {drawing} : LOOK)" in generator.build(spec, "web")["public/screens/exchange.js"].decode()
