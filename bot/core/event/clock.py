"""What the clock of an event shows at a moment: the phase, until when, and what the phase asks for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.event.phases import Kind, Phase, at, following, is_over

Shown = Kind | Literal["none"]
"""A phase; `none` before the first one, and while the doors are closed."""
Asks = Shown | Literal["try"]
"""What everybody is to do now: in the second half of building, to let somebody try it."""


@dataclass(frozen=True)
class Clock:
    kind: Shown
    asks: Asks
    until: datetime | None
    """When this ends; None where nothing follows."""
    then: Kind | None
    now: datetime

    @property
    def seconds(self) -> int:
        """How many are left, a begun one counted whole: it is 0 when the time is over, and not before."""
        left = (self.until - self.now).total_seconds() if self.until else 0.0
        return max(0, -int(-left // 1))

    @property
    def left(self) -> str:
        return time_left(self.seconds)

    @property
    def joining(self) -> bool:
        """How to come in is what matters most now."""
        return self.kind in ("open", "teams")


def clock_at(phases: Sequence[Phase], opened: datetime | None, ended: datetime | None, now: datetime) -> Clock:
    """The clock of an event with these phases, whose doors were opened, and which was put away, then."""
    after = following(phases, now)
    if ended is not None or (opened is not None and is_over(phases, now)):
        return Clock("over", "over", None, None, now)
    phase = at(phases, now) if opened else None
    until, then = (after.at, after.kind) if after is not None else (None, None)
    if phase is None:
        begins = until if phases and until == phases[0].at else None
        return Clock("none", "none", begins, then if begins else None, now)
    return Clock(phase.kind, _asks(phase, until, now), until, then, now)


def time_left(seconds: int) -> str:
    """`1:24:37`, and `24:37` in the last hour."""
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _asks(phase: Phase, until: datetime | None, now: datetime) -> Asks:
    half = until is not None and phase.kind == "build" and now - phase.at >= (until - phase.at) / 2
    return "try" if half else phase.kind
