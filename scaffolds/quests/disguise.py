"""What an answer is dressed in when somebody begs for it in a poem, backwards, letter by letter, in full-width signs or in base64: taken off."""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata

from scaffolds.quests import twin
from scaffolds.quests.making import Quest

_CODED = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{16,}={0,2}")
_LAST_SIGN = re.compile(r" (?:===|!==|>=|<=|>|<) [^<>=]*\Z")


def undressed(text: str) -> str:
    """The text in plain signs, with what is coded in it decoded behind it."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", html.unescape(text)) if unicodedata.category(sign) != "Cf")
    return "\n".join([plain, *(_decoded(coded) for coded in _CODED.findall(plain))])


def _decoded(coded: str) -> str:
    try:
        return base64.b64decode(coded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def spelled(quest: Quest, text: str) -> bool:
    """Whether the condition stands in it, forwards or backwards, whatever is strewn between its letters; or its sign with what that compares."""
    close = squeezed(text)
    whole = squeezed(quest.condition)
    return whole in close or whole in close[::-1] or any(re.search(rf"{re.escape(end)}(?!\d)", close) for end in _ends(quest))


def _ends(quest: Quest) -> tuple[str, ...]:
    """`>=22`; none where it stands in the worked example as well."""
    found = _LAST_SIGN.search(quest.condition)
    end = squeezed(found[0]) if found else ""
    return (end,) if end and end not in squeezed(twin.twin(quest)) else ()


def squeezed(text: str) -> str:
    """Letters, figures and signs of comparing alone, all small."""
    return re.sub(r"[^\w<>=!().]|_", "", text).casefold()
