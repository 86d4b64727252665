"""A time as people type it: `10:30`, `tomorrow 2pm`, `28 Nov 14:00`, `聽日下午兩點半`. Pure; strict, since a day that begins at another time than
was meant is worse than a question.

    heard = moment_of("tomorrow 2pm", now, "Asia/Hong_Kong", "en")
    heard.at        the moment, or None with `heard.why`
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from scaffolds.spec import Language

Why = Literal["", "unclear", "clock", "past", "far", "gap"]
"""What is wrong: not understood; a day without a time; over; more than a year ahead; left out when clocks go forward."""
FARTHEST = timedelta(days=366)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HAN = {char: number for number, char in enumerate("零一二三四五六七八九十")} | {"〇": 0, "兩": 2, "两": 2}
_NUMBER = r"\d{1,2}|[零〇一二兩两三四五六七八九十]{1,3}"
_LATE = "下午|下晝|下昼|傍晚|晚上|今晚|夜晚|晏晝|晏昼"
_IN = re.compile(
    r"in (\d{1,3}|an?|half an) (minutes?|mins?|hours?|hrs?)|(\d{1,3}|一|半)\s*(?:個|个)?(分鐘|分钟|小時|小时|鐘頭|钟头)(?:後|后|之後|之后)"
)
_NEAR = re.compile(r"day after tomorrow|today|tonight|tomorrow|tmr|後天|后天|後日|后日|今天|今日|明天|明日|聽日|听日")
_NEAR_DAYS = {"today": 0, "tonight": 0, "今天": 0, "今日": 0, "day after tomorrow": 2, "後天": 2, "后天": 2, "後日": 2, "后日": 2}
_ISO = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*(?:日|號|号)?(?:t(?=\d))?")
_HAN_DATE = re.compile(rf"({_NUMBER})月({_NUMBER})(?:日|號|号)?")
_NAMED = re.compile(
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?({'|'.join(_MONTHS)})[a-z]*\.?(?: (\d{{1,2}})(?:st|nd|rd|th)?(?![:.\d]| ?[ap]m))?(?:,? (\d{{4}}))?"
)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_WEEKDAY = re.compile(rf"(?:(?:this|next) )?\b({'|'.join(_DAYS)})[a-z]*\b|(?:星期|禮拜|礼拜|周|週)([一二三四五六日天])")
_FIGURES = re.compile(rf"({_LATE})?(?<!\d)(\d{{1,2}})[:.](\d\d)\s*([ap])?\.?(?:m\b\.?)?")
_HALF_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*([ap])\.?m\b\.?")
_HAN_CLOCK = re.compile(rf"({_LATE}|上午|早上|朝早|中午)?\s*({_NUMBER})\s*[點点時时](?:[鐘钟正整])?(?:(半)|({_NUMBER})分?)?")
_NOON = re.compile(r"\bnoon\b|\bmidday\b|正午|中午")
_FOUR = re.compile(r"(?<!\d)([01]\d|2[0-3])([0-5]\d)(?!\d)(?:\s*h(?:rs?|ours?)?\b)?")
_FILLING = re.compile(
    r"\b(?:at|on|from|by|the|starting|start|begins?|o'?clock|in|morning|afternoon|evening|hkt|this)\b|上午|早上|朝早|開始|开始|在|於|于|,|，|。|、|\.|-"
)


@dataclass(frozen=True)
class Heard:
    """A moment in UTC, or why there is none. `twice`: clocks go back then, and the first of the two is meant."""

    at: datetime | None = None
    why: Why = ""
    twice: bool = False


def moment_of(text: str, now: datetime, zone: str, language: Language) -> Heard:
    """The moment that somebody typed, on the wall clock of `zone`."""
    typed = unicodedata.normalize("NFKC", text[:200]).casefold().strip()
    ahead = _IN.fullmatch(typed)
    if ahead:
        return Heard((now + _length(ahead)).astimezone(UTC))
    today = now.astimezone(ZoneInfo(zone)).date()
    try:
        day, rest = _day(typed, today, language)
        clock, rest = _clock(rest)
    except ValueError:
        return Heard(why="unclear")
    if _FILLING.sub("", rest).strip() or (clock is None and day is None):
        return Heard(why="unclear")
    if clock is None:
        return Heard(why="clock")
    return _checked(_nearest(day, clock, now, zone), now, zone)


def local_moment(wall: datetime, zone: str) -> Heard:
    """A time on the wall as a moment: there is none in the hour that is left out when clocks go forward."""
    there = wall.replace(tzinfo=ZoneInfo(zone))
    again = there.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if again != wall:
        return Heard(why="gap")
    twice = there.utcoffset() != there.replace(fold=1).utcoffset()
    return Heard(there.astimezone(UTC), twice=twice)


def _checked(wall: datetime, now: datetime, zone: str) -> Heard:
    heard = local_moment(wall, zone)
    if heard.at is not None and heard.at <= now:
        return Heard(why="past")
    return Heard(why="far") if heard.at is not None and heard.at - now > FARTHEST else heard


def _length(ahead: re.Match[str]) -> timedelta:
    many, unit = ahead[1] or ahead[3], ahead[2] or ahead[4]
    number = 0.5 if many in ("half an", "半") else float(many) if many.isdecimal() else 1.0
    return timedelta(hours=number) if unit[0] == "h" or unit in ("小時", "小时", "鐘頭", "钟头") else timedelta(minutes=number)


def _nearest(day: tuple[date, Literal["day", "week", "year"]] | None, clock: time, now: datetime, zone: str) -> datetime:
    """The day that was named; a weekday or a date without its year is the next one of which the time is not over."""
    local = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if day is None:
        return datetime.combine(local.date(), clock)
    wall = datetime.combine(day[0], clock)
    if wall > local or day[1] == "day":
        return wall
    return wall + timedelta(days=7) if day[1] == "week" else _year_after(wall)


def _year_after(wall: datetime) -> datetime:
    try:
        return wall.replace(year=wall.year + 1)
    except ValueError:  # the 29th of February
        return wall


def _day(text: str, today: date, language: Language) -> tuple[tuple[date, Literal["day", "week", "year"]] | None, str]:
    """The day and what is left of the text. Raises `ValueError` for a day that no calendar has."""
    if found := _ISO.search(text):
        return (date(int(found[1]), int(found[2]), int(found[3])), "day"), _without(text, found)
    if found := _HAN_DATE.search(text):
        return (date(today.year, _number(found[1]), _number(found[2])), "year"), _without(text, found)
    if (found := _NAMED.search(text)) and (found[1] or found[3]):
        year = int(found[4]) if found[4] else today.year
        return (date(year, _MONTHS.index(found[2]) + 1, int(found[1] or found[3])), "day" if found[4] else "year"), _without(text, found)
    if found := _SLASHED.search(text):
        day, month = (int(found[2]), int(found[1])) if language == "zh-Hans" else (int(found[1]), int(found[2]))
        return (date(int(found[3] or today.year), month, day), "day" if found[3] else "year"), _without(text, found)
    if found := _NEAR.search(text):
        rest = text.replace("tonight", "") if found[0] == "tonight" else _without(text, found)
        return (today + timedelta(days=_NEAR_DAYS.get(found[0], 1)), "day"), rest
    if found := _WEEKDAY.search(text):
        which = _DAYS.index(found[1]) if found[1] else "一二三四五六日天".index(found[2]) % 7 if found[2] != "天" else 6
        return (today + timedelta(days=(which - today.weekday()) % 7), "week"), _without(text, found)
    return None, text


def _clock(text: str) -> tuple[time | None, str]:
    """The time of day and what is left of the text. Raises `ValueError` for a time that no clock shows."""
    if found := _FIGURES.search(text):
        return _time(int(found[2]), int(found[3]), "p" if found[1] else found[4] or ""), _without(text, found)
    if found := _HALF_DAY.search(text):
        return _time(int(found[1]), 0, found[2]), _without(text, found)
    if found := _HAN_CLOCK.search(text):
        half = "" if found[1] in (None, "上午", "早上", "朝早") else "p"
        minutes = 30 if found[3] else _number(found[4]) if found[4] else 0
        return _time(_number(found[2]), minutes, half), _without(text, found)
    if found := _NOON.search(text):
        return time(12), _without(text, found)
    if found := _FOUR.search(text):
        return time(int(found[1]), int(found[2])), _without(text, found)
    return None, text


def _time(hour: int, minute: int, half: str) -> time:
    if half and hour > 12:
        half = ""  # '14:00pm' is two in the afternoon all the same
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return time(hour, minute)


def _number(text: str) -> int:
    """`28`, `二十八`, `十`."""
    if text.isdecimal() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if ten:
        return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)
    if len(text) > 1:
        raise ValueError(text)
    return _HAN[text]


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def shown(moment: datetime, now: datetime, zone: str, language: Language) -> str:
    """`14:00` today, else with its day: `Sat 28 Nov, 14:00`, `11月28日（六）14:00`."""
    local, today = moment.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    clock = f"{local:%H:%M}"
    if local.date() == today:
        return clock
    day = local.weekday()
    if language == "en":
        return f"{_DAYS[day].title()} {local.day} {_MONTHS[local.month - 1].title()}, {clock}"
    return f"{local.month}月{local.day}日（{'一二三四五六日'[day]}）{clock}"
