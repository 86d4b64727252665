"""What may be said to a child: sentences of a good tutor pass, and what pretends, promises, leads away or speaks to the program does not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prompts
from bot.core import outgoing
from bot.services import guard
from scaffolds.spec import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "data" / "outgoing.toml").read_text(encoding="utf-8"))
GOOD: dict[Language, str] = DATA["good"]
BAD: dict[Language, dict[str, str]] = DATA["bad"]
NAMES: dict[Language, str] = DATA["names"]


def lines(text: str) -> list[str]:
    return [one for one in text.splitlines() if one]


def why(text: str, language: Language) -> str:
    return outgoing.unfit(text, language, guard.outgoing_rules())


def bad(language: Language) -> list[tuple[str, str]]:
    return [(name, line) for name, text in BAD[language].items() for line in lines(text)]


def test_what_a_good_tutor_says_passes() -> None:
    said = [(one, language) for language in LANGUAGES for one in lines(GOOD[language])]
    refused = {one: found for one, language in said if (found := why(one, language))}
    assert len(said) >= 100
    assert len(refused) <= 0.02 * len(said), refused


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_not_be_said_is_refused_for_its_reason(language: Language) -> None:
    said = bad(language)
    other = {line: why(line, language) for name, line in said if why(line, language) != name}
    assert len(said) >= 40
    assert not other
    assert not any(guard.fit_to_say(line, language) for _, line in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_labels_pass(language: Language) -> None:
    assert not {one: found for one in lines(NAMES[language]) if (found := why(one, language))}


def branches(name: str, language: Language) -> Iterator[str]:
    """Each line of a tutor's text, of whichever branch, with a word of the language where a value goes; and its buttons."""
    body = (prompts.ROOT / f"{name}.md.j2").read_text(encoding="utf-8").split("+++", 2)[2]
    parts = re.split(r"^\[(\S+?)(?: \d)?\]$", body, flags=re.M)[1:]
    for tag, text in zip(parts[::2], parts[1::2], strict=True):
        if tag == language:
            plain = re.sub(r"\{\{.*?\}\}(?=\s*[}\n]|[^}])", {"en": "milk", "zh-Hant": "牛奶", "zh-Hans": "牛奶"}[language], text)
            yield from re.sub(r"\{%.*?%\}", "\n", plain).splitlines()
    yield from (label for _, label in prompts.load(name).labels(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_the_tutor_says_by_itself_passes(language: Language) -> None:
    said = [one.strip() for name in prompts.names("tutor") for one in branches(name, language) if one.strip()]
    assert len(said) > 150
    ours = frozenset({"@milk"})  # a group's members call the bot by its name
    assert not {one: found for one in said if (found := outgoing.unfit(one, language, guard.outgoing_rules(), ours))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_fixed_words_pass(language: Language) -> None:
    """Whom to turn to, with their numbers, and the kind line."""
    people = guard.people(language).text.split("\n\n")[0]  # what follows names another's site
    assert not why(people, language)
    assert not why(guard.kind_word(language), language)


OURS = frozenset({"sampan.app", "sampan.app:8000", "localhost:8000"})


@pytest.mark.parametrize("text", ["Try it: https://sampan.app/t/abc", "http://localhost:8000/t/1 is the link.", "See sampan.app for it."])
def test_links_lead_to_our_own_hosts(text: str) -> None:
    assert guard.fit_to_say(text, "en", OURS)
    assert not guard.fit_to_say(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "https://sampan.app.evil.com/t",
        "https://sampan.app@evil.com/t",
        "https://evil.com/sampan.app",
        "https://sampan.app\\@evil.com",
        "ｈｔｔｐｓ：／／ｅｖｉｌ．ｃｏｍ",
        "ftp://sampan.app/a",
        "javascript:alert(1)",
        "See evil。com for more.",
        "https://sampan.app。evil.com/",
        "sampan.app.evil.com",
        "Go to 203.0.113.7 now.",
    ],
)
def test_links_lead_nowhere_else(text: str) -> None:
    assert outgoing.unfit(text, "en", guard.outgoing_rules(), OURS) == "link"


@pytest.mark.parametrize(
    "text", ["app.py and README.md are in the zip.", "It is 3.5 km/h or so.", "Yes. No. Maybe.", "From 9.30 to 10.15.", "Version 1.2.3 and/or 2.0."]
)
def test_what_only_looks_like_a_link_passes(text: str) -> None:
    assert why(text, "en") == ""


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\u200b", "\u2066", "\ufeff", "\U000e0041", "\ud800", "\ue000", "\u0301\u0301\u0301"])
def test_signs_that_hide_something_are_refused(sign: str) -> None:
    assert why(f"Who would use{sign} it?", "en") == "signs"


def test_a_letter_of_another_alphabet_in_a_word_is_refused() -> None:
    assert why("Your pаssword list is ready.", "en") == "signs"


@pytest.mark.parametrize("text", ["A family 👨‍👩‍👧 of three.", "Done ✔️ and 1️⃣ first.", "One line\nand another.", "Café, naïve, 20 °C, 5 µm"])
def test_emoji_and_accents_pass(text: str) -> None:
    assert why(text, "en") == ""


def test_what_is_quoted_may_be_in_another_language() -> None:
    assert why("「I want water」，我記下了。", "zh-Hant") == ""
    assert why("“想飲水” is what the button says.", "en") == ""


def test_a_text_has_a_greatest_length() -> None:
    limit = guard.outgoing_rules().longest
    rows = [f"Row {n} is for family {n * 7}." for n in range(limit)]
    text = " ".join(rows)
    assert why(text[: limit + 1], "en") == "length"
    assert why(text[:limit], "en") == ""


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_any_text_gets_an_answer(text: str, language: Language) -> None:
    assert guard.fit_to_say(text, language) is (why(text, language) == "")
