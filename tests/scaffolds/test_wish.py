"""A wish with the same words read as fields and as a list."""

from __future__ import annotations

from scaffolds.spec import Brief, Field
from scaffolds.wish import Wish

FIELDS = (Field(name="kind", label="Kind: Lost"), Field(name="swap", label="swap"), Field(name="floor", label="Floor"))


def test_fields_that_repeat_a_list_go() -> None:
    left = Wish(fields=FIELDS).without(("lost", " Swap"))
    assert [field.name for field in left.fields] == ["floor"]


def test_what_was_kept_in_a_row_is_two_or_more_labels_as_they_were_typed() -> None:
    assert Wish(brief=Brief(keep="kind: lost, swap"), fields=FIELDS).kept_in_a_row() == ("Kind: Lost", "swap")
    assert Wish(brief=Brief(keep="only swap"), fields=FIELDS).kept_in_a_row() == ()
