"""The tutor's Markdown in pieces: nothing lost, nothing cut in two, offsets as Telegram counts them."""

from __future__ import annotations

import re
import time
import unicodedata
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import prompts
from bot.channels.telegram import text
from bot.channels.telegram.cutting import LONGEST_TEXT, MOST_ENTITIES, Piece, pieces, shortened, units
from bot.channels.telegram.text import Marked, Span, marked, tidy
from tests.bot_api.checks.entities import check_entities
from tests.bot_api.params import Params

ALPHABET = st.one_of(
    st.sampled_from([*"ab \n>-*_`#.1[]()<&;$|~\\。，「」", "🚿", "👨‍👩‍👧", "🇭🇰", "👍🏽", "e\u0301", "한", "**", "```", "\n\n", "$x$", "||"]),
    st.characters(exclude_categories=["Cs"]),
)
MARKDOWN = st.lists(ALPHABET, max_size=120).map("".join)


def shown(markdown: str) -> list[tuple[str, str]]:
    """What is marked in the one piece of a text: (kind, words)."""
    (piece,) = pieces(marked(markdown))
    return [(one["type"], words_of(piece, one["offset"], one["length"])) for one in piece.entities]


def words_of(piece: Piece, offset: int, length: int) -> str:
    return piece.text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_each_mark_is_an_entity() -> None:
    markdown = "I see 🚿 **one shower**, *nine families*, `x = 1`:\n\n> wait\n> here\n\n```js\nlet a = 1\n```"
    assert shown(markdown) == [
        ("bold", "one shower"),
        ("italic", "nine families"),
        ("code", "x = 1"),
        ("blockquote", "wait\nhere"),
        ("pre", "let a = 1"),
    ]
    assert pieces(marked(markdown))[0].entities[-1]["language"] == "js"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Ways:\n- a\n- b\n\nWhich?", "Ways:\n• a\n• b\n\nWhich?"),
        ("- a\n  - b\n\n    c\n-\n- d", "• a\n  • b\n\n    c\n• \n• d"),
        ("1. one\n2) two", "1. one\n2) two"),
        ("one\ntwo\n\n\n\nthree", "one\ntwo\n\nthree"),
        ("# a\n\n---\nb", "# a\n\n---\nb"),
        ("「**題目**」做好了。", "「題目」做好了。"),
    ],
)
def test_blocks_stand_as_their_author_wrote_them(markdown: str, text: str) -> None:
    assert marked(markdown).text == text


@pytest.mark.parametrize(
    "words",
    ["[a](http://x.hk)", "<b>hi</b>", "$5 or $10", "||no||", "&lt;", "~~x~~", r"\(x\) \[\frac{1}{2}\]", "![](tg://emoji?id=5)", "http://a.hk/b_c_d"],
)
def test_a_learners_words_are_words(words: str) -> None:
    assert marked(words).spans == ()
    assert marked(f"You said {prompts.escape(words)}.") == Marked(f"You said {words}.")


def test_what_is_open_ends_before_code_and_goes_on_behind() -> None:
    assert shown("**a `b` c**") == [("bold", "a "), ("code", "b"), ("bold", " c")]
    assert shown("> a `b`\n>\n> > c") == [("blockquote", "a "), ("code", "b"), ("blockquote", "\n\nc")]


def test_what_telegram_drops_is_not_counted() -> None:
    assert shown("\u202ea\x00b\r\n**c**\u0333 \u2028d") == [("bold", "c")]


@given(MARKDOWN)
@settings(max_examples=150, deadline=None)
def test_escaped_words_come_out_as_they_went_in(words: str) -> None:
    """But for the sign before the item of a list, which becomes a bullet."""
    without_signs = re.compile(r"(?m)[-+•]")
    there = "".join(piece.text for piece in pieces(marked(prompts.escape(words))))
    assert without_signs.sub("", bare(there)) == without_signs.sub("", bare(tidy(words)))


