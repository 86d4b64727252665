"""Names and codes as people type them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.classroom.joining import _split
from bot.core.classroom.naming import code_of, length_of, name_of, number_of


@pytest.mark.parametrize("typed", ["KBCD3476", "kbcd 3476", "KBCD-3476", " kbcd–3476 ", "ＫＢＣＤ３４７６", "k b c d 3 4 7 6", "KBCD.3476"])
def test_a_code_is_the_same_however_it_is_typed(typed: str) -> None:
    assert code_of(typed) == "KBCD3476"


@pytest.mark.parametrize("typed", ["", "abc", "中二乙班的代碼", "KBCD3476KBCD3476", "<b>KBCD34</b>", "help"])
def test_what_is_no_code(typed: str) -> None:
    assert code_of(typed) == ""


@pytest.mark.parametrize(
    ("argument", "code", "name"),
    [
        ("KBCD3476", "KBCD3476", ""),
        ("kbcd 3476", "KBCD3476", ""),
        ("KBCD 3476 Ka-ho", "KBCD3476", "Ka-ho"),
        ("KBCD3476 Wong Ka-ho", "KBCD3476", "Wong Ka-ho"),
        ("KBCD-3476 嘉豪", "KBCD3476", "嘉豪"),
        ("nope", "nope", ""),
        ("", "", ""),
    ],
)
def test_a_code_and_a_name_behind_it(argument: str, code: str, name: str) -> None:
    assert _split(argument) == (code, name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Ka-ho\t\n Wong ", "Ka-ho Wong"),
        ("Ka\u202e-ho\u200b", "Ka-ho"),
        ("\u2066陳嘉豪\u2069", "陳嘉豪"),
        ("\u3164\u2800", ""),
        ("...", ""),
        ("🐢", "🐢"),
        ("e\u0301\u0301\u0301\u0301\u0301", "é\u0301\u0301"),
        ("\ud800x\0", "x"),
    ],
)
def test_a_name_without_what_cannot_be_seen(typed: str, name: str) -> None:
    assert name_of(typed) == name


@pytest.mark.parametrize(
    ("typed", "number"), [("12", "12"), (" 2B-07 ", "2B-07"), ("１２", "12"), ("=1+1", ""), ("", ""), ("12345678901", ""), ("@12", "")]
)
def test_a_class_number(typed: str, number: str) -> None:
    assert number_of(typed) == number


@given(st.text(max_size=500))
def test_whatever_is_typed_a_name_can_be_shown(typed: str) -> None:
    name = name_of(typed)
    assert name == name_of(name) and length_of(name) <= len(name) <= 400
    assert not [char for char in name if unicodedata.category(char)[0] == "C" or (char.isspace() and char != " ")]
    assert code_of(typed) == code_of(code_of(typed)) and number_of(typed) == number_of(number_of(typed))
