"""What a teacher reads about a flag, on a page and in a chat alike: what it is about, what to do now, whom to call, what the child was told."""

from __future__ import annotations

from dataclasses import dataclass

from bot.locales import Locale, spoken
from bot.services import guard
from bot.services.guard import Region
from storage.classrooms.flags import Alarm


@dataclass(frozen=True)
class Guidance:
    kind: str
    steps: tuple[str, ...]
    numbers: str
    told: str
    """In the language in which the child was answered."""


def guidance(alarm: Alarm, t: Locale, region: Region) -> Guidance:
    """For a reader with these words."""
    kind, theirs = alarm.flag.kind, spoken(alarm.flag.language) or "en"
    return Guidance(
        kind=t(f"alarm.kind_{kind}"),
        steps=tuple(t(f"alarm.do_{kind}").split("\n")),
        numbers=guard.numbers(kind, t.language, region),
        told=guard.words_in_danger(kind, theirs, region, teacher_sees=True),
    )
