"""A ranking says what the ballots say and no more: who is ahead, how surely, and who was never compared. Whatever comes in, it answers."""

from __future__ import annotations

import math
import subprocess
import sys
from itertools import combinations, permutations
from random import Random

import choix
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.bradley_terry import SPREAD, Duels, solved
from bot.core.judging import Ballot, Order, Ranking, Score, at_odds, cleaned, fit, steadiness, weight, z_scores

NAMES = "abcdefgh"
orders = st.lists(st.lists(st.sampled_from(NAMES + "xy"), max_size=4).map(tuple), max_size=5).map(tuple)
ballots = st.lists(st.builds(Ballot, st.sampled_from(("Ann", "Bo", "Cy", "Di")), orders), max_size=8)
entries = st.lists(st.sampled_from(NAMES), max_size=8)


def strict(names: str) -> Order:
    """Best first, one by one."""
    return tuple((name,) for name in names)


def scores(ranking: Ranking) -> dict[str, float]:
    return {one.entry: one.score for one in ranking.standings}


@given(ballots, entries)
@settings(max_examples=300, deadline=None)
def test_whatever_comes_in_everybody_is_ranked_once(cast: list[Ballot], names: list[str]) -> None:
    ranking = fit(cast, names)
    assert sorted(one.entry for one in ranking.standings) == sorted(set(names))
    assert all(math.isfinite(one.score) and one.low < one.score < one.high for one in ranking.standings)
    assert [one.score for one in ranking.standings] == pytest.approx(sorted((one.score for one in ranking.standings), reverse=True), abs=1e-5)
    assert all(one.place == 1 + sum(other.score > one.score + 1e-6 for other in ranking.standings) for one in ranking.standings)
    assert sum(len(island) for island in ranking.islands) == len(set(names)) and {*()}.union(*ranking.islands) == set(names)


@given(ballots, entries, st.integers(0, 9))
@settings(max_examples=200, deadline=None)
def test_who_is_certain_and_who_contends(cast: list[Ballot], names: list[str], n: int) -> None:
    ranking = fit(cast, names)
    sure, may = ranking.top(n)
    assert len(sure) <= n and not set(sure) & set(may)
    assert len(sure) + len(may) >= min(n, len(ranking.standings)), "the first places are somebody's"
    assert set(sure) == {one.entry for one in ranking.standings if ranking.span(one.entry)[1] <= n}
    assert all(best <= one.place and one.place <= worst for one in ranking.standings for best, worst in [ranking.span(one.entry)])
    for left in set(names) - set(sure) - set(may):
        ahead = [one for one in ranking.standings if scores(ranking)[one.entry] > scores(ranking)[left] and not ranking.too_close(one.entry, left)]
        assert len(ahead) >= n, "who is out has as many clearly before them"


@given(ballots, st.permutations(NAMES))
@settings(max_examples=100, deadline=None)
def test_names_and_the_order_of_coming_in_decide_nothing(cast: list[Ballot], renamed: list[str]) -> None:
    new = dict(zip(NAMES, renamed, strict=True))
    other = [Ballot(one.judge, tuple(tuple(new.get(entry, entry) for entry in group) for group in one.order)) for one in reversed(cast)]
    before, after = scores(fit(cast, NAMES)), scores(fit(other, NAMES))
    assert {new[entry]: score for entry, score in before.items()} == pytest.approx(after, abs=1e-5)


@given(ballots, st.sampled_from(NAMES))
@settings(max_examples=100, deadline=None)
def test_one_more_first_place_harms_nobody_who_got_it(cast: list[Ballot], best: str) -> None:
    more = [*cast, Ballot("Eve", ((best,), tuple(name for name in NAMES if name != best)))]
    assert scores(fit(more, NAMES))[best] > scores(fit(cast, NAMES))[best] - 1e-6


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_scores_are_those_of_another_library(won: list[tuple[int, int]]) -> None:
    found = {pair: (won.count(pair), won.count(pair[::-1])) for pair in combinations(range(6), 2) if pair in won or pair[::-1] in won}
    columns = np.array([(*pair, first, first + second) for pair, (first, second) in found.items()]).T
    scores, spread = solved(Duels(6, *columns[:2].astype(np.int64), *columns[2:].astype(np.float64)))
    theirs = choix.opt_pairwise(6, won, alpha=1 / (2 * SPREAD**2), tol=1e-10)
    assert scores == pytest.approx(theirs - theirs.mean(), abs=1e-3)
    assert np.linalg.eigvalsh(spread).min() > 0


