"""What a learner said about times, in any language: at eight, 朝早八點, 晚上9点半; at night it should be silent; for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIGITS = {digit: n for n, digit in enumerate("零一二三四五六七八九十")} | {"兩": 2, "两": 2, "十一": 11, "十二": 12}
_ENGLISH = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(a\.?m\b|p\.?m\b|o'?clock)|\b([01]?\d|2[0-3]):([0-5]\d)\b", re.IGNORECASE)
_LATER_ON = re.compile(r"\s*(?:in the |at |this )?(?:evening|night|tonight|afternoon)", re.IGNORECASE)
_CHINESE = re.compile(
    r"(凌晨|清晨|朝早|早上|上午|朝|早|中午|晏晝|下午|傍晚|黃昏|黄昏|今晚|晚上|夜晚|晚)?(?:的)?\s*(\d{1,2}|十[一二]?|[一二兩两三四五六七八九])\s*(?:點|点)(?!鐘頭)\s*(半|[0-5]?\d\s*分)?"
)
_LATE = ("下午", "傍晚", "黃昏", "黄昏", "今晚", "晚上", "夜晚", "晚", "晏晝")
_NOT_AT_NIGHT = re.compile(
    r"(?:from|between)?\s*(\d{1,2}:\d{2})\s*(?:to|until|-|–|至|到)\s*(\d{1,2}:\d{2})\s*(?:is |be |保持)?(?:quiet|silent|安靜|安静)", re.IGNORECASE
)
_SNOOZE = re.compile(
    r"(?:snooze|again (?:in|after)|remind me in|wait)\D{0,12}(\d{1,3})\s*min|(?:過|过|隔)\s*(\d{1,3})\s*(?:分鐘|分钟)(?:後|后)?再", re.IGNORECASE
)
OWN = re.compile(
    r"\b(?:each (?:student|person|member|one|of us)|everyone(?:'s| has) (?:their )?own|their own|individual(?:ly)?|classmates|students)\b|每人|每個人|每个人|各自|自己設|自己设|同學|同学",
    re.IGNORECASE,
)
"""Several people with reminders of their own."""
CARED_FOR = re.compile(
    r"grand(?:ma|pa|mother|father|parents?)|\bgran(?:ny)?\b|\bnan(?:a)?\b|\b(?:mum|mom|dad|mother|father|aunt|uncle|elderly|patients?|residents?|dog|cat|pet|baby|family)\b"
    r"|嫲嫲|婆婆|公公|爺爺|爷爷|奶奶|外婆|外公|姥姥|姥爷|媽媽|妈妈|爸爸|長者|老人|長輩|长辈|病人|院友|全家|家人|一家|寵物|宠物|狗|貓|猫",
    re.IGNORECASE,
)
"""Somebody whom several people may look after, so that who did it matters."""


def clocks(text: str) -> tuple[str, ...]:
    """The times of day that were said, `HH:MM`, each once, in their order on the clock; at most eight."""
    return tuple(sorted({*_english(text), *_chinese(text)}))[:8]


def without_clocks(text: str) -> str:
    """What else was said."""
    later = re.compile(rf"(?:{_ENGLISH.pattern})(?:{_LATER_ON.pattern})?", re.IGNORECASE)
    return _CHINESE.sub(" ", later.sub(" ", text))


def _english(text: str) -> Iterator[str]:
    for found in _ENGLISH.finditer(text):
        if found[4]:
            yield f"{int(found[4]):02}:{found[5]}"
            continue
        hour, minute = int(found[1]), int(found[2] or 0)
        late = found[3].lower().startswith("p") or bool(_LATER_ON.match(text, found.end()))
        yield from _clock(_hour(hour, late), minute)


def _hour(hour: int, late: bool) -> int:
    """12 in the morning is midnight, 12 in the evening noon; what is beyond 12 is said as a clock shows it."""
    return hour if hour > 12 else hour % 12 + (12 if late else 0)


def _chinese(text: str) -> Iterator[str]:
    for found in _CHINESE.finditer(text):
        hour = int(found[2]) if found[2].isdecimal() else _DIGITS[found[2]]
        minute = 30 if found[3] == "半" else int(re.sub(r"\D", "", found[3] or "") or 0)
        yield from _clock(hour + 12 if found[1] in _LATE and hour < 12 else hour, minute)


def _clock(hour: int, minute: int) -> Iterator[str]:
    if hour < 24 and minute < 60:
        yield f"{hour:02}:{minute:02}"


def silent(text: str) -> tuple[str, str] | None:
    """From when to when it should be quiet, where that was said."""
    found = _NOT_AT_NIGHT.search(text)
    spans = [clocks(one) for one in (found[1], found[2])] if found else []
    return (spans[0][0], spans[1][0]) if spans and all(spans) else None


def snooze(text: str) -> int | None:
    """After how many minutes it should come again, where that was said."""
    found = _SNOOZE.search(text)
    minutes = int(found[1] or found[2]) if found else 0
    return minutes if 1 <= minutes <= 240 else None
