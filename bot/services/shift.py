"""A worker's shift: it says that it is alive, takes up the lanes that nobody works at, and the answers that nobody sent.

This is all that a restart needs: messages that were taken in and not answered are answered now, what was decided and not sent is sent now.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.services import Parts, rounds
from bot.services.classroom import alarm, digest
from bot.services.doubt import tell_of_doubts
from bot.services.take_turn import work

LEASE = timedelta(seconds=12)
"""After so long a silence a worker is taken for dead."""
ROUND = 3.0
"""Seconds between two rounds."""
PARTING = 2.0
"""Seconds for the turns that are under way when the program is told to stop."""
AT_MOST = 64
"""Lanes that are taken up in one round."""

log = logging.getLogger(__name__)


async def begin(parts: Parts) -> None:
    """Come to work. Raises `StoreError`."""
    await parts.store.join(parts.lanes.worker, LEASE)


async def keep(parts: Parts) -> None:
    """Round after round, until it is cancelled. A store that is away for a while is waited for."""

    async def one() -> float:
        await one_round(parts)
        return ROUND

    await rounds.keep("the shift", one, ROUND)  # without a sign of life this worker is taken for dead


async def one_round(parts: Parts) -> int:
    """How many lanes were taken up."""
    store, worker = parts.store, parts.lanes.worker
    await store.beat(worker, LEASE)
    buried = await store.bury()
    if buried.lanes or buried.uncertain:
        log.info("took over from a worker that died: %d lanes, %d answers that may have arrived", buried.lanes, buried.uncertain)
    await tell_of_doubts(parts)
    await _let_go(parts)
    taken_up = await take_up(parts)
    await alarm.one_round(parts)
    await digest.one_round(parts)
    return taken_up


async def take_up(parts: Parts) -> int:
    """Begin with what waits and nobody is at: messages to answer, answers to send. How many lanes that were."""
    claimed = await parts.store.claim(parts.lanes.worker, AT_MOST)
    for one in claimed:
        parts.lanes.begin(work(parts, one))
    await parts.outbox.sweep()
    return len(claimed)


async def end(parts: Parts) -> None:
    """Go home: what is being thought and sent comes to its end if that is soon, what waits is left to whoever comes next."""
    await parts.lanes.drained(PARTING)
    await parts.outbox.close()
    await parts.store.leave(parts.lanes.worker)


async def _let_go(parts: Parts) -> None:
    """Lanes of ours that broke off are free again, and taken up like any other."""
    for chat in list(parts.lanes.stuck):
        await parts.store.yield_lane(chat, parts.lanes.worker)
        parts.lanes.stuck.discard(chat)