def test_the_order_of_judges_who_agree_is_the_ranking() -> None:
    ranking = fit([Ballot(str(judge), strict("badc")) for judge in range(30)], "abcd")
    assert [one.entry for one in ranking.standings] == list("badc") and [one.place for one in ranking.standings] == [1, 2, 3, 4]
    assert not ranking.too_close("b", "c") and not ranking.too_close("c", "b") and ranking.too_close("b", "b")
    assert ranking.top(2)[0] == ("b", "a") and ranking.standings[0].views == 30


@pytest.mark.parametrize("judges", [100, 3000])
def test_a_great_many_judges_who_agree_are_no_trouble(judges: int) -> None:
    ranking = fit([Ballot(str(judge), strict("ab")) for judge in range(judges)], "ab")
    assert scores(ranking)["a"] == pytest.approx(-scores(ranking)["b"]) and not ranking.too_close("a", "b")


def test_more_judges_make_it_surer() -> None:
    widths = [fit([Ballot(str(judge), strict("abc")) for judge in range(judges)], "abc").standings[1] for judges in (1, 4, 16)]
    assert sorted((one.high - one.low for one in widths), reverse=True) == [one.high - one.low for one in widths]


def test_one_judge_alone_settles_nothing() -> None:
    ranking = fit([Ballot("Ann", strict("abcd"))], "abcd")
    assert [one.entry for one in ranking.standings] == list("abcd")
    assert all(ranking.too_close(*pair) for pair in combinations("abcd", 2)) and ranking.top(1) == ((), tuple("abcd"))


def test_a_judge_who_ranks_all_the_same_moves_nothing_and_is_named() -> None:
    told = [Ballot("Ann", strict("abc")), Ballot("Bo", strict("acb"))]
    before, after = fit(told, "abc"), fit([*told, Ballot("Cy", (tuple("abc"),))], "abc")
    assert [one[:4] for one in after.standings] == [one[:4] for one in before.standings]
    assert after.silent == ("Cy",) and before.silent == () and [one.views for one in after.standings] == [3, 3, 3]


def test_ties_everywhere_leave_everybody_first() -> None:
    ranking = fit([Ballot(judge, (tuple("abcd"),)) for judge in "xyz"], "abcd")
    assert {one.place for one in ranking.standings} == {1} and ranking.silent == ("x", "y", "z") and len(ranking.islands) == 4
    assert ranking.top(2) == ((), tuple("abcd"))


def test_a_tie_draws_two_together() -> None:
    apart, level = (fit([Ballot(judge, order) for judge in "xyz"], "abc") for order in (strict("abc"), (("a", "b"), ("c",))))
    assert scores(level)["a"] == pytest.approx(scores(level)["b"]) and [one.place for one in level.standings] == [1, 1, 3]
    assert scores(apart)["a"] > scores(apart)["b"]


def test_judges_who_disagree_totally_leave_everything_open() -> None:
    ranking = fit([Ballot(str(number), strict("".join(order))) for number, order in enumerate(permutations("abcd"))], "abcd")
    assert [one.score for one in ranking.standings] == pytest.approx([0] * 4, abs=1e-6)
    assert all(ranking.too_close(*pair) for pair in combinations("abcd", 2))


@pytest.mark.parametrize(("names", "places"), [("", []), ("a", [1]), ("aa", [1])])
def test_none_and_one(names: str, places: list[int]) -> None:
    ranking = fit([Ballot("Ann", strict("ab"))], names)
    assert [one.place for one in ranking.standings] == places and ranking.top(1) == (tuple(names[:1]), ())


def test_an_entry_that_nobody_saw_is_in_the_middle_and_may_be_anything() -> None:
    ranking = fit([Ballot(judge, strict("abcd")) for judge in "stuvwxyz"], "abcde")
    unseen = next(one for one in ranking.standings if one.entry == "e")
    assert unseen.views == 0 and unseen.high - unseen.low == pytest.approx(2 * 1.645 * SPREAD)
    assert all(ranking.too_close("e", other) for other in "abcd") and "e" in ranking.top(1)[1] and frozenset("e") in ranking.islands


def test_what_no_chain_of_comparisons_joins_is_never_called() -> None:
    ranking = fit([Ballot(f"{judge}{half}", strict(half)) for judge in range(20) for half in ("abc", "de")], "abcde")
    assert ranking.islands == (frozenset("abc"), frozenset("de"))
    assert not ranking.too_close("a", "c") and ranking.too_close("a", "e") and ranking.too_close("d", "c")


def test_withdrawn_and_doubled_names_on_a_ballot() -> None:
    plain = fit([Ballot("Ann", strict("abc"))], "abc")
    assert fit([Ballot("Ann", (("a", "a"), ("gone",), ("b", "a"), (), ("c", "b")))], "abc").standings == plain.standings
    assert cleaned((("b", "b"), ("x",), ("b", "a")), {"a", "b"}) == (("b",), ("a",))


