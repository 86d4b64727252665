"""The sieve lets everything through that matches, and taking wordings out is what `re.sub` does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.wording import Sieve, Wording, without

SOURCES = [r"\bab+", "b(?:a|c)", "(?:ca|c)b", "aa|bb", "c", "[ab]{3}", "死.b", "(?<=a)c"]


@given(st.text(alphabet="abcAB死 ", max_size=20))
def test_what_matches_is_possible(text: str) -> None:
    wordings = [Wording(source, ignore_case) for source in SOURCES for ignore_case in (False, True)]
    possible = Sieve(wordings).possible(text)
    assert {one for one in wordings if one.found_in(text)} <= possible


def test_what_is_not_there_is_sifted_out() -> None:
    die, kill, any_number = Wording(r"want.{0,9}\bdie\b"), Wording("kil+ me"), Wording(".")
    assert Sieve([die, kill, any_number]).possible("i want a kilo of lemons") == {any_number}


@pytest.mark.parametrize("text", ["", "\ud800 abc", "\x00"])
def test_any_text_is_sifted(text: str) -> None:
    abc = Wording("abc")
    assert (abc in Sieve([abc]).possible(text)) is ("abc" in text)


def test_a_sieve_of_nothing() -> None:
    assert not Sieve([]).possible("abc")


@given(st.text(alphabet="abcAB死 ", max_size=20), st.lists(st.sampled_from(SOURCES), min_size=1, unique=True))
def test_taking_out_is_what_re_does(text: str, sources: list[str]) -> None:
    joined = "|".join(f"(?:{one})" for one in sources)
    assert without(text, [Wording(one) for one in sources], "□") == re.sub(joined, "□", text, flags=re.ASCII)