@given(MARKDOWN, st.integers(2, 40))
@settings(max_examples=200, deadline=None)
def test_pieces_are_what_telegram_takes_and_lose_nothing(markdown: str, longest: int) -> None:
    whole = marked(markdown)
    cut = pieces(whole, longest)
    assert bare("".join(piece.text for piece in cut)) == bare(whole.text)
    for piece in cut:
        assert units(piece.text) <= longest
        assert piece.text.strip()
        params = Params({})
        check_entities(params, list(piece.entities), piece.text)
        assert params.notes == []


@given(st.lists(st.sampled_from(["👨‍👩‍👧", "🇭🇰", "👍🏽", "e\u0301", "字", "क्ष", "한", "1️⃣"]), min_size=1, max_size=40), st.integers(9, 30))
@settings(max_examples=100, deadline=None)
def test_no_character_is_cut_in_two(characters: list[str], longest: int) -> None:
    cut = pieces(Marked("".join(characters)), longest)
    rest = list(characters)
    for piece in cut:
        text = ""
        while text != piece.text:
            text += rest.pop(0)
            assert piece.text.startswith(text)


def test_code_stays_code_in_each_piece_and_keeps_its_indent() -> None:
    lines = [f"    line_{i}(🚿)" for i in range(600)]
    cut = pieces(marked("Look:\n\n```py\n" + "\n".join(lines) + "\n```\n\n**end**"))
    assert len(cut) > 2
    assert [line for piece in cut for line in piece.text.split("\n") if "line_" in line] == lines
    assert all("pre" in [one["type"] for one in piece.entities] for piece in cut[:-1])
    assert cut[-1].entities[-1]["type"] == "bold"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("aaaa aaaa\n\nbbbb bbbb\ncccc. dddd", "aaaa aaaa"),
        ("bbbb bbbb\ncccc. dddd eeee", "bbbb bbbb"),
        ("bbbb bbbb. cccc dddd eeee", "bbbb bbbb."),
        ("bbbb bbbb cccc dddd eeee", "bbbb bbbb cccc"),
        ("一二三四五六。七八九十一二三四五六七", "一二三四五六。"),
        ("一二三四五六七八九十一二三四五（六七）", "一二三四五六七八九十一二三四五"),
    ],
)
def test_a_cut_is_where_a_reader_would_make_it(text: str, first: str) -> None:
    assert pieces(Marked(text), 16)[0].text == first


def test_a_pile_of_signs_is_cut_all_the_same() -> None:
    cut = pieces(Marked("a" + "\u0301" * 9000))
    assert [units(piece.text) for piece in cut] == [4096, 4096, 809]


def test_more_entities_than_telegram_keeps_are_left_out() -> None:
    (piece,) = pieces(Marked("ab" * 150, tuple(Span("bold", 2 * i, 2 * i + 1) for i in range(150))))
    assert len(piece.entities) == MOST_ENTITIES


def test_there_are_no_pieces_of_nothing() -> None:
    assert pieces(marked(" \n\n ")) == []
    assert pieces(marked("")) == []


def test_a_megabyte_is_cut_in_a_moment() -> None:
    begun = time.process_time()
    assert len(pieces(Marked("字😀 " * 250_000), LONGEST_TEXT)) > 200
    assert time.process_time() - begun < 5


def test_a_line_is_shortened_between_characters() -> None:
    assert shortened("short", 5) == "short"
    assert shortened("everyone wants the court", 20) == "everyone wants the…"
    assert shortened("a " + "b" * 40, 20) == "a " + "b" * 17 + "…", "a long word is cut all the same"
    assert shortened("家庭👨‍👩‍👧👨‍👩‍👧", 14) == "家庭👨‍👩‍👧…"
    assert unicodedata.normalize("NFC", shortened("e\u0301" * 9, 6)) == "éé…"


PLAIN = st.lists(
    st.sampled_from([*"abcZ1,.!?:;'\"/%()書，。「 \n", "\n\n", "1. ", "書。\n書", "\t", *"***", "**", "*a b*", "**書 1**", "*書*：", "\n*c*"]),
    max_size=25,
).map("".join)


@given(PLAIN)
def test_plain_words_are_read_the_short_way_as_the_long_way(markdown: str) -> None:
    with patch.object(text, "_PLAIN", re.compile("(?!)")):
        long = marked(markdown)
    assert marked(markdown) == long
