"""What of a text is compared: stems of English words, Chinese characters and pairs of them, and the concepts behind both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache

from bot.brains.offline.lexicon import common, plain_words
from bot.brains.offline.normalise import fold

_LATIN = re.compile(r"[a-z]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ing", ""),
    ("edly", ""),
    ("ed", ""),
    ("ers", ""),
    ("er", ""),
    ("es", ""),
    ("ly", ""),
    ("s", ""),
    ("e", ""),
)
CONCEPT = "#"


@lru_cache(maxsize=4096)
def terms(text: str) -> tuple[str, ...]:
    """The terms of a text; a concept is a term that begins with `#`."""
    folded = fold(text)
    return (*_english(folded), *_chinese(folded), *_of_emoji(folded))


def english_words(text: str) -> list[str]:
    """The words of a text in Latin letters, folded."""
    return _LATIN.findall(fold(text))


def chinese_runs(text: str) -> list[str]:
    """Chinese characters in a row, folded, Cantonese written out."""
    return _HAN.findall(written_chinese(fold(text)))


def _english(folded: str) -> Iterator[str]:
    words = _LATIN.findall(folded)
    for word in words:
        if word not in plain_words("english") and len(word) > 1:
            yield stem(word)
    yield from _concepts_in(tuple(stem(word) for word in words))


def _concepts_in(stems: tuple[str, ...]) -> Iterator[str]:
    known = _english_concepts()
    place = 0
    while place < len(stems):
        for length in (4, 3, 2, 1):
            found = known.get(" ".join(stems[place : place + length]))
            if found and length <= len(stems) - place:
                yield from found
                place += length
                break
        else:
            place += 1


def _chinese(folded: str) -> Iterator[str]:
    written = written_chinese(folded)
    dull = _dull_characters()
    for run in _HAN.findall(written):
        for place, char in enumerate(run):
            if char not in dull:
                yield char
            pair = run[place : place + 2]
            if len(pair) == 2 and not (pair[0] in dull and pair[1] in dull):
                yield pair
    for found in _chinese_concept_pattern().findall(written):
        yield from _chinese_concepts()[found]


def written_chinese(folded: str) -> str:
    """Cantonese words replaced by written ones."""
    pattern, written = _cantonese()
    return pattern.sub(lambda found: written[found[0]], folded)


def _of_emoji(folded: str) -> Iterator[str]:
    known = _emoji_words()
    for char in folded:
        if char in known:
            yield from _english(known[char])


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A light stem: endings that English words take, where enough of the word is left."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word.endswith("ss")):
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == "e" else word


@cache
def _english_concepts() -> Mapping[str, tuple[str, ...]]:
    return _concepts(0, lambda words: " ".join(stem(word) for word in _LATIN.findall(words)))


@cache
def _chinese_concepts() -> Mapping[str, tuple[str, ...]]:
    return _concepts(1, fold)


def _concepts(side: int, made: Callable[[str], str]) -> Mapping[str, tuple[str, ...]]:
    """Words of one side of the table (0 English, 1 Chinese) and the concepts that they stand for."""
    found: dict[str, dict[str, None]] = {}
    for concept, words in common("concepts").items():
        for word in words.split("|")[side].split(","):
            found.setdefault(made(word.strip()), {})[CONCEPT + concept] = None
    return {word: tuple(concepts) for word, concepts in found.items() if word}


@cache
def _chinese_concept_pattern() -> re.Pattern[str]:
    return _longest_first(_chinese_concepts())


@cache
def _cantonese() -> tuple[re.Pattern[str], Mapping[str, str]]:
    written = {fold(word): fold(instead) for word, instead in common("cantonese")["written"].items()}
    return _longest_first(written), written


def _longest_first(words: Mapping[str, object]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def is_dull(char: str) -> bool:
    """A Chinese character that tells nothing by itself."""
    return char in _dull_characters()


@cache
def _dull_characters() -> frozenset[str]:
    return frozenset(fold(common("cantonese")["stop"]["characters"]))


@cache
def _emoji_words() -> Mapping[str, str]:
    return {char: words for chars, words in common("emoji")["words"].items() for char in fold(chars)}
