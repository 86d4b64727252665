"""Whatever a person types, the brain answers, in time, and its answer can be stored."""

from __future__ import annotations

import re
import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.brains.offline import OfflineBrain
from bot.brains.offline.normalise import fold, read
from bot.core.interpretation import Context, Interpretation
from bot.core.turn import Asks
from scaffolds import blocks
from scaffolds.operations import apply
from scaffolds.spec import AppSpec, Language, SpecError
from scaffolds.wish import Wish

BRAIN = OfflineBrain()
ASKS = st.sampled_from(("problem", "who", "goal", "keep", "choose", "name", "confirm", "predict", "clarify", "none"))
PIECES = (
    *("add", "remove", "make", "rename", "it", "the", "phone", "quiz", "green", "to", "max", "2", "a", "day", "6am", "call"),
    *("綠色", "加", "刪除", "電話", "每人", "最多", "两", "小时", "改做", "點", "和"),
    *(",", "，", "(", ")", "「", "」", "\n", ":", "/", "-", "、", "{{7*7}}", "<b>", "😀", "\x01", "\u200b"),
)
WORDS = st.lists(st.sampled_from(PIECES), max_size=14)
TEXTS = st.one_of(st.text(max_size=200), WORDS.map(" ".join), WORDS.map("".join))


@cache
def spec() -> AppSpec:
    draft = blocks.discover()["booking"].draft(Wish())
    return AppSpec(title="T", things=draft.things, screens=(draft.screen,), rules=draft.rules)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, asks=ASKS, language=st.sampled_from(("en", "zh-Hant", "zh-Hans")), built=st.booleans())
def test_any_text(text: str, asks: Asks, language: Language, built: bool) -> None:
    context = Context(
        language=language, tier="junior", stage="improve" if built else "discover", asks=asks, spec=spec() if built else None, said=(text,)
    )
    heard = BRAIN.understand(text, context)
    assert Interpretation.model_validate_json(heard.model_dump_json()) == heard
    try:
        apply(spec(), heard.operations)
    except SpecError as error:
        assert str(error)


def _printable(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", text)


@given(text=st.one_of(st.text(max_size=60), st.text(alphabet="aB '’\n\t\u3000\xa0\u2028ﬁ殺\u200b…²", max_size=30)))
def test_folding_without_places_is_the_same(text: str) -> None:
    assert fold(text) == read(text).folded


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=300))
def test_what_is_folded_can_be_found_again_as_typed(text: str) -> None:
    message = read(text)
    assert len(message.places) == len(message.folded)
    assert list(message.places) == sorted(message.places)
    assert message.as_typed() in _printable(text)
    assert fold(message.folded) == fold(fold(message.folded))


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "阿嫲",
        "add a phone field and ",
        "每人每天最多两小时，",
        "(",
        "one shower for 9 families. ",
        "\n",
        "名字、",
        "from 6am to ",
        "😀",
        "call it ",
    ],
)
def test_ten_thousand_characters_are_fast(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    for built in (False, True):
        context = Context(language="en", tier="junior", stage="improve", asks="none" if built else "keep", spec=spec() if built else None)
        BRAIN.understand("warm", context)
        begun = time.process_time()
        BRAIN.understand(text, context)
        assert time.process_time() - begun < 1


async def test_it_is_a_brain() -> None:
    heard = await BRAIN.interpret("ok", Context(language="en", tier="junior", stage="discover", asks="confirm"))
    assert heard.intent == "yes"
