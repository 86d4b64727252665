"""The way of one student as a river, and what is different between two versions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

import prompts
from bot.core.classroom.changes import differences
from bot.core.classroom.journey import PAUSE, Crossed, Mark, river, voyage
from bot.core.turn import STAGES
from scaffolds.operations import AddField, ChangeField, Recolour, RemoveField, RenameApp, RenameScreen, apply
from scaffolds.spec import Field
from tests.channels.visiting import SPEC

T0 = datetime(2026, 9, 7, 9, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return T0 + timedelta(minutes=minutes)


def test_time_at_work_does_not_count_the_night() -> None:
    found = river([Crossed(at(0), "discover"), Crossed(at(3), "define")], [], [at(0), at(1), at(3), at(60 * 20), at(60 * 20 + 1)])
    assert [leg.stage for leg in found.legs] == ["discover", "define"]
    assert found.legs[0].worked == timedelta(minutes=3) and found.legs[1].worked == PAUSE + timedelta(minutes=1)
    assert [long > timedelta(hours=19) for _, long in found.breaks] == [True]


def test_the_stages_to_come_stand_ahead_of_the_boat() -> None:
    found = river([Crossed(at(0), "discover"), Crossed(at(3), "define")], [], [at(5)])
    assert [stage for stage, _ in found.ahead] == list(STAGES[2:]) and all(x > found.boat for _, x in found.ahead)


def test_marks_that_are_close_are_drawn_as_one() -> None:
    marks = [Mark("hint", at(1)), Mark("hint", at(1.01)), Mark("nudge", at(1))]
    found = river([Crossed(at(0), "discover"), Crossed(at(9), "define")], marks, [at(2), at(4), at(6), at(8)])
    assert sorted((one.kind, one.times) for one in found.marks) == [("hint", 2), ("nudge", 1)]


def test_each_project_has_its_own_voyage() -> None:
    crossed = [
        Crossed(at(0), "discover"), Crossed(at(5), "build", "one"), Crossed(at(9), "improve", "one"),
        Crossed(at(20), "discover"), Crossed(at(25), "define"), Crossed(at(30), "build", "two"),
    ]  # fmt: skip
    assert voyage(crossed, "one", at(5)) == (crossed[:3], at(20))
    assert voyage(crossed, "two", at(30)) == (crossed[3:], None)
    assert voyage(crossed, None, None) == (crossed[3:], None)
    assert voyage(crossed, "three", None) == ([], None) and voyage([], None, None) == ([], None)


times = st.integers(0, 3000)


@given(st.lists(st.tuples(times, st.sampled_from(STAGES)), min_size=1, max_size=12), st.lists(times, max_size=20), st.lists(times, max_size=10))
def test_whatever_happened_stays_within_the_picture(crossed: list[tuple[int, str]], said: list[int], hints: list[int]) -> None:
    way = [Crossed(at(minute), stage) for minute, stage in sorted(crossed, key=lambda one: one[0])]
    found = river(way, [Mark("hint", at(minute)) for minute in hints], [at(minute) for minute in said])
    assert all(leg.x >= 0 and leg.x + leg.width <= 1 + 1e-9 and leg.worked >= timedelta() for leg in found.legs)
    assert all(0 <= mark.x <= 1 + 1e-9 for mark in found.marks)
    assert [leg.x for leg in found.legs] == sorted(leg.x for leg in found.legs)


def test_the_difference_is_told_as_the_chat_tells_it() -> None:
    after = apply(
        SPEC,
        [
            RenameApp(title="Bath Time"), Recolour(colour="#8E3B8A"), AddField(thing="booking", field=Field(name="floor", label="Floor")),
            ChangeField(thing="booking", name="name", label="Flat number"), RemoveField(thing="booking", name="phone"),
            RenameScreen(screen="book", label="Reserve"),
        ],
    )  # fmt: skip
    told = [prompts.load("tutor/done").render("en", **change) for change in differences(SPEC, after)]
    assert told == [
        "it is called Bath Time", "the colour is new", "“Book” is now “Reserve”", "added “Floor”", "took out “Phone”",
        "changed “Family name” to “Flat number”",
    ]  # fmt: skip
    back = differences(after, SPEC)
    assert {change["op"] for change in back} == {"rename_app", "recolour", "rename_screen", "add_field", "remove_field", "change_field"}
    assert differences(SPEC, SPEC) == []