def test_a_batch_that_was_ranked_once_more_counts_once() -> None:
    once, again = (fit([Ballot("Ann", strict("abc"))] * times, "abc") for times in (1, 2))
    assert [one[:4] for one in again.standings] == [one[:4] for one in once.standings]
    turned = fit([Ballot("Ann", strict("abc")), Ballot("Ann", strict("cba"))], "abc")
    assert [one.score for one in turned.standings] == pytest.approx([0] * 3, abs=1e-6)


@pytest.mark.parametrize("size", range(3, 20))
def test_a_batch_counts_more_than_a_smaller_one_and_less_than_all_of_its_pairs(size: int) -> None:
    whole, smaller = (weight(places) * places * (places - 1) for places in (size, size - 1))
    assert weight(2) == pytest.approx(1) and weight(size) < 1 and whole > smaller


def test_intervals_hold_the_truth_nine_times_in_ten() -> None:
    rng, names, inside = Random(3), [str(number) for number in range(20)], 0
    for _ in range(60):
        true = {name: rng.gauss(0, SPREAD) for name in names}
        cast = []
        for judge in range(12):
            seen = {name: true[name] - math.log(-math.log(rng.random())) for name in rng.sample(names, 7)}
            cast.append(Ballot(str(judge), tuple((name,) for name in sorted(seen, key=lambda name, seen=seen: -seen[name]))))  # type: ignore[misc]
        inside += sum(one.low <= true[one.entry] <= one.high for one in fit(cast, names).standings)
    assert 0.86 < inside / 1200 < 0.94


def test_a_strict_judge_and_a_mild_one_count_alike() -> None:
    mild, harsh = {"a": 9, "b": 10, "c": 8}, {"a": 2, "b": 3, "c": 1}
    told = z_scores([Score(judge, entry, value) for judge, given in (("Ann", mild), ("Bo", harsh)) for entry, value in given.items()])
    assert told == pytest.approx({"a": 0, "b": 1.2247, "c": -1.2247}, abs=1e-3)


def test_scores_that_say_nothing_are_left_out() -> None:
    flat = [Score("Ann", entry, 5) for entry in "abc"]
    assert z_scores([]) == {} and z_scores(flat) == {} and z_scores([Score("Bo", "a", 3)]) == {}
    told = z_scores([*flat, Score("Bo", "a", 3), Score("Bo", "a", 5), Score("Bo", "b", 2), Score("Bo", "c", math.nan), Score("Bo", "c", math.inf)])
    assert told == pytest.approx({"a": 1, "b": -1})


@given(st.lists(st.builds(Score, st.sampled_from("xyz"), st.sampled_from(NAMES), st.floats(-1e6, 1e6)), max_size=30))
def test_z_scores_are_always_numbers(given_: list[Score]) -> None:
    assert all(math.isfinite(z) for z in z_scores(given_).values())


def test_scores_that_contradict_the_ranking_are_pointed_out() -> None:
    ranking = fit([Ballot(str(judge), strict("abcde")) for judge in range(30)], "abcde")
    assert at_odds(ranking, {"a": 2, "b": 1, "c": 0, "d": -1, "e": -2}) == ()
    assert set(at_odds(ranking, {"a": -2, "b": 1, "c": 0, "d": -1, "e": 2})) == {"a", "e"}
    assert at_odds(ranking, {"a": 1}) == at_odds(ranking, {}) == at_odds(ranking, {"a": 0, "b": 0}) == at_odds(fit([], ""), {"a": 1}) == ()


@pytest.mark.parametrize(
    ("first", "again", "share"),
    [
        (strict("abc"), strict("abc"), 1.0),
        (strict("abc"), strict("cba"), 0.0),
        (strict("abc"), strict("bac"), 2 / 3),
        (strict("ab"), (("a", "b"),), 0.5),
        ((("a", "b"), ("c",)), (("a", "b"), ("c",)), 1.0),
        (strict("abx"), strict("yab"), 1.0),
        ((("a", "a"), ("b", "a")), strict("ab"), 1.0),
        ((("a", "b"),), (("a", "b"),), None),
        (strict("ab"), strict("cd"), None),
        ((), strict("ab"), None),
    ],
)
def test_steadiness(first: Order, again: Order, share: float | None) -> None:
    assert steadiness(first, again) == (None if share is None else pytest.approx(share))


def test_importing_it_loads_no_numpy() -> None:
    code = "import sys, bot.core.judging, bot.core.assigning; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
