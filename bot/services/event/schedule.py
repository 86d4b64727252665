"""The times of an event in the hands of its organisers. Every move is compared with what was on their screen: of two who press at once, one is told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.core.event import phases as times
from bot.core.event.phases import Kind, Phase
from bot.core.event.rings import next_ring
from bot.services import Parts
from bot.services.event import announcing, clock
from bot.services.news import of_event
from storage.errors import OverError
from storage.events.records import Event


def stamp(event: Event) -> str:
    """How the times of an event stand, in a few signs: what a page was made of."""
    return hashlib.sha256(json.dumps(list(event.phases), sort_keys=True).encode()).hexdigest()[:16]


async def open_doors(parts: Parts, event: Event, *, now: bool = False) -> bool:
    """Open the doors; with `now` the first phase begins at this moment, and all the others move with it. False, and nothing happens, where
    they are open already."""
    moment = datetime.now(UTC)
    if event.opened or (now and not await _keep(parts, event, times.started(times.read(event.phases), moment), moment)):
        return False
    if not await parts.store.events.open(event.id):
        return False
    opened = await parts.store.events.get(event.id)
    assert opened is not None
    await _ring_what_began(parts, opened, moment)
    return True


async def shift(parts: Parts, event: Event, minutes: int, was: str) -> None:
    """All that has not begun yet, so many minutes later or earlier; before the doors are open, all of it. Raises `OverError` where somebody was
    quicker, or where nothing is left to move."""
    now, by = datetime.now(UTC), timedelta(minutes=minutes)
    event = await _as_shown(parts, event, was)
    phases = times.read(event.phases)
    moved = times.shifted(phases, by, now) if event.opened else tuple(one.model_copy(update={"at": one.at + by}) for one in phases)
    if moved == phases:
        raise OverError
    await _move(parts, event, moved, now)
    if event.opened:
        by = moved[-1].at - phases[-1].at  # what is left of it, where the next phase would have begun before now
        await announcing.shifted(parts, event, round(by.total_seconds() / 60))


async def begin_now(parts: Parts, event: Event, kind: Kind, was: str) -> None:
    """A phase begins at this moment; what lay before it is left out, what follows keeps its length. Raises `OverError` as `shift`, and where it
    has begun already."""
    now = datetime.now(UTC)
    event = await _as_shown(parts, event, was)
    phases = times.read(event.phases)
    there = times.begins(phases, kind)
    if there is None or there <= now or not event.opened:
        raise OverError
    left = [phase for phase in phases if not now < phase.at < there]
    await _move(parts, event, times.begun_early(left, kind, now), now)
    moved = await parts.store.events.get(event.id)
    if moved is not None:
        await clock.ring(parts, moved, datetime.now(UTC))


async def set_phases(parts: Parts, event: Event, phases: Sequence[Phase], was: str) -> None:
    """All times as an organiser wrote them. What has begun stays as it was. Raises `PhaseError`, and `OverError` where somebody was quicker."""
    now = datetime.now(UTC)
    event = await _as_shown(parts, event, was)
    await _move(parts, event, times.checked(phases), now)


async def _as_shown(parts: Parts, event: Event, was: str) -> Event:
    """The event, if its times are those that were shown; what is due by now is done first, so that no ring is lost by a move."""
    if stamp(event) != was:
        raise OverError
    if event.opened and event.next_ring is not None and event.next_ring <= datetime.now(UTC):
        await clock.ring(parts, event, datetime.now(UTC))
    found = await parts.store.events.get(event.id) or event
    if stamp(found) != was:  # somebody was quicker between the page and here
        raise OverError
    return found


async def _move(parts: Parts, event: Event, phases: Sequence[Phase], now: datetime) -> None:
    if not await _keep(parts, event, phases, now):
        raise OverError


async def _keep(parts: Parts, event: Event, phases: Sequence[Phase], now: datetime) -> bool:
    """A phase that begins at this very moment rings still."""
    rings = now if any(phase.at == now for phase in phases) else next_ring(phases, now)
    kept = await parts.store.events.set_phases(event.id, event.phases, times.kept(phases), rings, times.freezes(phases))
    parts.news.tell(of_event(event.id))
    return kept


async def _ring_what_began(parts: Parts, event: Event, now: datetime) -> None:
    """What the plan says of this moment holds from now on, though the doors opened later than was planned."""
    begun = times.at(times.read(event.phases), now)
    if begun is not None and event.next_ring is not None and event.next_ring > now:
        await parts.store.events.rung(event.id, event.next_ring, begun.at)
        event = await parts.store.events.get(event.id) or event
    if begun is not None:
        await clock.ring(parts, event, now)
    parts.news.tell(of_event(event.id))
