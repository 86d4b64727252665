"""The sieve makes the safety floor quick and changes no verdict: the same lines with it and without."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import fields, replace
from functools import cache, cached_property

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.folding import fold, forms
from bot.core.personal import Signs
from bot.core.pieces import needed
from bot.core.safety import Rules, judge
from bot.core.wording import Sieve, Wording
from bot.services import guard
from tests.services.test_guard import labelled

LABELLED = ("crisis", "harmful", "ordinary", "personal")
BESIDE = ("i", "my", "the app", "lol", "我", "班", "同", "唔", "3", "6123 4567", ",", "。", "笑死", "Chan Tai Man")


class Open(Sieve):
    """Lets everything through."""

    def __init__(self, sieve: Sieve) -> None:
        self.all = frozenset(sieve.wordings)

    def possible(self, text: str) -> AbstractSet[Wording]:
        return self.all


class UnsiftedSigns(Signs):
    @cached_property
    def sieve(self) -> Sieve:
        return Open(super().sieve)


class UnsiftedRules(Rules):
    @cached_property
    def sieve(self) -> Sieve:
        return Open(super().sieve)


@cache
def unsifted() -> Rules:
    rules = guard.rules()
    return replace(
        UnsiftedRules(**{one.name: getattr(rules, one.name) for one in fields(rules)}),
        signs=UnsiftedSigns(rules.signs.signs, rules.signs.public),
    )


def meaning() -> list[Wording]:
    return sorted(guard.rules().sieve.wordings, key=lambda one: one.source)


@cache
def words() -> list[str]:
    return sorted({word for wording in meaning() for group in needed(wording.source) for word in group})


@pytest.mark.parametrize("name", LABELLED)
def test_labelled_lines_get_the_same_verdict(name: str) -> None:
    for _, text in labelled(name):
        assert guard.look(text) == judge(text, unsifted())


@given(st.lists(st.one_of(st.deferred(lambda: st.sampled_from(words())), st.sampled_from(BESIDE)), min_size=1, max_size=8).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_texts_made_of_the_words_get_the_same_verdict(text: str) -> None:
    assert guard.look(text) == judge(text, unsifted())


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_what_a_pattern_matches_passes_its_sieve(data: st.DataObject) -> None:
    wording = data.draw(st.sampled_from(meaning()))
    text = data.draw(st.from_regex(wording.pattern))
    assert wording in guard.rules().sieve.possible(text)


def test_of_an_ordinary_message_nearly_nothing_is_left_to_try() -> None:
    for text in ("everyone on the floor, some are old", "樓層裡的人都要排隊沖涼，有啲老人家"):
        (read,) = forms(fold(text).text, guard.rules().simplified)
        assert len(guard.rules().sieve.possible(read)) <= 5


def test_every_pattern_has_words_that_it_needs() -> None:
    """A pattern without is tried on every message: few letters in it, or a form that `needed` does not read."""
    sieves = (guard.rules().sieve, guard.rules().signs.sieve)
    assert [wording.source for sieve in sieves for wording in sieve.wordings if not needed(wording.source)] == []


def test_no_harmless_phrase_is_nothing() -> None:
    assert [one.source for one in guard.rules().harmless if one.found_in("")] == []
