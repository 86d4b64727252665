"""The map of what was learnt: from evidence alone, and nothing is lost by a wrong guess."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.learning import CONCEPTS, Place, Way, map_of, next_way

AT = datetime(2026, 9, 4, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Shown:
    """Evidence as the core sees it."""

    kind: str
    outcome: str
    about: str = "book.not_late"
    rungs: int = 0
    concepts: tuple[str, ...] = ("rule", "test")


@dataclass(frozen=True)
class Seen:
    evidence: Shown
    project: str | None = "app"
    at: datetime = AT


def seen(*all_of_it: Shown) -> list[Seen]:
    return [Seen(one, at=AT + timedelta(minutes=place)) for place, one in enumerate(all_of_it)]


def place(of: str, *all_of_it: Shown) -> Place:
    return next(one for one in map_of(seen(*all_of_it)) if one.concept == of)


def made(rungs: int, about: str = "book.not_late") -> Shown:
    return Shown("quest", "passed", about, rungs)


def test_before_anything_was_seen_all_six_are_open() -> None:
    found = map_of([])
    assert [one.concept for one in found] == list(CONCEPTS) and {one.state for one in found} == {"not_yet"}


@pytest.mark.parametrize(
    ("shown", "state"),
    [
        ((made(0),), "understands"),
        ((made(1),), "understands"),
        ((made(2),), "practising"),
        ((made(2), made(2, "book.share_out")), "understands"),
        ((made(2), made(2)), "practising"),
        ((made(2), made(3, "book.share_out")), "practising"),
        ((made(4), made(4, "a.b"), made(1, "c.d")), "understands"),
        ((Shown("solo", "done"),), "understands"),
        ((Shown("solo", "left"),), "practising"),
        ((Shown("predict", "right"),) * 9, "practising"),
        ((Shown("predict", "other"),), "practising"),
        ((Shown("try", "missed"), Shown("hint", "4", rungs=4)), "practising"),
        ((Shown("lesson", "ended", "who-decides"),), "practising"),
        ((Shown("edge", "found", "book.name"), Shown("edge", "agreed", "book.hour")), "practising"),
    ],
)
def test_a_rule_that_was_made_shows_understanding_all_else_is_practice(shown: tuple[Shown, ...], state: str) -> None:
    assert place("rule", *shown).state == state
    assert place("loop", *shown).state == "not_yet"


def test_nothing_is_lost_by_what_went_wrong_afterwards() -> None:
    shown = (made(1), Shown("predict", "other"), *(Shown("try", "missed"),) * 5, Shown("hint", "4", rungs=4), Shown("solo", "left"))
    assert place("rule", *shown).state == "understands"


def test_of_each_thing_the_most_telling_is_named() -> None:
    odd = Shown("edge", "found", "book.name")
    shown = (Shown("predict", "other"), Shown("hint", "1", rungs=1), Shown("try", "missed"), made(1), odd)
    assert [one.evidence for one in place("test", *shown).rests] == [shown[3], odd]
    again = (Shown("solo", "done"), made(0), Shown("predict", "right"))
    assert [one.evidence for one in place("rule", *again).rests] == [again[0]]


def test_what_lessons_teach_is_on_the_map_once_it_was_begun() -> None:
    found = map_of(seen(Shown("lesson", "begun", "who-decides", concepts=("fairness", "rule"))))
    assert [one.concept for one in found] == [*CONCEPTS, "fairness"]
    assert {one.concept for one in found if one.state == "practising"} == {"rule", "fairness"}


def test_evidence_of_a_kind_from_a_newer_program_is_passed_over() -> None:
    assert place("rule", Shown("dance", "done")).state == "not_yet"


QUESTS = [("book.not_late", ("rule", "test")), ("book.real_name", ("input", "rule")), ("book.share_out", ("memory", "loop"))]


def way(*shown: Shown, hunts: bool = True, project: str = "app") -> Way | None:
    found = seen(*shown)
    return next_way(map_of(found), found, project, QUESTS, hunts=hunts)


def test_one_next_thing_goes_on_with_what_is_practised() -> None:
    assert way() == Way("quest", "book.real_name")
    assert way(Shown("predict", "other", "book.share_out", concepts=("memory", "loop"))) == Way("quest", "book.share_out")
    assert way(Shown("lesson", "ended", "x", concepts=("test",))) == Way("hunt")
    assert way(Shown("lesson", "ended", "x", concepts=("test",)), hunts=False) == Way("quest", "book.not_late")


def test_after_the_first_rule_comes_one_on_ones_own_once() -> None:
    assert way(made(2)) == Way("solo")
    assert way(made(2), Shown("solo", "done", "book.real_name")) != Way("solo")
    assert way(made(2), project="another") == Way("quest", "book.not_late")


def test_who_has_made_all_hunts_and_then_nothing_is_left() -> None:
    all_of_them = [Shown("quest", "passed", id, concepts=concepts) for id, concepts in QUESTS]
    assert way(*all_of_them) == Way("hunt")
    assert way(*all_of_them, Shown("edge", "agreed", "book.name")) is None
