"""Batches leave nobody behind: views stay even, what must not be seen is not, comparisons hang together, and meetings are spread."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.assigning import next_batch, still_needed
from bot.core.islands import islands

NAMES = [f"e{number}" for number in range(30)]
some = st.frozensets(st.sampled_from(NAMES[:12]), max_size=12)


def handed_out(judges: int, size: int, names: list[str] = NAMES, seed: int = 0) -> list[tuple[str, ...]]:
    """What so many judges are given, one after another."""
    views, given_ = dict.fromkeys(names, 0), list[tuple[str, ...]]()
    for judge in range(judges):
        batch = next_batch(str(judge), views, frozenset(), frozenset(), judges, size, given_, Random(seed + judge))
        given_.append(batch)
        views.update((entry, views[entry] + 1) for entry in batch)
    return given_


def joined(batches: list[tuple[str, ...]]) -> list[frozenset[str]]:
    return islands({entry for batch in batches for entry in batch}, batches)


@given(st.dictionaries(st.sampled_from(NAMES[:12]), st.integers(0, 5)), some, some, st.integers(0, 5), st.integers(0, 9), st.lists(some, max_size=6))
@settings(max_examples=300)
def test_whatever_there_is_a_batch_is_fair(
    views: dict[str, int], seen: frozenset[str], barred: frozenset[str], wanted: int, size: int, together: list[frozenset[str]]
) -> None:
    batch, free = next_batch("Ann", views, seen, barred, wanted, size, together), set(views) - seen - barred
    assert len(batch) == len(set(batch)) <= size and set(batch) <= free
    if not seen or any(views[entry] < wanted for entry in free):
        assert len(batch) == min(size, len(free))
    else:
        assert batch == ()
    worst = sorted(views[entry] for entry in batch)[:-1]
    assert worst == sorted(views[entry] for entry in free)[: len(worst)], "all but a bridge are those that were seen least"


@pytest.mark.parametrize(("judges", "size"), [(10, 6), (15, 8), (3, 10), (1, 7), (40, 3), (7, 2)])
@pytest.mark.parametrize("seed", range(5))
def test_views_stay_even_and_everything_hangs_together(judges: int, size: int, seed: int) -> None:
    batches = handed_out(judges, size, seed=seed * 1000)
    counted = Counter(entry for batch in batches for entry in batch)
    assert max(counted.values()) - min(counted[name] for name in NAMES) <= 2
    assert len(joined(batches)) == 1, "after every batch there is one island"


def test_pairs_are_spread() -> None:
    """120 places in 15 batches of 8 make 420 pairs of the 435 that there are: hardly any meets three times."""
    meetings = Counter(frozenset(pair) for batch in handed_out(15, 8) for pair in combinations(batch, 2))
    assert max(meetings.values()) <= 3 and sum(times > 1 for times in meetings.values()) < 110


def test_two_groups_that_never_met_are_joined() -> None:
    views = dict.fromkeys("abcdefgh", 1)
    batch = next_batch("Ann", views, frozenset(), frozenset(), 2, 4, ["abcd", "efgh"])
    assert set(batch) & set("abcd") and set(batch) & set("efgh")


def test_new_entries_come_with_one_that_others_know() -> None:
    views = {**dict.fromkeys("abc", 3), **dict.fromkeys("xyz", 0)}
    batch = next_batch("Ann", views, frozenset(), frozenset(), 3, 3, ["abc"])
    assert len(set(batch) & set("xyz")) == 2 and len(set(batch) & set("abc")) == 1
    assert set(next_batch("Ann", views, frozenset(), frozenset("abc"), 3, 3, ["abc"])) == set("xyz"), "unless none of them may be shown"


def test_pairs_and_withdrawn_entries_do_as_well() -> None:
    views = dict.fromkeys("abcd", 1)
    batch = next_batch("Ann", views, frozenset(), frozenset(), 2, 2, {frozenset("ab"): 2, frozenset("cd"): 1, frozenset(("gone", "a")): 1})
    assert len(set(batch) & set("ab")) == len(set(batch) & set("cd")) == 1


def test_a_judge_is_done_when_everything_has_its_views() -> None:
    views = dict.fromkeys("abcd", 2)
    assert next_batch("Ann", views, frozenset("a"), frozenset(), 2, 3) == ()
    assert len(next_batch("Bo", views, frozenset(), frozenset(), 2, 3)) == 3, "who has come for nothing gets a batch"
    assert len(next_batch("Ann", {**views, "d": 1}, frozenset("a"), frozenset(), 2, 3)) == 3, "one that needs a view comes with company"
    assert next_batch("Ann", views, frozenset("ab"), frozenset("cd"), 9, 3) == next_batch("Ann", {}, frozenset(), frozenset(), 2, 3) == ()


def test_who_asks_again_gets_the_same() -> None:
    views = dict.fromkeys(NAMES, 0)
    assert next_batch("Ann", views, frozenset(), frozenset(), 2, 6) == next_batch("Ann", views, frozenset(), frozenset(), 2, 6)
    assert next_batch("Ann", views, frozenset(), frozenset(), 2, 6) != next_batch("Bo", views, frozenset(), frozenset(), 2, 6)


def test_two_more_needed_here() -> None:
    assert still_needed({"a": 1, "b": 3, "c": 0, "d": 9}, 3) == {"c": 3, "a": 2} and list(still_needed({"a": 1, "c": 0}, 3)) == ["c", "a"]
    assert still_needed({}, 3) == {}
