"""Opening hours and the length of a turn."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.brains.offline.lexicon import parts
from bot.brains.offline.phrasing import Phrasing
from bot.brains.offline.slots import numbers

_MORNING, _AFTERNOON = "凌晨|清晨|早上|朝早|朝|早|上午|上昼", "中午|下午|下昼|晏昼|傍晚|晚上|夜晚|晚|夜"
_HAN_HOUR = "[零一二两三四五六七八九十]{1,3}"


def _a_clock(side: int) -> str:
    """A pattern for a time of day, its parts named with the side of the range on which it stands."""
    spoken = rf"[:.](?P<min{side}>\d\d)|(?:点|时)钟?(?P<zh{side}>半|[一二三四五十\d]{{1,3}}分?)?"
    figures = rf"(?P<half{side}>{_MORNING}|{_AFTERNOON})?的?(?P<hour{side}>\d{{1,2}}|{_HAN_HOUR})(?:{spoken})? ?(?P<pm{side}>[ap]\.?m\b\.?)?"
    return rf"(?:{figures}|(?P<word{side}>noon|midday|midnight|正午|午夜|半夜))"


_RANGE = re.compile(
    r"(?P<open>open|opens|opening|hours|from|between|use|营业|开放|开门|开|由|从)?[^\d\n]{0,12}?(?<![\d.:])"
    rf"{_a_clock(1)}\s*(?P<joint>to|till|until|til|and|-|–|—|~|至|到|～)\s*{_a_clock(2)}(?!\d)(?P<clock>点|时| ?o ?clock)?"
)
_ONE_SIDE = {
    "opens": Phrasing(rf"(?:\b(?:opens?|starts?|begins?)(?: \w+){{0,2}} (?:at|from)|\bafter) {_a_clock(1)}|{_a_clock(2)}(?:开门|开放|开始|起)"),
    "closes": Phrasing(
        rf"(?:\b(?:closes?|closed|ends?|shuts?)(?: \w+){{0,2}} (?:at|after|by)|\b(?:until|till|not after|before)) {_a_clock(1)}|{_a_clock(2)}(?:关门|关|结束|止|前要走)"
    ),
}
_A_CLOCK = re.compile(_a_clock(1))
_HALF_SPOKEN = re.compile(r"\b(?:morning|afternoon|evening|night)\b")
_ALL_DAY = re.compile(
    r"(?<!in )(?<!within )(?<!last )(?<!every )(?<!for )(?<!\d)\b24 ?(?:hours?|h|/ ?7)\b|\b24/7\b|\ball day(?: and (?:all )?night)?\b|(?<!\d)(?:24|二十四) ?个?小时|全天|全日|随时"
)
_MAY_TELL = re.compile(r"[\d零一二两三四五六七八九十]|noon|mid(?:day|night)|正午|午夜|半夜|all day|全天|全日|随时")
"""What every clock, and every word for all day, holds one of."""
_ALL_DAY_MATTERS = re.compile(r"open|avail|use|book|^.{0,24}$|开|营业|用")


@dataclass(frozen=True)
class Hours:
    opens: str | None = None
    closes: str | None = None


def hours(folded: str) -> Hours:
    """Opening hours as `HH:MM`; the end of a day is `24:00`. None for what was not said."""
    if not _MAY_TELL.search(folded):
        return Hours()
    for found in _RANGE.finditer(folded):
        if _is_of_a_clock(found) and (found["joint"] != "and" or found["open"]):  # 'at 8am and 8pm' are two times
            return _range(found)
    if _ALL_DAY.search(folded) and _ALL_DAY_MATTERS.search(folded):
        return Hours("00:00", "24:00")
    return Hours(_one_side("opens", folded), _one_side("closes", folded))


def clock_spans(folded: str) -> list[tuple[int, int]]:
    """Where ranges of hours stand, from the first hour to the last."""
    firsts = ("half1", "hour1", "word1")
    return [
        (min(one.start(name) for name in firsts if one[name]), one.end() - one[0].endswith("."))
        for one in _RANGE.finditer(folded)
        if _is_of_a_clock(one)
    ]


def a_clock(folded: str) -> str | None:
    """One time of day as `HH:MM`: '9am', '夜晚九點', '18:00', 'six in the evening' with its figures."""
    found = _A_CLOCK.search(folded)
    minutes = _clock(found, 1) if found else None
    if found is None or minutes is None:
        return None
    spoken = _HALF_SPOKEN.search(folded) if not _half(found, 1) else None
    if spoken and minutes < 720 and spoken[0] != "morning":
        minutes += 720
    return _written(minutes) if minutes <= 1440 else None


def slot_minutes(folded: str) -> int | None:
    """How long one turn is, where a length is said of a turn: '30 min each', '每節半小時'."""
    for pattern in parts("facts", "slot", "patterns"):
        for found in pattern.finditer(folded):
            if not _of_a_day(folded[found.end() : found.end() + 12]) and not _most(folded[max(0, found.start() - 14) : found.end()]):
                length = numbers.minutes(found["span"])
                if length and 5 <= length <= 720:
                    return length
    return None


def _of_a_day(after: str) -> bool:
    return bool(re.match(r"\s*(?:a|per|each|every) (?:day|week)|每天|一天|一日", after))


def _most(before: str) -> bool:
    return bool(re.search(r"\b(?:max|maximum|at most|up to|more than)\b|最多|至多|不超过|超过|上限|每天|每日|一天|一日", before))


def _is_of_a_clock(found: re.Match[str]) -> bool:
    """'6am to 11pm' and '6點到11點' are; '2-3 people' and 'grade 5 to 6' are not."""
    marks = [found[f"{part}{side}"] for part in ("half", "min", "pm", "word") for side in (1, 2)]
    spoken = "点" in found[0] or "时" in found[0] or bool(found["clock"])
    return any(marks) or spoken or found["open"] in ("open", "opens", "opening", "hours", "营业", "开放", "开门")


def _range(found: re.Match[str]) -> Hours:
    start, end = _clock(found, 1), _clock(found, 2)
    if start is None or end is None:
        return Hours()
    if _half(found, 1) is None and _half(found, 2) == "pm" and _all_after_noon(found):
        start += 720
    if _half(found, 2) is None and end <= start and end < 720:
        end += 720
    return Hours(_written(start), _written(min(end if end > start else 1440, 1440))) if start < 1440 else Hours()


def _all_after_noon(found: re.Match[str]) -> bool:
    """'1-5pm' is all after noon, '9-5pm' is not."""
    first, last = (numbers.value(found[f"hour{side}"] or "") or 0 for side in (1, 2))
    return first < last and first < 6


def _clock(found: re.Match[str], side: int) -> int | None:
    """Minutes after midnight."""
    word = found[f"word{side}"]
    if word:
        return 720 if word in ("noon", "midday", "正午") else (1440 if side == 2 else 0)
    hour, part = int(numbers.value(found[f"hour{side}"]) or 0), _minutes_after(found, side)
    half = _half(found, side)
    if half == "pm" and hour < 12:
        hour = hour + 12 if not (hour <= 5 and found[f"half{side}"] in ("晚上", "夜晚", "晚", "夜")) else hour
    elif half == "am" and hour == 12:
        hour = 0
    elif half == "pm" and hour == 12 and found[f"half{side}"] in ("晚上", "夜晚", "晚", "夜"):
        hour = 24
    return hour * 60 + part if hour <= 24 and part < 60 else None


def _minutes_after(found: re.Match[str], side: int) -> int:
    spoken = found[f"zh{side}"]
    if spoken:
        return 30 if spoken == "半" else int(numbers.value(spoken) or 0)
    return int(found[f"min{side}"] or 0)


def _half(found: re.Match[str], side: int) -> str | None:
    latin, han = found[f"pm{side}"], found[f"half{side}"]
    if latin:
        return "pm" if latin.startswith("p") else "am"
    return None if not han else "am" if han in _MORNING.split("|") else "pm"


def _one_side(side: str, folded: str) -> str | None:
    found = _ONE_SIDE[side].search(folded)
    if found is None:
        return None
    at = 1 if found["hour1"] or found["word1"] else 2
    minutes = _clock(found, at) if _half(found, at) or found[f"min{at}"] or "点" in found[0] else None
    return None if minutes is None else _written(min(minutes, 1440))


def _written(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
