"""Which voice a language is spoken with. A voice has the name of its spoken language: `yue` is Cantonese, `cmn` is Putonghua."""

from __future__ import annotations

import re
from typing import Literal

from scaffolds.spec import Language

Voice = Literal["en", "yue", "cmn"]
VOICE_OF: dict[Language, Voice] = {"en": "en", "zh-Hant": "yue", "zh-Hans": "cmn"}
"""The voice of an app in this language, where nothing else was said."""

NAMES: dict[Language, dict[Voice, str]] = {
    "en": {"en": "English", "yue": "Cantonese", "cmn": "Putonghua"},
    "zh-Hant": {"yue": "廣東話", "cmn": "普通話", "en": "英文"},
    "zh-Hans": {"cmn": "普通话", "yue": "粤语", "en": "英语"},
}

_SPOKEN = {
    "yue": r"canton|yue|廣東話|广东话|粵語|粤语|白話|白话|港式中文",
    "cmn": r"putonghua|mandarin|普通話|普通话|國語|国语|華語|华语|chinese|中文",
    "en": r"english|英文|英語|英语",
    "ja": r"japan|日文|日語|日语|日本", "ko": r"korea|韓|韩", "fr": r"french|法文|法語|法语", "de": r"german|德文|德語|德语",
    "es": r"spanish|西班牙", "pt": r"portug|葡", "hi": r"hindi|印地|印度", "ur": r"urdu|烏爾都|乌尔都|巴基斯坦", "ne": r"nepal|尼泊爾|尼泊尔",
    "fil": r"tagalog|filipin|菲律賓|菲律宾|他加祿|他加禄", "id": r"indones|bahasa|印尼", "th": r"thai|泰", "vi": r"vietnam|越南", "pa": r"punjab|旁遮普",
}  # fmt: skip


def voice_named(word: str) -> str:
    """The voice of a language as people call it ('廣東話', 'Urdu'); empty where we don't know it."""
    return next((voice for voice, names in _SPOKEN.items() if re.search(names, word, re.IGNORECASE)), "")


def only_voice_said(words: str) -> Voice | Literal[""]:
    """The one of our three voices that somebody spoke of; empty where it was none or several."""
    found: list[Voice] = [voice for voice in NAMES["en"] if re.search(_SPOKEN[voice], words, re.IGNORECASE)]
    named = [voice for voice in found if voice != "cmn" or re.search(r"putonghua|mandarin|普通|國語|国语", words, re.IGNORECASE)]
    return named[0] if len(named) == 1 else ""
