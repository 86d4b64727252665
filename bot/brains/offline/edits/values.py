"""Values of options and rules, read off the parts that a pattern of `settings.toml` names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.brains.offline.edits.target import App
from bot.brains.offline.lexicon import patterns
from bot.brains.offline.normalise import Message
from bot.brains.offline.slots import numbers
from bot.brains.offline.slots.things import split, steps
from bot.brains.offline.slots.times import a_clock, hours
from scaffolds.spec import Screen

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = re.compile(r"(?P<latin>mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?P<han>[一二三四五六日天])")
_SPAN = re.compile(r"\b(?:to|till|until|through)\b|-|至|到")
_WORKDAYS = re.compile(r"weekdays|school days|平日|工作日|上学日")
_WEEKENDS = re.compile(r"weekends?|周末|星期六日|假日")
_DAYS_OF = (("month", 30), ("月", 30), ("week", 7), ("星期", 7), ("礼拜", 7), ("周", 7))
_TEXT_END = " .。!！?？,，\"'“”「」『』"
Reader = Callable[[re.Match[str], str, Message, Screen, App], Any]


def value_of(name: str, found: re.Match[str], clause: Message, screen: Screen, app: App) -> Any:
    """The value of the option or of the part of a rule that is called `name`; None where the words give none."""
    parts = {part for part, text in found.groupdict().items() if text is not None}
    if name in ("opens", "closes") and None not in (hours(clause.folded).opens, hours(clause.folded).closes):
        return None  # 'from 7 to 10' is read as a whole
    part = name if name in parts else next((one for one in _READERS if one in parts), "")
    return _READERS.get(part, _number)(found, part, clause, screen, app) if part else None


def _number(found: re.Match[str], part: str, clause: Message, screen: Screen, app: App) -> float | int | None:
    value = _exactly(found[part])
    if value is None:
        return None
    unit = found.groupdict().get("unit") or ""
    value *= next((days for word, days in _DAYS_OF if word in unit), 1)
    return int(value) if value == int(value) else value


def _exactly(text: str) -> float | None:
    return float(text) if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else numbers.value(text)


def _tenth(found: re.Match[str], part: str, clause: Message, screen: Screen, app: App) -> int | None:
    """'八成' is 80 per cent."""
    value = numbers.value(found[part])
    return int(value * 10) if value else None


def _minutes(found: re.Match[str], part: str, clause: Message, screen: Screen, app: App) -> int | None:
    return {"minute": 1, "hour": 60}.get(found[part]) or numbers.minutes(found[part])


def _clock(found: re.Match[str], part: str, clause: Message, screen: Screen, app: App) -> str | None:
    return a_clock(found[part])


def _days(found: re.Match[str], part: str, clause: Message, screen: Screen, app: App) -> tuple[str, ...]:
    return weekdays(found[part])


def _closed(found: re.Match[str], part: str, clause: Message, screen: Screen, app: App) -> tuple[str, ...] | None:
    shut = weekdays(found[part])
    return tuple(day for day in _WEEK if day not in shut) or None


def weekdays(folded: str) -> tuple[str, ...]:
    """'Monday to Friday', '星期六日', 'weekends', in the order of the week."""
    found = [_place(one) for one in _DAY.finditer(_WEEKENDS.sub("", _WORKDAYS.sub("", folded)))]
    days = set(found)
    if len(found) == 2 and _SPAN.search(folded):
        days = set(range(found[0], found[1] + 1)) if found[0] <= found[1] else {*range(found[0], 7), *range(found[1] + 1)}
    days |= set(range(5)) if _WORKDAYS.search(folded) else set()
    days |= {5, 6} if _WEEKENDS.search(folded) else set()
    return tuple(day for place, day in enumerate(_WEEK) if place in days)


def _place(found: re.Match[str]) -> int:
    return _WEEK.index(found["latin"]) if found["latin"] else "一二三四五六日天".index(found["han"]) % 7 if found["han"] != "天" else 6


def _field(found: re.Match[str], part: str, clause: Message, screen: Screen, app: App) -> str | None:
    """A field of the thing that the screen shows."""
    target = app.field(clause.part(*found.span(part)))
    first = app.spec.thing(screen.thing)
    if target is None and first and patterns("edits")["called"].fullmatch(found[part].removeprefix("the ").strip()):
        return first.fields[0].name  # 'sort by name': what a row is called, whatever the learner called that
    return target[1].name if target and target[0].id == screen.thing else None


def _fields(found: re.Match[str], part: str, clause: Message, screen: Screen, app: App) -> tuple[str, ...] | None:
    name = _field(found, part, clause, screen, app)
    return (name,) if name else None


def _words(found: re.Match[str], part: str, clause: Message, screen: Screen, app: App) -> str | None:
    return clause.as_typed(*found.span(part)).strip(_TEXT_END)[:300] or None


def _list(found: re.Match[str], part: str, clause: Message, screen: Screen, app: App) -> tuple[str, ...] | None:
    listed = tuple(dict.fromkeys(one[:80] for one in split(clause.part(*found.span(part)))))
    return listed if len(listed) > 1 else None


def _turn(found: re.Match[str], part: str, clause: Message, screen: Screen, app: App) -> tuple[str, ...] | None:
    return tuple(one[:80] for one in steps(clause.part(*found.span(part)))) or None


def _every(found: re.Match[str], part: str, clause: Message, screen: Screen, app: App) -> tuple[str, ...]:
    return _WEEK


def _per(found: re.Match[str], part: str, clause: Message, screen: Screen, app: App) -> str:
    return "week" if any(word in found[part] for word in ("week", "星期", "周")) else "day"


_READERS: Mapping[str, Reader] = {
    "n": _number, "amount": _number, "percent": _number, "value": _number, "tenth": _tenth, "minutes": _minutes, "clock": _clock,
    "days": _days, "closed": _closed, "every": _every, "field": _field, "fields": _fields, "words": _words, "list": _list, "turn": _turn, "per": _per,
}  # fmt: skip
