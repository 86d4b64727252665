"""Sentences about an app of any block: its options and rules, by the words for them or by the block's own reading of a wish."""

from __future__ import annotations

import pytest

from scaffolds import operations
from scaffolds.spec import Language
from tests.brains.test_edits import app, heard, short

SET: list[tuple[Language, str, str, str]] = [
    ("en", "poll", "make it multiple choice", "set_option poll many True"),
    ("en", "poll", "single choice please", "set_option poll many False"),
    ("en", "poll", "show the results after it closes", "set_option poll results after_closing"),
    ("en", "poll", "let people add their own options", "set_option poll own_choices True"),
    ("en", "queue", "only I can call the next number", "set_option queue called_by owner"),
    ("en", "queue", "let anyone call the next number", "set_option queue called_by everyone"),
    ("en", "queue", "two counters", "set_option queue counters 2"),
    ("en", "board", "make it anonymous", "set_option board anonymous True"),
    ("en", "board", "no replies please", "set_option board replies False"),
    ("en", "communicator", "one switch scanning", "set_option talk one_switch True"),
    ("en", "reminder", "snooze 5 minutes", "set_option remind later_minutes 5"),
    ("en", "points", "the goal is 200 points", "set_rule points shared_goal {'amount': 200}"),
    ("zh-Hant", "poll", "可以揀多過一個", "set_option poll many True"),
    ("zh-Hant", "poll", "截止之後先公佈結果", "set_option poll results after_closing"),
    ("zh-Hant", "queue", "只有我可以叫下一個", "set_option queue called_by owner"),
    ("zh-Hant", "queue", "開兩個櫃位", "set_option queue counters 2"),
    ("zh-Hant", "board", "改做匿名", "set_option board anonymous True"),
    ("zh-Hans", "poll", "可以多选", "set_option poll many True"),
    ("zh-Hans", "queue", "只有我能叫下一个号", "set_option queue called_by owner"),
    ("zh-Hans", "board", "匿名发帖", "set_option board anonymous True"),
]


@pytest.mark.parametrize(("language", "block", "text", "done"), SET, ids=[text for _, _, text, _ in SET])
def test_an_option_is_set(language: Language, block: str, text: str, done: str) -> None:
    spec = app(language, block)
    found = heard(text, language, spec)
    assert (found.intent, [short(one) for one in found.operations], found.unclear) == ("edit", [done], ())
    operations.apply(spec, found.operations)


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [("en", "the goal is 10000 steps", 10000), ("en", "my goal is at most 5 a day", 5), ("zh-Hant", "目標是每晚睡八小時", 8)],
)
def test_a_goal_is_set(language: Language, text: str, amount: int) -> None:
    spec = app(language, "tracker")
    changed = operations.apply(spec, heard(text, language, spec).operations)
    assert [rule.options["amount"] for rule in changed.rules if rule.kind == "goal"] == [amount]


@pytest.mark.parametrize("text", ["my friend said two can share", "the first one gets it", "why is it so slow", "it looks nice"])
@pytest.mark.parametrize("block", ["queue", "poll", "tracker", "reminder", "board"])
def test_what_sets_nothing_changes_nothing(block: str, text: str) -> None:
    assert heard(text, "en", app("en", block)).operations == ()


@pytest.mark.parametrize("text", ["don't make it multiple choice", "stop snoozing 5 minutes"])
def test_a_refusal_is_not_taken_for_a_wish(text: str) -> None:
    spec = app("en", "poll", "reminder")
    assert not any(getattr(one, "value", None) in (True, 5) for one in heard(text, "en", spec).operations)


def test_a_guess_is_no_setting() -> None:
    assert heard("several people choose more than one", "en", app("en", "poll"), asks="predict").operations == ()
    assert heard("people choose more than one", "en", app("en", "poll")).operations != ()
