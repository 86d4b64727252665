"""The teams of `sampan demo event`, as data."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

HERE = Path(__file__).parent


class TeamScript(BaseModel):
    """What one team does on the day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    language: str
    members: tuple[str, ...]
    ideas: tuple[str, str, str]
    chosen: int
    who: str
    goal: str
    keep: str
    way: str
    changes: tuple[str, ...]
    pitch: str
    asks: str


@cache
def teams() -> tuple[TeamScript, ...]:
    """All of them, in the order in which they come."""
    found = tomllib.loads((HERE / "teams.toml").read_text(encoding="utf-8"))["team"]
    return tuple(TeamScript(**one) for one in found)
