"""What a pattern cannot match without: some by hand, and for free patterns that no match lacks it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.pieces import commonness, needed


def sets(*words: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(one.split("|")) for one in words)


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("abc", sets("abc")),
        ("(?:ab|CD)e", sets("abe|cde")),
        (r"\bab?c\b", sets("abc|ac")),
        ("kil+ me", sets("l me", "kil")),
        ("want(?: to| just)* die", sets("want", " die")),
        (r"room \d{3}", sets("|".join(f"room {digit}" for digit in range(10)))),
        ("(?<!x)ab(?! cd|e)", sets("ab")),
        ("[A-C]x|y[^z]d", sets("ax|bx|cx|y")),
        ("ab|c?", ()),
        (".*", ()),
        ("(?P<data>ab)(?i:C)", sets("abc")),
        (r"a\.b\u0041", sets("a.b")),
        (r"ab\x41", sets("ab")),
        ("ab{0,2}c", sets("a", "c")),
        ("ab{,2}c", sets("a", "c")),
        ("死(?:我|人)", sets("死我|死人")),
        ("(ab", ()),
        ("ab)", ()),
        ("(?P=name)ab", ()),
        ("(?x: a b )", ()),
        ("[]a]b", ()),
    ],
)
def test_needed(pattern: str, wanted: tuple[frozenset[str], ...]) -> None:
    assert set(needed(pattern)) == set(wanted)


def test_the_rarest_comes_first() -> None:
    assert needed("a .* crocodile .* be") == sets(" crocodile ", " be", "a ")
    assert commonness(frozenset(["死"])) < commonness(frozenset(["to"]))


def _repeated(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds("(?:{}){}".format, inner, st.sampled_from(["?", "*", "+", "{2}", "{0,1}", "{1,3}", "{,1}", "??", "+?"]))


PATTERNS = st.recursive(
    st.sampled_from(
        ["a", "b", "Cd", "死", "[ab]", "[^a]", r"\d", r"\w", ".", r"\b", "(?=a)", "(?!b)", r"\.", "a?", "b+", "^", "$", "[a-c.-]", r"[\d死]"]
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda many: f"(?:{'|'.join(many)})"),
        st.lists(inner, min_size=1, max_size=3).map(lambda many: f"({'|'.join(many)})"),
        _repeated(inner),
    ),
    max_leaves=12,
)


@given(PATTERNS, st.text(alphabet="abcCd死1. ", max_size=12))
def test_no_match_lacks_what_is_needed(pattern: str, text: str) -> None:
    found = re.search(pattern, text, re.ASCII)
    for words in needed(pattern) if found else ():
        assert any(word in text.lower() for word in words), (pattern, text, words)


@given(st.text(alphabet=r"ab死\d()[]|?*+{}1,.^$:=!<P-", max_size=16))
def test_any_text_is_read(pattern: str) -> None:
    assert isinstance(needed(pattern), tuple)
