"""What the projector shows, made of what everybody may know."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.event.clock import Asks, Clock
from bot.core.turn import STAGES, Stage
from bot.dashboard.event.page import EventVisit
from bot.locales import Locale, locale, spoken
from bot.services.event import judging
from bot.services.event.announcing import words_of
from bot.services.event.checkpoints import Checkpoint, next_of
from storage.events.announcing import Kind
from storage.events.harbour import Boat

SAYS, CHIPS = 5, 2
"""So many announcements take turns; so many entries are named that need views."""
SAID: tuple[Kind, ...] = ("organiser", "shifted")
"""What stands on the wall anyway need not be said there: that a phase began."""
POST: dict[Asks, Stage] = {
    "ideas": "discover", "build": "build", "try": "improve", "freeze": "share", "judging": "share", "ceremony": "share",
}  # fmt: skip
"""The post that a phase is about."""


@dataclass(frozen=True)
class Needed:
    """An entry that waits for judges."""

    title: str
    seen: int
    wanted: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.seen)


@dataclass(frozen=True)
class Says:
    """An announcement; its id tells whether it is new."""

    id: str
    words: str

    @property
    def is_long(self) -> bool:
        """More than two lines of large letters; a Chinese character is as wide as two others."""
        return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in self.words) > 130


@dataclass(frozen=True)
class Kiosk:
    clock: Clock
    second: Locale | None
    """The other language of the event."""
    boats: Sequence[Boat]
    needed: Sequence[Needed]
    """Those that need the most views."""
    more_needed: int
    judged: bool
    says: Sequence[Says]
    checkpoint: Checkpoint | None
    checkpoint_at: str

    @property
    def post(self) -> Stage | None:
        return POST.get(self.clock.asks)

    @property
    def entered(self) -> int:
        return sum(boat.entered for boat in self.boats)

    def step(self, boat: Boat) -> int:
        """The post at which a boat is, from 1; the last one when its entry is in."""
        return len(STAGES) if boat.entered else STAGES.index(self.stage(boat)) + 1

    def stage(self, boat: Boat) -> Stage:
        return next((stage for stage in STAGES if stage == boat.stage), STAGES[0])


def ceremony_began(here: EventVisit) -> bool:
    """Whether the projector belongs to the ceremony now: its first award is shown."""
    return here.event.revealed > 0 and here.clock.kind == "ceremony"


async def kiosk_of(here: EventVisit) -> Kiosk:
    """As many questions to the store for 8 teams as for 100."""
    event, store, clock = here.event, here.parts.store, here.clock
    said = await store.announcing.shown(event.id, SAYS, SAID)
    entries = await _entries(here) if clock.kind == "judging" else []
    most = max((one.missing for one in entries), default=0)
    needed = [one for one in entries if one.missing and one.missing == most]
    checkpoint = next_of(event, clock.now) if clock.kind not in ("none", "over") else None
    return Kiosk(
        clock=clock,
        second=_second(here),
        boats=await store.harbour.boats(event.id) if clock.kind != "none" else [],
        needed=needed[:CHIPS],
        more_needed=max(0, len(needed) - CHIPS),
        judged=bool(entries) and most == 0,
        says=[Says(one.id[-12:], words_of(one, here.t.language, event.zone)) for one in said],
        checkpoint=checkpoint,
        checkpoint_at=here.local(checkpoint.at) if checkpoint and checkpoint.at else "",
    )


async def _entries(here: EventVisit) -> list[Needed]:
    return [Needed(title, seen, wanted) for title, seen, wanted in await judging.views_needed(here.parts, here.event)]


def _second(here: EventVisit) -> Locale | None:
    others = (spoken(language) for language in here.event.languages)
    return next((locale(one) for one in others if one is not None and one != here.t.language), None)
