"""The parts of the safety floor by themselves: folding, checksums, masks and verdicts, with patterns made for the test."""

from __future__ import annotations

from array import array
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.folding import fold, forms
from bot.core.hunch import BUCKETS, ORDINARY, Hunch, places
from bot.core.personal import MASK, Sign, Signs, find, is_card, is_hkid, is_local_phone, is_mainland_id, is_secret, mask
from bot.core.safety import Entry, Kind, Rules, SafetyFlag, Sure, any_wording, judge, wordings
from bot.core.wording import Wording

PLAIN = {ord("殺"): "杀"}
SURE = Sure(crisis=0.8, victim=0.9, refused=0.8, kind=0.5, ordinary=0.9)


@given(st.text())
def test_each_folded_character_knows_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.places) == len(folded.text)
    assert all(0 <= place < len(text) for place in folded.places)


def test_folding_makes_wide_digits_narrow_and_drops_what_cannot_be_seen() -> None:
    assert fold("６１\u200b２３").text == "6123"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Don't", "dont"),
        ("k1ll", "kill"),
        ("自 殺", "自杀"),
        ("a  b\n c", "a b c"),
        ("3 kms", "3 kms"),
        ("d i e", "d i e"),
        ("u n a l i v e", "unalive"),
        ("v1", "v1"),
    ],
)
def test_forms(text: str, wanted: str) -> None:
    assert forms(text, PLAIN) == (wanted,)


def test_drawn_out_letters_have_two_forms() -> None:
    assert forms("dieee killll", PLAIN) == ("die kil", "diee kill")


@pytest.mark.parametrize(("text", "good"), [("A123456(3)", True), ("A123456(4)", False), ("L555555(0)", True), ("AB987654(3)", True)])
def test_hkid(text: str, good: bool) -> None:
    assert is_hkid(text) is good


@pytest.mark.parametrize(("text", "good"), [("11010519491231002X", True), ("110105194912310021", True), ("110105999912310021", False)])
def test_mainland_id(text: str, good: bool) -> None:
    """The first is the example of GB 11643; the second has a wrong check digit and a right date; the third neither."""
    assert is_mainland_id(text) is good


@pytest.mark.parametrize(("text", "good"), [("4111 1111 1111 1111", True), ("4111 1111 1111 1112", False), ("0000000000000000", False)])
def test_card(text: str, good: bool) -> None:
    assert is_card(text) is good


@pytest.mark.parametrize(("text", "good"), [("6123 4567", True), ("20251231", False), ("2000-2200", False), ("2024 2025", False), ("20259931", True)])
def test_local_phone(text: str, good: bool) -> None:
    assert is_local_phone(text) is good


@pytest.mark.parametrize(("text", "good"), [("hunter22", True), ("wrong", False)])
def test_secret(text: str, good: bool) -> None:
    assert is_secret(text) is good


def test_overlapping_spans_become_one() -> None:
    signs = Signs((Sign("id", Wording("abcd")), Sign("phone", Wording("cdef"))), frozenset())
    text = "xabcdefx"
    assert mask(text, fold(text), find(text, signs)) == f"x{MASK}x"


def test_a_name_needs_company() -> None:
    signs = Signs((Sign("name", Wording("Ann"), company=Wording("ill")),), frozenset())
    assert not find("Ann is here", signs)
    assert len(find("Ann is ill, poor Ann", signs)) == 2


def test_public_numbers_stay() -> None:
    signs = Signs((Sign("phone", Wording(r"\d{4} \d{4}")),), frozenset({"23892222"}))
    assert [span.start for span in find("2389 2222 or 6123 4567", signs)] == [13]


def _rules() -> Rules:
    def kind(name: str, flag: SafetyFlag | None, match: str, unless: str | None = None) -> Kind:
        entry = Entry(wordings([match], {}, PLAIN), None, any_wording([unless], {}, PLAIN) if unless else None, f"because {name}")
        return Kind(name, flag, (entry,))

    kinds = (kind("grave", "crisis", "殺"), kind("light", "refused", "bet", "no money"))
    return Rules(kinds, None, SURE, kind("victim", None, "laughs at me"), wordings(["殺毒"], {}, PLAIN), Signs((), frozenset()), PLAIN)


def _feeling(text: str, **weights: float) -> Rules:
    """Rules whose hunch knows the words of one text, each of which tells so much of each kind."""
    kinds = ("grave", "light", ORDINARY)
    table = tuple(array("b", bytes(BUCKETS)) for _ in kinds)
    for place in places(text):
        for column, kind in zip(table, kinds, strict=True):
            column[place] = round(100 * weights.get(kind, 0.0))
    return replace(_rules(), hunch=Hunch(kinds, table, 0.1, (0.0, 0.0, 0.0)))


@pytest.mark.parametrize(
    ("weights", "kind"),
    [({"grave": 1.0}, "grave"), ({"light": 1.0}, "light"), ({ORDINARY: 1.0}, ""), ({}, ""), ({"grave": 0.02, "light": 0.01}, "")],
)
def test_where_no_pattern_fits_a_sure_hunch_counts(weights: dict[str, float], kind: str) -> None:
    assert judge("i hid the whole box", _feeling("i hid the whole box", **weights)).kind == kind


def test_a_hunch_may_lift_a_refusal_and_never_a_danger() -> None:
    said = "a bet on who is tallest in class"
    assert judge(said, _feeling(said, **{ORDINARY: 1.0})).kind == ""
    assert judge("a bet", _feeling("a bet", **{ORDINARY: 1.0})).kind == "light", "two words are too few to be felt"
    assert judge("殺", _feeling("殺", **{ORDINARY: 1.0})).kind == "grave"


def test_who_suffers_it_is_no_offender() -> None:
    said = "she laughs at me in class"
    assert judge(said, _feeling(said, light=1.0)).kind == ""
    assert judge(said, _feeling(said, grave=1.0)).kind == "grave"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("bet 殺", "grave"), ("a bet", "light"), ("a bet, no money", ""), ("殺毒", ""), ("殺毒 殺", "grave"), ("", "")],
)
def test_the_gravest_kind_counts_and_harmless_phrases_do_not(text: str, kind: str) -> None:
    assert judge(text, _rules()).kind == kind


def test_a_verdict_says_why() -> None:
    assert judge("a bet", _rules()).reason == "because light"


def test_a_victim_is_seen_where_nothing_graver_is() -> None:
    assert judge("she laughs at me", _rules()).victim
    assert not judge("she laughs at me 殺", _rules()).victim


def test_parts_stand_for_word_groups() -> None:
    assert any_wording(["x", "a <kin> b"], {"kin": "dad|mum"}, {}).found_in("a mum b")
