"""Which team suits somebody: pure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.event.matching import Looks, Offer, ranked, terms
from bot.services import guard


@pytest.mark.parametrize(
    ("words", "first"),
    [("I like drawing", "art"), ("畫畫", "art"), ("画画和音乐", "art"), ("cooking for old people", "food"), ("煮食", "food"), ("football", "sport")],
)
def test_who_says_the_same_comes_first(words: str, first: str) -> None:
    offers = [
        Offer("none", "we want to win"),
        Offer("food", "cooks, 煮食"),
        Offer("art", "somebody who draws, 畫畫"),
        Offer("sport", "football apps"),
    ]
    assert ranked(Looks(words), offers, guard.Simplified())[0].id == first


def test_a_free_card_and_the_language_count_where_words_do_not() -> None:
    offers = [Offer("a", "", roles=("designer",), languages=("en",)), Offer("b", "", roles=(), languages=("zh-Hant",))]
    assert [one.id for one in ranked(Looks("", "designer", "zh-Hant"), offers)] == ["b", "a"]
    assert [one.id for one in ranked(Looks(""), offers)] == ["a", "b"], "alike: the one that came first"


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=8))
def test_every_team_is_there_once_whatever_is_written(words: str, others: list[str]) -> None:
    offers = [Offer(str(place), text) for place, text in enumerate(others)]
    found = ranked(Looks(words), offers, guard.Simplified())
    assert sorted(one.id for one in found) == sorted(offer.id for offer in offers)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(len(one.shared) <= 3 and set(one.shared) <= set(terms(words).values()) for one in found)
