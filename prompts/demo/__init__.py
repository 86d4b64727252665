"""The students of `sampan demo`, as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Script:
    """What one student says, and how far they come."""

    language: str
    nickname: str
    number: str
    problem: str
    until: str
    who: str = ""
    goal: str = ""
    keep: str = ""
    way: str = ""
    then: tuple[str, ...] = ()
    every: float = 60.0


@cache
def scripts() -> tuple[Script, ...]:
    """All of them, in the order of their class numbers."""
    found = [_read(file.stem, entry) for file in HERE.glob("*.toml") for entry in tomllib.loads(file.read_text(encoding="utf-8"))["student"]]
    return tuple(sorted(found, key=lambda script: int(script.number)))


def _read(language: str, entry: dict[str, object]) -> Script:
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return Script(language=language, **values)  # type: ignore[arg-type]
