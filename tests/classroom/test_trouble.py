"""When several of a class meet the same, and what helps them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prompts
from bot.core.classroom.progress import Event, Progress, Signal, Trouble, follow, signal
from bot.core.classroom.trouble import FEWEST, SHARE, Kind, kind_of, shared
from bot.core.turn import STAGES, Asks
from bot.dashboard.live_asking import LESSONS, lesson_of
from bot.dashboard.live_view import shared_words
from bot.locales import LANGUAGES, locale
from bot.services.classroom.nudge import LONGEST, unmarked
from tests.contract.test_prompts import NEVER, SIMPLIFIED_ONLY, TRADITIONAL_ONLY

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
TROUBLES = [one for one in get_args(Trouble) if one]
KINDS = [
    *[Kind(reason="error", of=one) for one in TROUBLES],
    *[Kind(reason="question", of=one) for one in get_args(Asks)],
    *[Kind(reason="stage", of=one) for one in (*STAGES, "recolour")],
    Kind(reason="failures"),
]


def test_the_same_error_is_the_same_whatever_it_was_about() -> None:
    found = set()
    for words in ("make it do colours", "put the thing on top"):
        progress = Progress()
        for minute in range(3):
            at = NOW + timedelta(minutes=minute)
            progress = follow(progress, Event(at=at, stage="improve", asks="none", trouble="unclear", words=words))
        now = signal(progress, NOW + timedelta(minutes=3))
        assert now is not None and now.reason == "error"
        found.add(kind_of(now, progress))
    assert found == {Kind(reason="error", of="unclear")}


def test_silence_is_no_trouble_for_a_lesson() -> None:
    assert kind_of(Signal(reason="idle", count=9, about="who"), Progress()) is None


@given(st.dictionaries(st.integers(0, 59).map(str), st.sampled_from([None, *KINDS[:4]])), st.integers(0, 60))
def test_only_what_enough_meet_is_shared(kinds: dict[str, Kind | None], more: int) -> None:
    of = len(kinds) + more
    found = shared(kinds, of)
    assert [len(one.learners) for one in found] == sorted((len(one.learners) for one in found), reverse=True)
    told = [learner for one in found for learner in one.learners]
    assert len(told) == len(set(told))
    for one in found:
        assert len(one.learners) >= max(FEWEST, SHARE * of)
        assert all(kinds[learner] == one.kind for learner in one.learners)
        assert len(one.learners) == sum(kind == one.kind for kind in kinds.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_kind_has_its_words_and_its_lesson(kind: Kind, language: prompts.Language) -> None:
    text = lesson_of(kind, language)
    assert text and len(text) <= LONGEST and text == unmarked(text), "it is sent as it is typed"
    assert "{" not in shared_words(kind, locale(language))


@pytest.mark.parametrize("name", prompts.names(LESSONS))
def test_a_lesson_holds_the_tone(name: str) -> None:
    prompt = prompts.load(name)
    texts = {language: prompt.render(language) for language in LANGUAGES}
    assert not NEVER.search("\n".join(texts.values()).replace("sampan.json", ""))  # a file's own name
    assert not [char for char in texts["zh-Hant"] if char in SIMPLIFIED_ONLY and char not in TRADITIONAL_ONLY]
    assert not [char for char in texts["zh-Hans"] if char in TRADITIONAL_ONLY and char not in SIMPLIFIED_ONLY]
    assert not re.search(r"[\u4e00-\u9fff][,?!:;]|“", texts["zh-Hant"])
