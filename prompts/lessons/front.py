"""The front matter of a lesson, checked key by key."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from prompts.lessons.kinds import CONCEPTS, COURSES, TIERS, Course, Tier

Tell = Callable[[str, str], None]
"""A key and what is wrong with it."""
ID = re.compile(r"[a-z][a-z0-9-]{1,31}")
SHORTEST, LONGEST = 5, 180
"""Minutes."""
OWN = ("title", "aims")
"""What a language has of its own; all else is the same in the three files."""


@dataclass(frozen=True)
class Front:
    """What stands between the +++ lines."""

    title: str
    course: Course
    place: int
    tiers: tuple[Tier, ...]
    minutes: int
    aims: tuple[str, ...]
    needs: tuple[str, ...]
    suits: tuple[str, ...]
    concepts: tuple[str, ...]
    unplugged: bool


def front_of(data: Mapping[str, Any], tell: Tell) -> Front | None:
    """The front matter; None where a key is missing, unknown or wrong, and then `tell` was told of each."""
    faults = 0

    def fault(key: str, reason: str) -> None:
        nonlocal faults
        faults += 1
        tell(key, reason)

    for key in data.keys() - _CHECKS.keys():
        fault(key, f"the front matter has an unknown key {key!r}")
    for key, check in _CHECKS.items():
        if key not in data:
            fault(key, f"the front matter lacks {key!r}")
        elif reason := check(data[key]):
            fault(key, f"{key} {reason}")
    if faults:
        return None
    kept: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return Front(**kept)


def _words(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "is a text in quotes, and not empty"


def _number(least: int, most: int) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        return "" if type(value) is int and least <= value <= most else f"is a whole number from {least} to {most}"

    return check


def _texts(value: Any) -> str:
    right = isinstance(value, list) and 2 <= len(value) <= 3 and all(isinstance(one, str) and one.strip() for one in value)
    return "" if right else "are two or three texts"


def _some(names: tuple[str, ...], *, least: int = 1) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, list) or len(value) < least or len(set(map(str, value))) != len(value):
            return f"is a list of {'at least one of ' if least else ''}{', '.join(names)}, each once"
        unknown = [one for one in value if one not in names]
        return f"knows no {unknown[0]!r}: use {', '.join(names)}" if unknown else ""

    return check


def _ids(value: Any) -> str:
    right = isinstance(value, list) and all(isinstance(one, str) and one for one in value)
    return "" if right else "is a list of ids"


_CHECKS: Mapping[str, Callable[[Any], str]] = {
    "title": _words,
    "course": lambda value: "" if value in COURSES else f"is one of {', '.join(COURSES)}",
    "place": _number(1, 99),
    "tiers": _some(TIERS),
    "minutes": _number(SHORTEST, LONGEST),
    "aims": _texts,
    "needs": _ids,
    "suits": _ids,
    "concepts": _some(CONCEPTS),
    "unplugged": lambda value: "" if isinstance(value, bool) else "is true or false",
}
