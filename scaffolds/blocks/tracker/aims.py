"""Goals that people name in a sentence: 'at least 8 hours', '每日飲八杯水', '不超过两小时'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Sense = Literal["at_least", "at_most", "between"]

_DIGITS = {"一": 1, "二": 2, "兩": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_NAMES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12}
_NAMES |= {"fifteen": 15, "twenty": 20, "thirty": 30}
_N = r"(\d{1,7}(?:\.\d+)?|[一二兩两三四五六七八九]?十[一二三四五六七八九]?|[一二兩两三四五六七八九]|\b(?:" + "|".join(_NAMES) + r")\b)"
_BETWEEN = re.compile(rf"(?:between|from)?\s*{_N}\s*(?:and|to|-|–|至|到)\s*{_N}", re.IGNORECASE)
_SENSES: tuple[tuple[Sense, re.Pattern[str]], ...] = (
    (
        "at_most",
        re.compile(
            rf"(?:at most|no more than|not more than|less than|under|below|max(?:imum)?(?: of)?|最多|唔好多過|唔可以多過|不多於|不超過|不超过|少於|少于|低於|低于|以內)\s*{_N}",
            re.IGNORECASE,
        ),
    ),
    (
        "at_least",
        re.compile(
            rf"(?:at least|more than|over|minimum(?: of)?|reach|goal (?:is|of)|最少|至少|起碼|多過|多於|多于|超過|超过|達到|达到|目標)\s*{_N}",
            re.IGNORECASE,
        ),
    ),
)
_UNITS = r"glass(?:es)?|cups?|hours?|hrs?|minutes?|mins?|pages?|steps?|kwh|litres?|liters?|杯|小時|小时|個鐘|个小时|分鐘|分钟|頁|页|步|度|公升|升"
_PLAIN = re.compile(rf"{_N}\s*(?:個|个)?\s*({_UNITS})", re.IGNORECASE)
_HOURS = re.compile(r"^\s*(?:個|个)?\s*(?:hours?|hrs?|小時|小时|鐘|个小时)", re.IGNORECASE)


@dataclass(frozen=True)
class Aim:
    """A goal as it was said; `says` is its sentence, as typed."""

    sense: Sense
    amount: float
    upto: float | None
    says: str


def aim_in(text: str, usual: str | None, unit: str) -> Aim | None:
    """The first goal that a text names. A plain number counts only with its unit (`eight glasses`), and only where the `usual` sense is known."""
    for sentence in filter(None, map(str.strip, re.split(r"[.!?。！？\n;；](?!\d)", text))):
        if found := _aim(sentence, usual, unit):
            return found
    return None


def _aim(sentence: str, usual: str | None, unit: str) -> Aim | None:
    says = sentence[:300]
    for sense, pattern in _SENSES:
        if match := pattern.search(sentence):
            return Aim(sense, _in_unit(match[1], sentence[match.end() :], unit), None, says)
    if usual and (match := _BETWEEN.search(sentence)) and _PLAIN.match(sentence[match.start(2) :]):
        low, high = (_in_unit(match[n], sentence[match.end() :], unit) for n in (1, 2))
        return Aim("between", low, high, says) if low < high else None
    if usual and (match := _PLAIN.search(sentence)):
        return Aim("at_most" if usual == "at_most" else "at_least", _in_unit(match[1], sentence[match.end(1) :], unit), None, says)
    return None


def _in_unit(word: str, after: str, unit: str) -> float:
    """Hours that were said of something kept in minutes are turned into them."""
    minutes = unit in ("min", "分鐘", "分钟") and _HOURS.match(after)
    return _number(word) * (60 if minutes else 1)


def _number(word: str) -> float:
    if word[0].isdigit():
        return float(word)
    if word.lower() in _NAMES:
        return _NAMES[word.lower()]
    tens, ten, ones = word.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
