"""Which language a message is in, where that can be told.

English is told by its small words, Chinese by its script. Traditional and simplified writing are told apart by the characters
that only one of them has (OpenCC's tables) and by the characters that only written Cantonese has.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

from bot.brains.offline.lexicon import plain_words
from bot.brains.offline.normalise import table
from scaffolds.spec import Language

_CANTONESE = frozenset("唔嘅喺冇咗嚟啲佢哋嘢咁乜俾畀攞揾搵睇瞓噉嗰咩啱嘥嬲嗌嘈揸搣孭掟嚿啩囉喎㗎嘞喇啫")
_WRITTEN_IN_BOTH = frozenset("群峰晒")
"""Which the tables call simplified, though Hong Kong writes them every day."""
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_LATIN_WORD = re.compile(r"[^\W\d_]+")
_ELSEWHERE = ("CYRILLIC", "ARABIC", "HEBREW", "DEVANAGARI", "BENGALI", "GURMUKHI", "TAMIL", "THAI", "HANGUL", "GREEK", "SINHALA", "MYANMAR",
              "KHMER", "LAO", "TELUGU", "KANNADA", "MALAYALAM", "GUJARATI", "GEORGIAN", "ARMENIAN", "ETHIOPIC", "TIBETAN", "MONGOLIAN")  # fmt: skip


@dataclass(frozen=True)
class Tongue:
    """`language` None and `foreign` false: short or doubtful."""

    language: Language | None = None
    foreign: bool = False


def tell(typed: str, usual: Language) -> Tongue:
    """The language of a message; `usual`, that of the conversation, decides between the two ways to write Chinese."""
    if _of_another_script(typed):
        return Tongue(foreign=True)
    words = [
        word.lower() for word in _LATIN_WORD.findall(re.sub(r"['’]", "", typed)) if word[0].isascii() or "LATIN" in unicodedata.name(word[0], "")
    ]
    han = len(_HAN.findall(typed))
    if han and han * 2 >= len(words):
        return Tongue(_chinese(typed, usual))
    return _latin(words)


def _of_another_script(typed: str) -> bool:
    letters = [char for char in typed if char.isalpha()]
    others = sum(1 for char in letters if not char.isascii() and _script(char) in _ELSEWHERE)
    kana = len(_KANA.findall(typed))
    return others * 2 > len(letters) or (kana >= 3 and kana * 4 >= len(letters))


@cache
def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


def _chinese(typed: str, usual: Language) -> Language | None:
    traditional, simple = _characters()
    count = Counter(char for char in typed if _HAN.match(char))
    for_hant = sum(n for char, n in count.items() if char in traditional or char in _CANTONESE) + typed.count("「")
    for_hans = sum(n for char, n in count.items() if char in simple)
    if for_hant != for_hans:
        return "zh-Hant" if for_hant > for_hans else "zh-Hans"
    return usual if usual != "en" else None


@cache
def _characters() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only traditional writing has, and those that only simplified writing has."""
    to_simple, to_traditional, forms = table("TSCharacters"), table("STCharacters"), table("HKVariants")
    ours = {form for made in forms.values() for form in made}
    traditional = {char for char, made in to_simple.items() if char not in made and char not in to_traditional}
    simple = {char for char, made in to_traditional.items() if char not in made and char not in to_simple and char not in ours} - _WRITTEN_IN_BOTH
    return frozenset(traditional), frozenset(simple)


def _latin(words: list[str]) -> Tongue:
    english = sum(word in plain_words("english") or word in plain_words("english_too") for word in words)
    other = sum(word in plain_words("foreign") or not word.isascii() for word in words)
    if len(words) >= 3 and other > english and other * 3 >= len(words):
        return Tongue(foreign=True)
    if (len(words) >= 3 and english >= 1 and english > other) or (len(words) == 2 and english == 2):
        return Tongue("en")
    return Tongue()
