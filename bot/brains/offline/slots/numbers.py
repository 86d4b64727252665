"""Numbers, units and lengths of time, in figures and in words of three languages."""

from __future__ import annotations

import re

_WORDS = {
    word: value
    for value, words in enumerate(
        ("zero", "one once a an", "two twice couple", "three thrice", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
    for word in words.split()
} | {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty five": 45, "fifty": 50, "sixty": 60, "ninety": 90}
_HAN = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2, "〇": 0, "廿": 20}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_HAN_NUMBER = "[零〇一二两三四五六七八九十廿百千万]+"
_LATIN = "|".join(sorted(_WORDS, key=len, reverse=True))

NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d{{1,4}}万|\d{{1,6}}(?:\.\d+)?|\b(?:{_LATIN})\b|{_HAN_NUMBER})"
UNIT = (
    r"(?:times?|hours?|hrs?|h\b|minutes?|mins?|bookings?|slots?|turns?|sessions?|visits?|items?|books?|posts?|entries|entry|votes?|"
    r"个?半?小时|个半?钟头?|钟头|分钟|节|次|场|个时段|时段|格|本|件|条|个|篇|票|份|位)"
)
DURATION = (
    rf"(?:half an hour|half hour|an hour and a half|one and a half hours?|quarter of an hour|"
    rf"(?:\d{{1,3}}(?:\.\d)?|\b(?:{_LATIN})\b) ?-?(?:and a half )?(?:minutes?|mins?|hours?|hrs?|hr|h|m)\b(?: ?\d{{1,2}} ?(?:minutes?|mins?|m)\b)?|"
    rf"半个?(?:小时|钟头?)|(?:\d{{1,3}}(?:\.\d)?|{_HAN_NUMBER})?个半?(?:小时|钟头?)|(?:\d{{1,3}}(?:\.\d)?|{_HAN_NUMBER})(?:小时|钟头|分钟|分))"
)
_QUICK = {"half an hour": 30, "half hour": 30, "an hour and a half": 90, "quarter of an hour": 15}
_A_NUMBER = re.compile(NUMBER)


def value(text: str) -> float | None:
    """The number that a text begins with, in figures or words; None where there is none."""
    found = _A_NUMBER.search(text)
    if found is None:
        return None
    word = found[0]
    if word[0].isdigit():
        return float(word.rstrip("万").replace(",", "")) * (10_000 if word.endswith("万") else 1)
    return float(_WORDS[word]) if word in _WORDS else float(_han(word))


def _han(word: str) -> int:
    """'四十五' is 45, '十' 10, '一百二十' 120, '一万' 10,000."""
    before, _, after = word.rpartition("万")
    total, digit = (_han(before) or 1) * 10_000 if "万" in word else 0, 0
    for char in after:
        if char in _PLACES:
            total, digit = total + (digit or 1) * _PLACES[char], 0
        else:
            digit = _HAN.get(char, 0)
    return total + digit


def minutes(duration: str) -> int | None:
    """A length of time in minutes; None where it is no time at all or longer than a day."""
    text = duration.strip()
    found = _QUICK.get(text) or round(_halves(text) + (_last_minutes(text) if _in_hours(text) else 0))
    return found if 1 <= found <= 1440 else None


def _halves(text: str) -> float:
    size = 60 if _in_hours(text) else 1
    if text.startswith("半"):
        return size / 2
    whole = value(text) if not text.startswith("个") else 1.0
    return ((whole or 0) + (0.5 if "半" in text or "and a half" in text else 0)) * size


def _in_hours(text: str) -> bool:
    return bool(re.search(r"hour|hr|\dh|\bh\b|\d h\b|小时|钟", text)) and not re.search(r"^[^小]*分钟", text)


def _last_minutes(text: str) -> float:
    """The '30' of '1 hour 30 min'."""
    found = re.search(r"h\D*?(\d{1,2}) ?(?:minutes?|mins?|m)\b", text)
    return float(found[1]) if found else 0.0
