"""The choice of combinations: nothing that should be met is missed, and few are taken."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import combinations as choosing
from tests.combinations import chosen, covering

sizes = st.lists(st.integers(1, 4), min_size=1, max_size=4)


def axes_of(lengths: list[int]) -> list[list[str]]:
    return [[f"{axis}{value}" for value in range(length)] for axis, length in enumerate(lengths)]


@given(sizes, st.integers(1, 3))
@settings(max_examples=50, deadline=None)
def test_all_that_can_meet_is_met(lengths: list[int], strength: int) -> None:
    axes = axes_of(lengths)
    rows = covering(*axes, strength=strength)
    for some in combinations(range(len(axes)), min(strength, len(axes))):
        assert {tuple(row[axis] for axis in some) for row in rows} == set(product(*(axes[axis] for axis in some)))
    assert len(set(rows)) == len(rows) and set(rows) <= set(product(*axes))


@given(sizes)
@settings(max_examples=50, deadline=None)
def test_each_once_is_as_few_as_the_longest_axis(lengths: list[int]) -> None:
    assert len(covering(*axes_of(lengths), strength=1)) == max(lengths)


def test_pairs_are_far_fewer_than_all() -> None:
    assert 60 <= len(covering(range(20), "ABC", "ab", "xy", strength=2)) <= 70 < 240


def test_what_is_not_possible_is_left_out_and_the_rest_is_met() -> None:
    rows = covering("ab", "xyz", strength=2, possible=lambda one, other: one + other != "ax")
    assert sorted(rows) == [("a", "y"), ("a", "z"), ("b", "x"), ("b", "y"), ("b", "z")]


def test_everything_is_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "EVERYTHING", True)
    assert chosen("ab", "xy", "12") == list(product("ab", "xy", "12"))
    assert len(chosen("ab", "xy", possible=lambda one, other: one == "a")) == 2
    monkeypatch.setattr(choosing, "EVERYTHING", False)
    assert len(chosen("ab", "xy", "12")) == 2
