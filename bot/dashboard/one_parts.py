"""The parts of the page of one student, as they are set out: plain frozen values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.core.classroom.authorship import Source


@dataclass(frozen=True)
class Happened:
    """One line of the list under the river."""

    at: datetime
    when: str
    kind: str
    text: str
    quote: str = ""
    """Words of somebody's, as typed."""


@dataclass(frozen=True)
class Drawn:
    """A mark on the river, or a stretch of it; places are in hundredths."""

    kind: str
    x: float
    width: float = 0.0
    label: str = ""
    small: str = ""
    times: int = 1


@dataclass(frozen=True)
class Told:
    """A version as it is told."""

    n: int
    when: str
    now: bool
    why: Markup
    changes: Sequence[Markup]
    made_of: str
    """Of the first one: its pages."""


@dataclass(frozen=True)
class Share:
    """How many of the app's words are of one source, with some of them."""

    source: Source
    count: int
    percent: float
    x: float
    examples: Sequence[tuple[str, str]]
    more: int
