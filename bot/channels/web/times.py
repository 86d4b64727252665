"""Moments as people write them, on the wall clock of the school."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from scaffolds.spec import Language

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def day_of(moment: datetime, zone: str, language: Language) -> str:
    """`3 March`, `3月3日`."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local.day} {_MONTHS[local.month - 1]}" if language == "en" else f"{local.month}月{local.day}日"


def moment_of(moment: datetime, now: datetime, zone: str, language: Language) -> str:
    """The time of day, with the day before it where that is not today."""
    local, today = moment.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    clock = f"{local:%H:%M}"
    if local.date() == today.date():
        return clock
    return f"{day_of(moment, zone, language)}{', ' if language == 'en' else ' '}{clock}"
