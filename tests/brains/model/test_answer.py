"""The reader of answers believes nothing: any text is an answer of the form or none, and only what holds comes of it."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.brains.openai_compatible.answer import CHANGES, INTENTS, NOTE, TYPES, Answer, Op, WrongAnswerError, read, schema
from bot.brains.openai_compatible.merging import Speech, merged
from bot.brains.openai_compatible.stream import Reader, is_plain
from bot.core.interpretation import Interpretation
from scaffolds import blocks
from scaffolds.operations import apply
from scaffolds.spec import AppSpec
from tests.brains.model.scripted import GOOD, answer
from tests.brains.model.tutors import OFFLINE, TEXT, context, fits, shower

SPEC = shower()
Parts = dict[str, st.SearchStrategy[Any]]
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
IDS = (
    "bookings",
    "bookings.name",
    "book",
    "book.slot_minutes",
    "book.limit_per_person",
    "post",
    "board",
    "name",
    "resource",
    "nothing",
    "",
    "..",
    "book.opens",
)
VALUES = (
    "45",
    '"07:00"',
    "yes",
    "no",
    "large",
    "#112233",
    "en, zh-Hant",
    '{"amount":2,"unit":"times","per":"day"}',
    "a | b",
    "choice",
    "phone",
    "Wash",
    "[]",
    "{}",
    "NaN",
    "\x00",
    "",
)
FIELD: Parts = {"label": st.text(max_size=12), "type": st.sampled_from([*TYPES, "x"]), "private": JSON, "choices": JSON}
CHANGE: Parts = {
    "op": st.sampled_from([*get_args(Op), "x"]),
    "at": st.sampled_from(IDS),
    "value": st.sampled_from(VALUES) | st.text(max_size=10),
    "field": JSON | st.fixed_dictionaries({"label": st.text(max_size=12), "type": st.sampled_from(TYPES)}),
}
NEEDED: Parts = {"intent": st.sampled_from(INTENTS), "say": st.text(max_size=80) | st.just(str(GOOD["say"]))}
REST: Parts = {
    "question": JSON | st.fixed_dictionaries({"asks": st.sampled_from(["who", "goal", "x"]), "text": st.sampled_from(["Who?", "Who", "?", ""])}),
    "blocks": JSON | st.lists(st.fixed_dictionaries({"id": st.sampled_from([*blocks.discover(), "x"]), "sure": JSON}), max_size=5),
    "screens": JSON | st.lists(st.sampled_from([*blocks.discover(), "x"]), max_size=5),
    "who": JSON,
    "person": JSON,
    "goal": JSON,
    "title": JSON,
    "fields": JSON | st.lists(st.fixed_dictionaries(FIELD), max_size=5),
    "changes": JSON | st.lists(st.fixed_dictionaries(CHANGE), max_size=6),
    "note": JSON,
}
LIKELY: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(NEEDED, optional=REST)


def heard(given: Answer, spec: AppSpec | None) -> Interpretation:
    where = context(spec=spec, stage="improve" if spec else "discover", asks="none" if spec else "problem")
    return merged(OFFLINE.understand(TEXT, where), given, TEXT, where, Speech("en", fits, OFFLINE.language_of))


def holds(made: Interpretation) -> None:
    assert Interpretation.model_validate_json(made.model_dump_json()) == made
    apply(SPEC, made.operations)
    assert all(match.block in blocks.discover() for match in made.matches)
    assert all(id in blocks.discover() for id in made.wanted)
    assert is_plain(made.words.say)
    assert is_plain(made.words.question)
    assert fits(made.words.note, "en")
    assert len(made.words.note) <= NOTE


@settings(max_examples=120, deadline=None)
@given(given=LIKELY, built=st.booleans())
def test_only_what_holds_comes_of_an_answer(given: dict[str, Any], built: bool) -> None:
    try:
        found = read(json.dumps(given))
    except WrongAnswerError:
        return
    holds(heard(found, SPEC if built else None))


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200) | JSON.map(json.dumps) | st.text(alphabet='{}[]":,\\nsay', max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text)
    except WrongAnswerError as wrong:
        assert str(wrong)


@settings(max_examples=60, deadline=None)
@given(given=LIKELY, cuts=st.lists(st.integers(1, 60), min_size=1, max_size=12))
def test_what_is_shown_is_the_beginning_of_what_is_said(given: dict[str, Any], cuts: list[int]) -> None:
    """However an answer arrives, no more is shown than what stands at the end, and nothing that does not fit."""
    text = json.dumps(given, ensure_ascii=False)
    told: list[str] = []
    reader, place = Reader(told.append, lambda words: fits(words, "en")), 0
    while place < len(text):
        place += cuts[place % len(cuts)]
        reader.hear(text[:place])
    for one in told:
        assert is_plain(one)
        assert fits(one, "en")
    for before, after in pairwise(told):
        assert after.startswith(before)


@pytest.mark.parametrize(
    "text",
    [
        answer(),
        f"```json\n{answer()}\n```",
        f"Of course {{ }}!\n{answer()} Bye {{}}",
        f"<think>{{\"say\": 1}} hm</think>\n{answer()}",
        "\ufeff" + answer(),
        json.dumps(json.loads(answer()), indent=2),
    ],
)  # fmt: skip
def test_the_answer_is_found_in_what_is_around_it(text: str) -> None:
    assert read(text).say == GOOD["say"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("<think>for ever", "empty"),
        ("Hello", "no JSON object"),
        ("[]", "no JSON object"),
        ('{"say":"x"', "no JSON object"),
        ('{"say":"x"}', "intent must be one of"),
        ('{"intent":"empty","say":"x"}', "intent must be one of"),
        ('{"intent":"tell"}', "say must be a text"),
        ('{"intent":"tell","say":null}', "say must be a text"),
        ('{"intent":"tell","say":' + "[" * 5000 + "]" * 5000 + "}", "no JSON object"),
    ],
)
def test_what_is_wrong_is_said(text: str, wrong: str) -> None:
    with pytest.raises(WrongAnswerError, match=wrong):
        read(text)


def test_lists_are_cut_to_what_an_answer_may_hold() -> None:
    many = read(answer(changes=[{"op": "recolour", "value": "#112233"}] * 50, blocks=[{"id": "booking"}] * 9, note="n" * 900))
    assert (len(many.changes), len(many.blocks), len(many.note)) == (CHANGES, 3, NOTE)


def test_the_schema_is_of_the_strict_kind() -> None:
    """Every object is closed and requires all its keys; every text and list has an end."""

    def check(part: Any, lengths: bool) -> None:
        for one in part.get("anyOf", ()):
            check(one, lengths)
        if part.get("type") == "object":
            assert part["required"] == list(part["properties"])
            assert part["additionalProperties"] is False
            for inner in part["properties"].values():
                check(inner, lengths)
        if part.get("type") == "array":
            assert part["maxItems"]
            check(part["items"], lengths)
        if part.get("type") == "string" and "enum" not in part:
            assert ("maxLength" in part) is lengths

    check(schema(), True)
    check(schema(False), False)
    assert list(schema()["properties"]) == list(Answer.model_fields)
