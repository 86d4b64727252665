"""Buttons out, presses in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.keyboard import LONGEST_DATA, MOST_KEYS, Press, keyboard, mark_of, pressed, shown_id
from bot.core.turn import Button
from tests.bot_api.checks.markup import read_markup
from tests.bot_api.params import Params

MARK = mark_of("00f1", 2)
TEXTS = st.text(max_size=90)


def rows_of(*labels: str) -> list[list[str]]:
    keys = keyboard([Button(id=f"who:{i}", label=label) for i, label in enumerate(labels)], MARK)
    return [[key["text"] for key in row] for row in keys["inline_keyboard"]] if keys else []


def data_of(keys: dict[str, Any] | None) -> list[str]:
    return [key["callback_data"] for row in keys["inline_keyboard"] for key in row] if keys else []


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (["Yes", "No", "Both"], [["Yes", "No", "Both"]]),
        (["好", "我想要別的"], [["好", "我想要別的"]]),
        (["🗓️ Book a time", "🎫 Take a number", "📌 Notice board"], [["🗓️ Book a time"], ["🎫 Take a number"], ["📌 Notice board"]]),
        (["Everyone on the floor", "Us", "Them"], [["Everyone on the floor"], ["Us", "Them"]]),
        (["a", "b", "c", "d"], [["a", "b", "c"], ["d"]]),
    ],
)
def test_short_labels_stand_beside_each_other(labels: list[str], rows: list[list[str]]) -> None:
    assert rows_of(*labels) == rows


def test_a_label_is_one_line_that_fits_and_is_never_empty() -> None:
    assert rows_of("a\n b", "\u202e", "x" * 90) == [["a b", "…"], ["x" * 63 + "…"]]


def test_no_buttons_no_keyboard() -> None:
    assert keyboard([], MARK) is None
    assert keyboard([], MARK, [{"text": "Open", "url": "https://a.hk"}]) == {"inline_keyboard": [[{"text": "Open", "url": "https://a.hk"}]]}


def test_telegram_takes_no_more_keys() -> None:
    keys = keyboard([Button(id=str(i), label="long enough for a row") for i in range(200)], MARK)
    assert len(data_of(keys)) == MOST_KEYS


def test_a_mark_is_of_one_message_of_one_turn() -> None:
    assert len({mark_of(turn, number) for turn in ("a", "b") for number in (1, 2)}) == 4
    assert mark_of("a", 1) == mark_of("a", 1)


@given(st.lists(TEXTS, min_size=1, max_size=8, unique=True), TEXTS)
def test_a_press_is_the_button_that_was_shown(ids: list[str], label: str) -> None:
    shown = [Button(id=id, label=label) for id in ids]
    keys = keyboard(shown, MARK)
    params = Params({"reply_markup": keys})
    assert read_markup(params, private=True) == keys
    found = [pressed(data) for data in data_of(keys)]
    assert [shown_id(one.id, shown) if one else None for one in found] == ids
    assert {one.mark for one in found if one} == {MARK}
    assert all(len(data.encode()) <= LONGEST_DATA for data in data_of(keys))


@pytest.mark.parametrize(
    "data", [None, 5, "", "|x", "build", "a|", "a b|x", "x" * 17 + "|y", "a|" + "字" * 21, "a|\nb", "a|b\n", "\ud800|x", {"a": 1}, b"a|b"]
)
def test_what_is_none_of_ours_is_no_press(data: object) -> None:
    assert pressed(data) is None


def test_a_hash_of_no_button_stays_what_it_is() -> None:
    press = pressed(data_of(keyboard([Button(id="x" * 80, label="x")], MARK))[0])
    assert press is not None
    assert shown_id(press.id, [Button(id="other", label="o")]) == press.id
    assert pressed("m-1|who:0|more") == Press("who:0|more", "m-1")


@given(st.one_of(st.text(), st.integers(), st.none()))
def test_nothing_that_comes_back_stops_the_reader(data: object) -> None:
    assert pressed(data) is None or isinstance(pressed(data), Press)
