"""The students of `sampan demo`, as data."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

HERE = Path(__file__).parent


class Script(BaseModel):
    """What one student says, and how far they come."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
    found = [
        Script(language=file.stem, **entry) for file in HERE.glob("*.toml") for entry in tomllib.loads(file.read_text(encoding="utf-8"))["student"]
    ]
    return tuple(sorted(found, key=lambda script: int(script.number)))
