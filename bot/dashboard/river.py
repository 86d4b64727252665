"""How many of a class have reached each stage, drawn as a river that narrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.turn import STAGES
from bot.locales import Locale

WIDTH, HEIGHT = 960, 76
_STEP = WIDTH // len(STAGES)
_MIDDLE, _THINNEST, _WIDEST = HEIGHT / 2, 2.0, 35.0


@dataclass(frozen=True)
class Post:
    """A stage, and how many have reached it."""

    label: str
    n: int
    missing: str
    """Where many are not here yet who were at the post before: how many."""


def posts(reached: Sequence[int], t: Locale) -> list[Post]:
    """`reached` counts those who came to each stage or beyond it."""
    found = []
    for place, (stage, n) in enumerate(zip(STAGES, reached, strict=True)):
        lost = reached[place - 1] - n if place else 0
        found.append(Post(t(f"stage.{stage}"), n, t("live.not_yet", n=lost) if lost > max(2, reached[0] / 5) else ""))
    return found


def band(reached: Sequence[int]) -> str:
    """The path of the river: its half height at each post is in proportion to how many have reached it."""
    most = max(reached[0], 1)
    halves = [_THINNEST + n / most * (_WIDEST - _THINNEST) for n in reached]
    return f"M0 {_bank(halves, -1)}L{WIDTH} {_number(_MIDDLE + halves[-1])}{_back(halves)}Z"


def _bank(halves: Sequence[float], side: int) -> str:
    """The upper bank, from left to right."""
    path = f"{_number(_MIDDLE + side * halves[0])}"
    for place, half in enumerate(halves):
        left, y = place * _STEP, _number(_MIDDLE + side * half)
        before = _number(_MIDDLE + side * halves[place - 1]) if place else ""
        path += f"C{left + 30} {before} {left + 40} {y} {left + 80} {y}" if place else f"H{left + 80}"
        path += f"H{left + _STEP}"
    return path


def _back(halves: Sequence[float]) -> str:
    """The lower bank, from right to left."""
    path = ""
    for place in range(len(halves) - 1, -1, -1):
        left, y = place * _STEP, _number(_MIDDLE + halves[place])
        path += f"H{left + 80}"
        path += (
            f"C{left + 40} {y} {left + 30} {_number(_MIDDLE + halves[place - 1])} {left} {_number(_MIDDLE + halves[place - 1])}" if place else "H0"
        )
    return path


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
