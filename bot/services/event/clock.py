"""The clock of all events: phases begin on time, after a restart too, and once however many processes there are. No organiser has to be there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta

from bot.core.event import phases as times
from bot.core.event.phases import Kind, Phase
from bot.core.event.rings import Ring, due, next_ring
from bot.services import Parts, rounds
from bot.services.event import announcing, freeze, help_queue, judging
from bot.services.news import of_event
from storage.errors import StoreError
from storage.events.records import Event

EVERY, SOON = 1.0, 0.25
"""Seconds between two looks: times that were moved in another process are seen by then; and after a ring, for whatever comes close behind."""
LATELY = timedelta(minutes=15)

log = logging.getLogger(__name__)


async def keep(parts: Parts) -> None:
    """Ring for all events until it is cancelled."""
    left = [catch_up]

    async def one() -> float:
        while left:
            await left[0](parts)
            left.pop()
        return await one_round(parts)

    await rounds.keep("the clock of events", one, EVERY)


async def catch_up(parts: Parts) -> None:
    """What a process that was killed had taken upon itself, and perhaps not done: it may be done twice. What organisers can take back by hand
    is done only a little later. Before the first round, which does what nobody had taken."""
    now = datetime.now(UTC)
    for event in await parts.store.events.all():
        if event.opened is None or event.ended is not None or event.next_ring is None:
            continue
        for phase in times.read(event.phases):
            if phase.at < event.next_ring and (phase.kind in ("freeze", "judging") or now - phase.at < LATELY):
                await _do(parts, event, phase.kind)


async def one_round(parts: Parts) -> float:
    """Ring what is due; seconds until the next look."""
    first = await parts.store.events.next_ring()
    now = datetime.now(UTC)
    if first is None or first > now:
        return EVERY if first is None else min(EVERY, (first - now).total_seconds())
    for event in await parts.store.events.ringing(now):
        try:
            await ring(parts, event, now)
        except StoreError:
            raise
        except Exception:
            log.exception("the times of event %s cannot be followed", event.id)
    return SOON


async def ring(parts: Parts, event: Event, now: datetime) -> None:
    """Do what the times of an event say by now: also what they said while no process ran."""
    phases = times.read(event.phases)
    if event.next_ring is None or not await parts.store.events.rung(event.id, event.next_ring, next_ring(phases, now)):
        return
    rung = due(phases, event.next_ring, now)
    parts.news.tell(of_event(event.id))
    await asyncio.gather(_tell(parts, event, rung, now), _do_all(parts, event, [one.phase for one in rung if one.what == "begins"]))


async def _tell(parts: Parts, event: Event, rung: list[Ring], now: datetime) -> None:
    """Of phases that began while no process ran, the last is told: the others are over."""
    begun = [one for one in rung if one.what == "begins"][-1:]
    for one in begun:
        await _guarded(event, announcing.phase_began(parts, event, one.phase))
    for one in rung:
        if one.what == "soon":
            minutes = max(1, round((one.phase.at - now).total_seconds() / 60))
            await _guarded(event, announcing.soon(parts, event, minutes))


async def _do_all(parts: Parts, event: Event, begun: list[Phase]) -> None:
    for phase in begun:
        await _do(parts, event, phase.kind)


async def _do(parts: Parts, event: Event, kind: Kind) -> None:
    """What comes with a phase. One thing that fails does not keep the others from being done."""
    work: list[Awaitable[object]] = []
    match kind:
        case "freeze":
            work = [freeze.freeze(parts, event), help_queue.queue(parts, event)]
        case "judging":
            work = [judging.open_round(parts, event)]
        case "ceremony" | "over":
            work = [judging.close_round(parts, event), freeze.release(parts, event)]
    for one in work:
        await _guarded(event, one)


async def _guarded(event: Event, work: Awaitable[object]) -> None:
    """The event goes on by the clock, whatever fails in it."""
    try:
        await work
    except Exception:
        log.exception("the clock of event %s could not do its work", event.id)
