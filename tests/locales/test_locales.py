"""The fixed sentences and the words that bring a learner back."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

import bot
from bot.locales import LANGUAGES, locale, preferred
from bot.locales.words import LENGTH, PICTURES, SIZE, as_pictures, as_words, colours, number_of, pictures, read
from scaffolds.spec import Language

PLACE = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there_with_the_same_places(language: Language) -> None:
    ours, english = locale(language).sentences, locale("en").sentences
    assert ours.keys() == english.keys()
    assert {key: set(PLACE.findall(ours[key])) for key in ours} == {key: set(PLACE.findall(english[key])) for key in english}


def test_every_sentence_is_said_somewhere() -> None:
    """A key that no page asks for is a sentence that nobody keeps right."""
    files = [path for path in Path(str(bot.__file__)).parent.rglob("*") if path.suffix in (".py", ".html")]
    said = "\n".join(path.read_text(encoding="utf-8") for path in files)
    begun = tuple(re.findall(r'"([a-z_]+\.[a-z_]*)"(?: ~|, row\.)|f["\']([a-z_]+\.[a-z_]*)\{', said))
    built = ("language.", *{one for pair in begun for one in pair if one})  # the rest of these is in a variable
    assert [key for key in locale("en").sentences if f'"{key}"' not in said and not key.startswith(built)] == []


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_chinese_uses_full_width_signs(language: Language) -> None:
    half = re.compile(r"[\u4e00-\u9fff][,.?!:;()]|[,?!:;()][\u4e00-\u9fff]")
    assert [sentence for sentence in locale(language).sentences.values() if half.search(sentence)] == []


def test_simplified_holds_no_traditional_sentence() -> None:
    assert [key for key, sentence in locale("zh-Hans").sentences.items() if re.search(r"[這個們說請還裏為麼檔]", sentence)] == []


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("zh-TW", "zh-Hant"),
        ("yue", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("en-US,zh;q=0.9", "en"),
        ("fr,zh-HK;q=0.2,en;q=0.1", "zh-Hant"),
        ("*", "en"),
    ],
)
def test_the_language_a_browser_asks_for(asked: str, language: Language) -> None:
    assert preferred(asked) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_worth_27_bits(language: Language) -> None:
    words = as_words(tuple(range(SIZE)), language)
    assert len(set(words)) == SIZE
    assert math.log2(SIZE**LENGTH) >= 27


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_read_back(language: Language) -> None:
    for number in range(SIZE):
        assert read(as_words((number,), language)[0])[0] == (number,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_tell_apart(language: Language) -> None:
    shown = [(one.colour, one.emoji) for one in as_pictures(tuple(range(SIZE)), language)]
    assert len(set(shown)) == SIZE == len(colours(language)) * PICTURES
    assert len({name for _, name in pictures(language)}) == PICTURES
    assert number_of(*divmod(300, PICTURES)) == 300


@pytest.mark.parametrize(
    "typed", ["Apple, BANANA  basil", "ＡＰＰＬＥ banana/basil", "1. apple 2. banana 3. basil", "蘋果香蕉芒果", "苹果、香蕉 芒果。"]
)
def test_words_are_read_however_they_are_typed(typed: str) -> None:
    assert len(read(typed)[0]) == LENGTH
