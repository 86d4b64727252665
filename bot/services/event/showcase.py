"""The event's showcase: what teams made, for everybody, if the team wants it and the organiser opened it. Nobody's name is in it but the team's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.services import Parts
from bot.services.event.keepsakes import Keepsake, keepsakes
from bot.services.news import of_event
from storage.events.records import Event, Team

AT_ONCE = 50
SEARCH_FROM = 20
"""From so many apps on there is a field to search in."""


@dataclass(frozen=True)
class Wanted:
    """What of it somebody would like to see; '' for all."""

    division: str = ""
    block: str = ""
    words: str = ""


@dataclass(frozen=True)
class Showcase:
    """What is shown of a showcase, and what it can be narrowed to."""

    shown: Sequence[Keepsake]
    of: int
    """How many there are in all."""
    divisions: Sequence[str]
    blocks: Sequence[str]


async def showcase(parts: Parts, event: Event, wanted: Wanted) -> Showcase:
    """Those that their teams want to be there, in the order of joining."""
    there = [one for one in await keepsakes(parts, event) if _is_shown(one)]
    blocks = sorted({block for one in there for block in one.blocks})
    divisions = [division for division in event.divisions if any(one.work.division == division for one in there)]
    return Showcase([one for one in there if fits(one, wanted)], len(there), divisions, blocks)


def _is_shown(one: Keepsake) -> bool:
    """An entry with an app, that the team wants to be seen."""
    return one.work.shown and one.work.entry is not None and bool(one.work.spec)


def fits(one: Keepsake, wanted: Wanted) -> bool:
    """Whether a work is what somebody would like to see."""
    said = " ".join((one.work.name, one.title, one.problem)).casefold()
    return (
        wanted.division in ("", one.work.division)
        and (not wanted.block or wanted.block in one.blocks)
        and all(word in said for word in wanted.words.casefold().split())
    )


async def shown_work(parts: Parts, event: Event, team: str) -> Keepsake | None:
    """One of them; None where it is not (any more) to be seen."""
    found = next((one for one in await keepsakes(parts, event) if one.work.team == team), None)
    return found if event.showcase and found and _is_shown(found) else None


async def open_(parts: Parts, event: Event, *, is_open: bool) -> None:
    """From now on everybody may look, or nobody."""
    await parts.store.events.change(event.id, showcase=datetime.now(UTC) if is_open else None)
    parts.news.tell(of_event(event.id))


async def want(parts: Parts, event: Event, team: Team, *, shown: bool) -> None:
    """A team would like to be there, or no longer."""
    await parts.store.teams.change(event.id, team.id, shown=shown)
    parts.news.tell(of_event(event.id))
