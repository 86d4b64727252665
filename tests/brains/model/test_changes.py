"""A model's changes become operations that hold, one by one, or are asked about."""

from __future__ import annotations

from typing import Any

import pytest

from bot.brains.openai_compatible.answer import Change
from bot.brains.openai_compatible.changes import Translated, translate
from scaffolds import operations as ops
from scaffolds.operations import apply
from scaffolds.spec import AppSpec, text_of
from tests.brains.model.tutors import fits, shower

SPEC = shower()
SAYS = "make it green, 45 minutes each, and add the room number; and fly to the moon"


def translated(*changes: dict[str, Any], says: str = SAYS) -> Translated:
    return translate([Change.model_validate(one) for one in changes], SPEC, says, lambda text: fits(text, "en"))


def after(*changes: dict[str, Any]) -> AppSpec:
    made = translated(*changes)
    assert not made.unclear
    return apply(SPEC, made.operations)


def change(op: str, at: str = "", value: str = "", **field: Any) -> dict[str, Any]:
    return {"op": op, "at": at, "value": value, "field": field or None}


def test_the_look_and_the_name() -> None:
    spec = after(change("rename_app", value="Wash Wash"), change("recolour", value="#2e7d32"), change("text_size", value="large"))
    assert (spec.title, spec.colour, spec.large_text) == ("Wash Wash", "#2E7D32", True)
    assert after(change("languages", value="en, zh-Hant")).languages == ("en", "zh-Hant")


def test_fields_come_change_and_go() -> None:
    spec = after(
        change("add_field", "bookings", label="Room number", type="number", private=True, choices=[]),
        change("rename_field", "bookings.name", "Family"),
        change("field_required", "bookings.room_number", "yes"),
        change("field_private", "bookings.room_number", "no"),
        change("remove_field", "post.photo"),
        change("field_choices", "bookings.resource", "Shower | Bath"),
    )
    thing = spec.thing("bookings")
    assert thing is not None
    room, name, resource = thing.field("room_number"), thing.field("name"), thing.field("resource")
    assert room is not None and name is not None and resource is not None
    assert (room.type, room.required, room.private) == ("number", True, False)
    assert text_of(name.label) == "Family"
    assert resource.choices == ("Shower", "Bath")
    post = spec.thing("post")
    assert post is not None and post.field("photo") is None


def test_chinese_fields_get_names_of_their_own() -> None:
    spec = after(change("add_field", "bookings", label="房號"), change("add_field", "bookings", label="電話", type="phone"))
    thing = spec.thing("bookings")
    assert thing is not None
    added = thing.fields[-2:]
    assert [field.label for field in added] == ["房號", "電話"]
    assert added[1].private  # a telephone number is seen by few, whatever a model says
    assert len({field.name for field in thing.fields}) == len(thing.fields)


def test_options_and_rules() -> None:
    spec = after(
        change("set_option", "book.slot_minutes", "45"),
        change("set_option", "book.opens", '"06:00"'),
        change("set_option", "book.closes", "23:00"),
        change("set_rule", "book.limit_per_person", '{"amount":2,"unit":"times","per":"week"}'),
    )
    options = spec.screens[0].options
    assert (options["slot_minutes"], options["opens"], options["closes"]) == (45, "06:00", "23:00")
    rule = next(rule for rule in spec.rules if rule.kind == "limit_per_person")
    assert rule.options == {"amount": 2, "unit": "times", "per": "week"}
    assert rule.says == SAYS
    gone = translate([Change(op="remove_rule", at="limit_per_person")], spec, "no limit please", lambda text: True)
    assert gone.operations == (ops.RemoveRule(rule=rule.id),)


def test_screens_and_things() -> None:
    spec = after(change("rename_screen", "board", "News"), change("rename_thing", "post", "Notices"))
    assert text_of(spec.screens[1].label) == "News"
    assert after(change("remove_screen", "board")).screens[0].id == "book"


def test_a_part_may_be_named_as_it_is_called() -> None:
    assert translated(change("rename_screen", "Board", "News")).operations == (ops.RenameScreen(screen="board", label="News"),)
    assert translated(change("rename_field", "resource", "Place")).operations == (ops.ChangeField(thing="bookings", name="resource", label="Place"),)
    assert translated(change("rename_field", "name", "X")).unclear  # both things have one


@pytest.mark.parametrize(
    "wrong",
    [
        change("recolour", value="blue"),
        change("recolour"),
        change("rename_app"),
        change("rename_app", value="😀😀"),
        change("text_size", value="purple"),
        change("add_field", "nowhere", label="X"),
        change("add_field", "bookings"),
        change("add_field", "bookings", label="Name"),
        change("remove_field", "bookings.day"),
        change("remove_field", "bookings.nothing"),
        change("field_type", "bookings.name", "photo"),
        change("field_type", "bookings.name", "hologram"),
        change("field_choices", "bookings.resource", "one"),
        change("set_option", "book.slot_minutes", "0"),
        change("set_option", "book.slot_minutes", "many"),
        change("set_option", "book.colour", "1"),
        change("set_option", "board.replies_thing", "bookings"),
        change("set_option", "nowhere.opens", "1"),
        change("set_rule", "book.fly", "{}"),
        change("set_rule", "book.limit_per_person", "[1]"),
        change("set_rule", "book.limit_per_person", '{"amount":-1}'),
        change("set_rule", "book.limit_per_person", "[" * 4000),
        change("remove_rule", "nothing"),
        change("remove_screen", "nowhere"),
        change("rename_app", value="See https://x.com"),
        change("rename_screen", "board", "kill yourself"),
        change("add_field", "bookings", label="ring me on 6123 4567"),
    ],
    ids=lambda change: f"{change['op']} {change['at']} {change['value'][:12]}",
)
def test_what_does_not_hold_is_asked_about(wrong: dict[str, Any]) -> None:
    made = translated(wrong, change("recolour", value="#112233"))
    assert made.operations == (ops.Recolour(colour="#112233"),)
    assert made.unclear == (SAYS,)


def test_words_of_the_learner_say_what_is_unclear() -> None:
    assert translated(change("set_option", "book.where", "the moon")).unclear == ("the moon",)


def test_a_change_that_changes_nothing_is_left_out() -> None:
    assert translated(change("text_size", value="normal")) == Translated()


def test_addresses_do_not_get_in_by_an_option() -> None:
    """Pictures of a map could come from anywhere, were it not for this."""
    from tests.brains.model.test_prompt import grown

    spec = grown("map", screens=1, fields=0)
    at = f"{spec.screens[0].id}.tiles"
    made = translate([Change(op="set_option", at=at, value="https://evil.example/{z}/{x}/{y}.png")], spec, "x", lambda text: True)
    assert made.operations == ()
