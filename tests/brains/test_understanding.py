"""The offline brain on sentences that we wrote: tables in `cases.toml`, three languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.brains.offline import OfflineBrain
from bot.brains.offline.language import tell
from bot.core.interpretation import Context
from bot.core.turn import Asks
from scaffolds.spec import Language

CASES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
BRAIN = OfflineBrain()


def context(asks: Asks = "problem", language: Language = "en", **more: Any) -> Context:
    return Context(language=language, tier="junior", stage="discover", asks=asks, **more)


def intents() -> Iterator[tuple[Language, Asks, str, str]]:
    for language, by_asks in CASES["intents"].items():
        for asks, by_intent in by_asks.items():
            yield from ((language, asks, intent, text) for intent, texts in by_intent.items() for text in texts)


@pytest.mark.parametrize(("language", "asks", "intent", "text"), tuple(intents()))
def test_intents(language: Language, asks: Asks, intent: str, text: str) -> None:
    assert BRAIN.understand(text, context(asks, language)).intent == intent


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in CASES["languages"].items() for text in texts])
def test_languages(kind: str, text: str) -> None:
    told = tell(text, "en")
    assert (told.language, told.foreign) == (kind if kind not in ("doubtful", "foreign") else None, kind == "foreign")


def test_doubtful_chinese_is_written_as_the_conversation_is() -> None:
    assert tell("我想要一本日子表", "zh-Hans").language == "zh-Hans"
    assert tell("我想要一本日子表", "zh-Hant").language == "zh-Hant"


@pytest.mark.parametrize(("text", "expected"), CASES["fields"].items())
def test_fields(text: str, expected: list[str]) -> None:
    found = BRAIN.understand(text, context("keep")).fields
    assert [f"{field.label}: {field.type}{'*' if field.private else ''}" for field in found] == expected
    assert len({field.name for field in found}) == len(found)
    assert all(field.choices for field in found if field.type == "choice")


@pytest.mark.parametrize("case", CASES["facts"], ids=lambda case: case["text"])
def test_facts(case: dict[str, Any]) -> None:
    heard = BRAIN.understand(case["text"], context())
    facts = heard.facts.model_dump()
    for key in ("resources", "items"):
        assert list(facts[key]) == case.get(key, list(facts[key]))
    for key in ("slot_minutes", "opens", "closes", "large_text"):
        assert facts[key] == case.get(key, facts[key] if key == "large_text" else None)
    assert [{key: one[key] for key in ("amount", "unit", "per")} for one in facts["limits"]] == case.get("limits", [])
    assert heard.person == case.get("person", heard.person)


def test_a_limit_keeps_the_sentence_that_asked_for_it() -> None:
    limit = BRAIN.understand("twice a day. max 1 per family", context("clarify")).facts.limits[0]
    assert (limit.amount, limit.unit, limit.per, limit.says) == (1, "times", "day", "max 1 per family")


def test_what_should_be_stopped_is_one_too_many() -> None:
    assert BRAIN.understand("twice a day", context("clarify")).facts.limits[0].amount == 1
    assert BRAIN.understand("2 a day for each family at most", context("clarify")).facts.limits[0].amount == 2


@pytest.mark.parametrize(("text", "expected"), CASES["titles"].items())
def test_titles(text: str, expected: str) -> None:
    assert (BRAIN.understand(text, context()).title or "") == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Shower Time", "Shower Time"), ("maybe Bookworm lol", "Bookworm"), ("不如叫快樂廚房啦", "快樂廚房"), ("banana", "banana")]
)
def test_an_answer_to_the_question_for_a_name_is_the_name(text: str, expected: str) -> None:
    heard = BRAIN.understand(text, context("name"))
    assert (heard.intent, heard.title) == ("name", expected)


@pytest.mark.parametrize(("text", "expected"), CASES["feelings"].items())
def test_feelings(text: str, expected: str) -> None:
    assert BRAIN.understand(text, context()).feeling == expected


@pytest.mark.parametrize("case", CASES["wishes"], ids=lambda case: case["text"])
def test_wishes(case: dict[str, Any]) -> None:
    heard = BRAIN.understand(case["text"], context("choose"))
    assert list(heard.wanted) == case.get("wanted", [])
    assert list(heard.unwanted) == case.get("unwanted", [])


@pytest.mark.parametrize(("text", "expected"), CASES["echoes"].items())
def test_echoes(text: str, expected: str) -> None:
    assert BRAIN.understand(text, context()).echo == expected


def test_an_echo_is_short_and_the_learners_own() -> None:
    text = (
        "so basically every day after school my friends and I stand in front of the music room, and then somebody says it is taken until six o'clock"
    )
    echo = BRAIN.understand(text, context()).echo
    assert echo in text and 0 < len(echo) <= 76
    assert f" {echo} " in f" {text.replace(',', ' ,')} "


def test_invisible_characters_do_not_hide_words() -> None:
    plain = BRAIN.understand("i want a library book list for our class", context())
    hidden = BRAIN.understand("i want a l\u200bib\u200brary b\u200book l\u200bist for our cl\u200bass", context())
    assert hidden.matches == plain.matches
    assert "l\u200bib\u200brary" in hidden.echo


def test_who_and_goal_in_passing() -> None:
    heard = BRAIN.understand("i want an app that shows free courts for my classmates", context())
    assert heard.who == "my classmates"
    assert heard.goal == "shows free courts for my classmates"
