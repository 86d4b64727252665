"""Sentences about an app of any block: its options and rules, by the words for them or by the block's own reading of a wish."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.core.interpretation import Interpretation
from scaffolds import blocks, operations
from scaffolds.operations import ChangeField, SetOption, SetRule
from scaffolds.spec import AppSpec, Language
from tests.brains.test_edits import app, heard, short

SAID: dict[str, dict[str, list[str]]] = tomllib.loads((Path(__file__).parent / "settings.toml").read_text(encoding="utf-8"))
LANGUAGES: tuple[Language, ...] = ("en", "en", "zh-Hant", "zh-Hant", "zh-Hans", "zh-Hans")
NOT_A_SENTENCE = {
    "measures": "by a table of amounts", "slot_minutes_of": "by the name of what is booked, see test_edits", "by": "by the field that tells lines apart", "status": "by its field",
    "questions": "with their answers, on the page", "inputs": "by a formula", "results": "by a formula", "examples": "by numbers", "guides": "whole guides", "question": "with what each answer leads to",
    "calls": "a phone number is personal", "scenes": "a whole story", "kinds": "with examples", "about": "the learner's goal", "actuators": "by the board's pins", "tiles": "an address",
    "tiles_by": "beside an address", "value": "a field's name", "counts": "by the other screens", "counts_for": "by the other screens", "pairs": "by a second photo field", "ways": "with the opening",
}  # fmt: skip
"""Options that no one sentence sets, and why."""

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


def said() -> Iterator[tuple[str, str, Language, str]]:
    yield from (
        (block, key, language, text)
        for block, keys in SAID.items()
        for key, texts in keys.items()
        for language, text in zip(LANGUAGES, texts, strict=True)
    )


def does(key: str, found: Interpretation, spec: AppSpec) -> bool:
    """The app after the edit has the option, or the rule, that the key of the table names, and a validated operation put it there."""
    after = operations.apply(spec, found.operations)
    name, is_option, value = key.partition("=")
    if not is_option or " " in name:
        kind, _, options = key.partition(" ")
        made = [one.options for one in found.operations if isinstance(one, SetRule) and one.kind == kind]
        kept = [rule.options for rule in after.rules if rule.kind == kind]
        return bool(made) and any(all(json.loads(json.dumps(rule.get(at))) == want for at, want in json.loads(options).items()) for rule in kept)
    screen = after.screens[0]
    now = blocks.of(screen).options.model_validate(screen.options).model_dump(mode="json")[name]
    return any(isinstance(one, SetOption) and one.option == name for one in found.operations) and _holds(now, json.loads(value))


def _holds(now: Any, wanted: Any) -> bool:
    """Lists of words hold what was added to them; of a line with more than words, what was said."""
    if isinstance(wanted, list) and wanted and isinstance(wanted[0], dict):
        return any(all(one[key] == value for key, value in wanted[0].items()) for one in now)
    if isinstance(wanted, list) and not set(wanted) & {"mon", "sat"}:
        return {one.casefold() for one in wanted} <= {one.casefold() for one in now}
    return bool(now == wanted)


@pytest.mark.parametrize(("block", "key", "language", "text"), tuple(said()))
def test_whatever_a_block_can_do_can_be_said(block: str, key: str, language: Language, text: str) -> None:
    spec = app(language, block)
    found = heard(text, language, spec)
    assert (found.intent, found.wanted, found.unclear) == ("edit", (), ())
    assert all(isinstance(one, SetOption | SetRule | ChangeField) for one in found.operations)
    assert does(key, found, spec)


@pytest.mark.parametrize("block", sorted(blocks.discover()))
def test_no_option_is_without_words(block: str) -> None:
    """A new option is said in `settings.toml`, or it is told here why it is not."""
    made = blocks.discover()[block]
    spoken = {key.partition("=")[0].partition(" ")[0] for key in SAID.get(block, {})}
    own = {name for name in made.options.model_fields if not name.endswith(("_thing", "_screen")) and name not in NOT_A_SENTENCE}
    assert own | set(made.rules) <= spoken


@pytest.mark.parametrize(
    ("block", "language", "text"),
    [("poll", "en", "don't make it multiple choice"), ("poll", "zh-Hant", "唔好改做多選"), ("poll", "zh-Hans", "不要改成多选"), ("board", "en", "never make it anonymous"),
     ("points", "en", "please no leaderboard"), ("communicator", "zh-Hant", "唔好講廣東話"), ("quiz", "zh-Hans", "不要用普通话读题目")],
)  # fmt: skip
def test_what_is_refused_is_not_set(block: str, language: Language, text: str) -> None:
    values = [getattr(one, "value", None) for one in heard(text, language, app(language, block)).operations]
    assert not {True, "yue", "cmn"} & {value for value in values if isinstance(value, str | bool)}


@pytest.mark.parametrize("block", sorted(blocks.discover()))
@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "my sister asked me yesterday if it was hard to make"), ("en", "my teacher liked the app a lot"), ("zh-Hant", "我婆婆今日試咗話幾好用"), ("zh-Hans", "我同桌昨天也想做一个"),
     ("en", "haha it looks so good on my phone"), ("zh-Hant", "聽日會俾同學睇下"), ("zh-Hans", "妈妈问这个是怎么做出来的")],
)  # fmt: skip
def test_a_remark_sets_nothing(block: str, language: Language, text: str) -> None:
    assert heard(text, language, app(language, block)).operations == ()
