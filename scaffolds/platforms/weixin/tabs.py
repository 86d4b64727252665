"""What stands under the picture of a tab: a screen's name, or its beginning where WeChat would cut it anywhere. The top of the page says all of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from scaffolds.spec import AppSpec, Language, text_of

ROOM = 12
"""So many Latin letters fit, or half as many Chinese characters."""
_IN_BRACKETS = re.compile(r"[(（[【][^)）\]】]*[)）\]】]?")
_PART_ENDS = re.compile(r"[:：;；,，、。|/／–—·]|\s-\s|[!！?？](?=\s)")
_JOINERS = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "my", "of", "on", "or", "our", "the", "to", "with", "your", "&", "+"])
"""Words that say that something follows: a name does not end in one."""
_CHINESE_JOINERS = "的和與与及跟或"
_ZERO_WIDTH_JOINER = "\u200d"


def names(spec: AppSpec, language: Language) -> list[str]:
    """Of all screens in their order, in one language. Where the beginnings of two are the same, both stand whole."""
    whole = [text_of(screen.label, language) for screen in spec.screens]
    short = [shortened(name) for name in whole]
    return [one if short.count(one) == 1 else name for one, name in zip(short, whole, strict=True)]


def labels(spec: AppSpec) -> list[str | dict[str, str]]:
    """The same as the app holds them: a name once where it is the same in all languages."""
    of_each = [dict(zip(spec.languages, same, strict=True)) for same in zip(*(names(spec, one) for one in spec.languages), strict=True)]
    return [next(iter(one.values())) if len(set(one.values())) == 1 else {str(key): name for key, name in one.items()} for one in of_each]


def shortened(name: str) -> str:
    """The first that fits: the whole name, without brackets, its first part; else its first words, or as many characters as fit, and `…`."""
    plain = _IN_BRACKETS.sub(" ", name).strip() or name
    part = _PART_ENDS.split(plain)[0].strip() or plain
    whole = next((one for one in (name, plain, part) if _width(one) <= ROOM), "")
    return whole or (_first_words(part) or _first_signs(part)) + "…"


def _first_words(part: str) -> str:
    words = part.split()
    while words and (_width(" ".join(words)) >= ROOM or words[-1].lower() in _JOINERS):
        words.pop()
    return " ".join(words)


def _first_signs(part: str) -> str:
    found = ""
    for sign in _signs(part):
        if _width(found + sign) > ROOM - 2:
            break
        found += sign
    return found.rstrip(_CHINESE_JOINERS) or found


def _width(words: str) -> int:
    """In Latin letters; an emoji of several characters is as wide as one."""
    return sum(2 if unicodedata.east_asian_width(sign[0]) in "WF" or _is_of_flag(sign[0]) else 1 for sign in _signs(words))


def _signs(words: str) -> Iterator[str]:
    """What a reader takes for one character: an emoji with its colour, a family, a flag, a letter with its accent."""
    sign = ""
    for character in words:
        if sign and not _belongs(sign, character):
            yield sign
            sign = ""
        sign += character
    if sign:
        yield sign


def _belongs(sign: str, character: str) -> bool:
    flag = _is_of_flag(character) and _is_of_flag(sign)
    colour = "\U0001f3fb" <= character <= "\U0001f3ff"
    joined = sign[-1] == _ZERO_WIDTH_JOINER or unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf")
    return flag or colour or joined


def _is_of_flag(sign: str) -> bool:
    return len(sign) == 1 and "\U0001f1e6" <= sign <= "\U0001f1ff"
