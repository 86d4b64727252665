"""What an app should have is found in it by the learner's own words, and not where it is not."""

from __future__ import annotations

import pytest

from bot.evaluation.measures import Share, fields_found, must_haves_covered, things_named
from bot.evaluation.report import compared
from scaffolds.spec import AppSpec, Brief, Field
from scaffolds.wish import Facts, Wish
from tests.scaffolds.apps import drafted


def library(**more: object) -> AppSpec:
    fields = (Field(name="title", label="Book title"), Field(name="who", label="借嘅人", type="person"))
    return drafted(Wish(brief=Brief(problem="our class library loses its books"), fields=fields, **more), "records")


@pytest.mark.parametrize(
    ("info", "things"),
    [
        ("book title, who has it and the date", ["book title", "who has it", "date"]),
        ("書名、借嘅人同埋日期", ["書名", "借嘅人", "日期"]),
        ("药名和时间，剂量（几颗）", ["药名", "时间", "剂量"]),
        ("photo + keywords", ["photo", "keywords"]),
        ("", []),
    ],
)
def test_things_are_named_one_by_one(info: str, things: list[str]) -> None:
    assert things_named(info) == things


def test_a_field_counts_by_its_words_and_nothing_else_does() -> None:
    assert fields_found(library(), "Title, 借嘅人, shoe size") == Share(2, 3)
    packing = drafted(Wish(brief=Brief(problem="I forget things for PE"), facts=Facts(items=("keys", "water bottle"))), "checklist")
    assert fields_found(packing, "keys, water bottle, umbrella") == Share(2, 3), "a list keeps what is named as its lines"


def test_a_must_have_is_near_where_a_screen_does_such_things() -> None:
    said = ["Keep a list of books with title and borrower", "Draw a chart of the water that I drink every day"]
    assert must_haves_covered(library(), said) == Share(1, 2)


def test_two_reports_are_compared_figure_by_figure_and_times_are_not() -> None:
    before = {"plain": {"reached_a_zip": "39/40", "turn_ms_p50": 3.0, "asked_twice": 0}}
    after = {"plain": {"reached_a_zip": "40/40", "turn_ms_p50": 9.0, "asked_twice": 0, "new_figure": 1}}
    assert compared(before, after) == ["plain: reached a zip 39/40 -> 40/40"]
    assert compared(before, before) == []
