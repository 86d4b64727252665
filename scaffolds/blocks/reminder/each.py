"""Several reminders said in one breath, each with its own times: 'water at 7:30 every day, clean the cage on Saturday at 10'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scaffolds.blocks.reminder.options import Starter
from scaffolds.blocks.reminder.said import clocks, without_clocks

_COMMAS = r"[,;\n，、；。]|\.(?:\s|$)"
_WAYS_APART = (re.compile(rf"{_COMMAS}|\band\b", re.IGNORECASE), re.compile(_COMMAS))
"""'Pills at 8:00 and vitamins at 9:00' are two; 'brush and floss at 9:00' is one, so that is tried where the first way leaves a part without a time."""
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = re.compile(
    r"\b(?:on |every |each )?(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?s?\b|(?:逢|每)?(?:週|周|星期|禮拜|礼拜)([一二三四五六日天])",
    re.IGNORECASE,
)
_WORKDAYS = re.compile(r"\b(?:on |every |each )?(?:weekdays?|school ?days?|working days?)\b|(?:平日|上學日|上学日|工作日|返學日)", re.IGNORECASE)
_HOURS = re.compile(
    r"\bevery (\d{1,2}|two|three|four|six|eight) hours?\b|每(?:隔)?\s*(\d{1,2}|[兩两二三四六八])\s*(?:個|个)?(?:小時|小时|鐘頭|钟头|鐘|钟)",
    re.IGNORECASE,
)
_NUMBER = {"two": 2, "three": 3, "four": 4, "six": 6, "eight": 8, "兩": 2, "两": 2, "二": 2, "三": 3, "四": 4, "六": 6, "八": 8}
_FROM_TO = re.compile(
    r"(?:from|between|由|從|从)?\s*\b(\d{1,2})(?::([0-5]\d))?\s*(?:to|until|till|and|-|–|至|到)\s*(\d{1,2})(?::([0-5]\d))?\b", re.IGNORECASE
)
_EVERY_DAY = re.compile(
    r"\b(?:every ?|each )(?:day|morning|evening|night|afternoon)\b|\bdaily\b|\bin the (?:morning|evening|afternoon)\b|\bat night\b|每天|每日|每晚|日日|天天",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:at )?(1?\d) (?:in the (morning|afternoon|evening)|at (night))\b|\bat ([01]?\d|2[0-3])(?![:.]?\d)\b", re.IGNORECASE)
_EDGES = re.compile(
    r"^(?:(?:(?:the|to|at|on|and|then|every)\b|就|要|記得|记得|提我|提醒我|和|同|及)\s*)+|(?:\s*\b(?:the|to|at|on|and|every|for)|和|同|及)+$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heard:
    """One part of what was said, as typed, and the reminder that it asks for."""

    text: str
    starter: Starter


def each(said: str) -> tuple[Heard, ...]:
    """A reminder for each part, in their order; none where a part has no time of its own, as then the times are of all."""
    for apart in _WAYS_APART:
        parts = _joined([part.strip() for part in apart.split(said) if part.strip()])
        heard = [_heard(part) for part in parts]
        if heard and all(heard):
            return tuple(one for one in heard if one)[:20]
    return ()


def _joined(parts: Sequence[str]) -> list[str]:
    """A part that is nothing but a time belongs to its neighbour: to the one before where that says its time last, else to the next."""
    done: list[str] = []
    waits = ""
    for part in parts:
        if _name(part):
            done.append(f"{waits} {part}".strip())
            waits = ""
        elif done and not waits and _ends_with_time(done[-1]):
            done[-1] = f"{done[-1]} {part}"
        else:
            waits = f"{waits} {part}".strip()
    return [*done[:-1], f"{done[-1]} {waits}".strip()] if done and waits else done


def _ends_with_time(part: str) -> bool:
    name = _name(part)
    return bool(name) and part.casefold().startswith(name.casefold())


def _heard(part: str) -> Heard | None:
    name, hours = _name(part), _hours(part)
    times = _times(part)
    if not name or not (times or hours):
        return None
    given: dict[str, Any] = hours or {"times": times, "days": _days(part)}
    return Heard(text=part, starter=Starter(what=name, **given))


def _times(part: str) -> tuple[str, ...]:
    """Beside what is surely a time, 'at 10' is one here."""
    return clocks(part) or tuple(sorted({f"{_hour(found):02}:00" for found in _AT.finditer(part)}))[:8]


def _hour(found: re.Match[str]) -> int:
    late = (found[2] or found[3] or "morning").lower() != "morning"
    hour = int(found[1] or found[4])
    return hour + 12 if late and hour < 12 else hour


def _days(part: str) -> tuple[str, ...]:
    """None is every day."""
    if _WORKDAYS.search(part):
        return _WEEK[:5]
    found = {_WEEK.index(day[1].lower()) if day[1] else "一二三四五六日天".index(day[2]) % 7 if day[2] != "天" else 6 for day in _DAY.finditer(part)}
    return tuple(_WEEK[place] for place in sorted(found))


def _hours(part: str) -> dict[str, Any] | None:
    """Every so many hours, by day where nothing else was said."""
    found = _HOURS.search(part)
    if found is None:
        return None
    word = found[1] or found[2]
    every = int(word) if word.isdecimal() else _NUMBER[word.lower()]
    span = _FROM_TO.search(_HOURS.sub(" ", part))
    begins, ends = (f"{int(span[1]):02}:{span[2] or '00'}", f"{int(span[3]):02}:{span[4] or '00'}") if span else ("08:00", "20:00")
    return {"times": (begins,), "every": every, "until": ends} if 1 <= every <= 12 and begins < ends < "24:00" else None


def _name(part: str) -> str:
    """What is left when all that says when is taken away."""
    bare = part
    for pattern in (_HOURS, _AT, _WORKDAYS, _DAY, _EVERY_DAY, *((_FROM_TO,) if _HOURS.search(part) else ())):
        bare = pattern.sub(" ", bare)
    flat = " ".join(without_clocks(bare).split()).strip(" :：-–")
    while (shorter := _EDGES.sub("", flat).strip(" :：-–")) != flat:
        flat = shorter
    return flat[:80].strip() if any(char.isalpha() for char in flat) else ""
