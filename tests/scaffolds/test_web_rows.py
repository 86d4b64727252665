"""The plain functions of `app.py`: who sees what, and what the store refuses whatever a page decided."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffolds.platforms.web.app import RefusedError, Row, decide, first_rows, visible

BOOKINGS = {
    "id": "bookings", "written_by": "everyone", "shared": False,
    "fields": [{"name": "day", "type": "date", "required": True}, {"name": "start", "type": "time"}, {"name": "end", "type": "time"},
               {"name": "phone", "type": "phone", "private": True}],
}  # fmt: skip
HELD: dict[str, Any] = {"things": [BOOKINGS, {"id": "news", "written_by": "owner", "fields": [{"name": "text", "type": "text"}]}]}
OLD = Row("aaaaaaaaaa", "bookings", "ann", {"day": "2026-03-02", "phone": "123"})
ROWS = {OLD.id: OLD}


def add(day: str = "2026-03-03", id: str = "bbbbbbbbbb", **values: Any) -> dict[str, Any]:
    return {"op": "add", "thing": "bookings", "id": id, "row": {"day": day, **values}}


def held(**guard: Any) -> dict[str, Any]:
    return {**HELD, "guards": [{"thing": "bookings", "fields": [], **guard}]}


def refusal(change: Any, rules: dict[str, Any] = HELD, visitor: str = "bob", owner: bool = False) -> str:
    with pytest.raises(RefusedError) as caught:
        decide(ROWS, change if isinstance(change, list) else [change], rules, visitor, owner)
    return caught.value.word


def see(visitor: str, owner: bool) -> dict[str, Any]:
    seen: dict[str, Any] = visible([OLD], HELD, visitor, owner)["bookings"][0]
    return seen


def test_private_fields_go_to_the_writer_and_the_owner_alone() -> None:
    assert see("ann", False) == {"id": OLD.id, "mine": True, "day": "2026-03-02", "phone": "123"}
    assert see("bob", False) == {"id": OLD.id, "mine": False, "day": "2026-03-02"}
    assert see("bob", True)["phone"] == "123"


def test_seeds_are_nobodys_own() -> None:
    rows = first_rows({"seeds": [{"id": "seed0001", "thing": "news", "row": {"text": "hi"}}]})
    assert visible(rows, HELD, "", False)["news"] == [{"id": "seed0001", "mine": False, "text": "hi"}]


def test_only_writer_and_owner_change_and_remove() -> None:
    change = {"op": "change", "thing": "bookings", "id": OLD.id, "row": {"day": "2026-03-05"}}
    remove = {"op": "remove", "thing": "bookings", "id": OLD.id}
    assert refusal(change) == refusal(remove) == "not_yours"
    changed = decide(ROWS, [change], HELD, "ann", False)[OLD.id]
    assert changed is not None and changed.values == {"day": "2026-03-05", "phone": "123"}
    assert decide(ROWS, [remove], HELD, "root", True) == {OLD.id: None}


def test_a_shared_list_is_changed_by_all_but_for_what_is_private() -> None:
    shared = {"things": [{**BOOKINGS, "shared": True}]}
    change = {"op": "change", "thing": "bookings", "id": OLD.id, "row": {"start": "10:00"}}
    changed = decide(ROWS, [change], shared, "bob", False)[OLD.id]
    assert changed is not None and changed.writer == "ann"
    assert refusal({**change, "row": {"phone": "9"}}, shared) == "not_yours"


def test_what_only_the_owner_writes() -> None:
    news = {"op": "add", "thing": "news", "id": "cccccccccc", "row": {"text": "hi"}}
    assert refusal(news) == "only_owner"
    assert "cccccccccc" in decide(ROWS, [news], HELD, "ann", True)


def test_guards_hold() -> None:
    assert refusal(add("2026-03-02"), held(fields=["day"], unique=True)) == "unique"
    assert refusal(add("2026-03-02"), held(fields=["day"], limit=1), "ann") == "limit"
    assert decide(ROWS, [add("2026-03-02")], held(fields=["day"], limit=1), "bob", False)
    assert refusal(add("2026-03-08"), held(limit=1, week_of="day"), "ann") == "limit"
    assert decide(ROWS, [add("2026-03-09")], held(limit=1, week_of="day"), "ann", False)
    both = [add(start="10:00", end="11:00"), add(start="10:30", end="11:30", id="dddddddddd")]
    assert refusal(both, held(overlap=["day", "start", "end"])) == "overlap"
    assert decide(ROWS, [both[0], add(start="11:00", end="12:00", id="dddddddddd")], held(overlap=["day", "start", "end"]), "bob", False)


def test_a_guard_leaves_a_field_to_the_owner() -> None:
    left = held(fields=["start"], owner=True, at_first=["08:00"], later=["09:00"])
    change = {"op": "change", "thing": "bookings", "id": OLD.id, "row": {"start": "08:00"}}
    assert (
        refusal(change, left, "ann") == refusal(add(start="09:00"), left) == refusal({**change, "row": {"start": None}}, left, "ann") == "only_owner"
    )
    for good in (add(start="08:00"), add(), {**change, "row": {"start": "09:00"}}, {**change, "row": {"day": "2026-03-04"}}):
        assert decide(ROWS, [good], left, "ann", False)
    assert decide(ROWS, [change], left, "root", True)


def test_a_guard_leaves_the_rest_of_a_shared_row_to_its_writer() -> None:
    shared = {"things": [{**BOOKINGS, "shared": True}], "guards": [{"thing": "bookings", "fields": ["start"], "others": True}]}
    change = {"op": "change", "thing": "bookings", "id": OLD.id, "row": {"start": "08:00"}}
    assert decide(ROWS, [change], shared, "bob", False)
    for forged in ({**change, "row": {"day": "2026-03-09"}}, {**change, "row": {"start": "08:00", "end": None}}, {**change, "op": "remove"}):
        assert refusal(forged, shared) == "not_yours"
        assert decide(ROWS, [{**forged, "row": {"day": "2026-03-09"}}], shared, "ann", False)
        assert decide(ROWS, [{**forged, "row": {"day": "2026-03-09"}}], shared, "root", True)


@pytest.mark.parametrize(
    "change",
    [None, 3, {}, {"op": "add"}, add(id="x"), add(id="../../etc/passwd"), add(sneaky=1), add(day=""), add(start={"a": 1}), add(start="x" * 5000),
     {**add(), "thing": "no"}, {**add(), "op": "drop"}, {**add(), "row": None}],
)  # fmt: skip
def test_odd_changes_are_refused(change: Any) -> None:
    assert refusal(change) == "not_kept"


def test_a_row_that_is_gone_and_one_that_is_there() -> None:
    assert refusal({"op": "remove", "thing": "bookings", "id": "zzzzzzzzzz"}) == "gone"
    assert refusal(add(id=OLD.id)) == "unique"


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5), lambda x: st.lists(x, max_size=3) | st.dictionaries(st.sampled_from(["op", "thing", "id", "row", "add", "bookings"]), x, max_size=4), max_leaves=8)  # fmt: skip


@given(JSON)
def test_nothing_that_can_be_sent_breaks_it(changes: Any) -> None:
    with contextlib.suppress(RefusedError):
        decide(ROWS, changes, held(fields=["day"], unique=True), "ann", False)
