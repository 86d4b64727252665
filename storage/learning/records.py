"""What a turn shows of a learner's understanding, as it is kept and as it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing seen. `concepts` are of: input rule memory loop data test, and those of lessons."""

    kind: str
    about: str
    outcome: str
    rungs: int = 0
    concepts: tuple[str, ...] = ()
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """Evidence with the app that it is of and when."""

    evidence: Evidence
    project: str | None
    at: datetime
