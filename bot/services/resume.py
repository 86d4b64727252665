"""After a restart: messages that were taken in and not answered are answered now, in the order in which they came."""

from __future__ import annotations

import logging

from bot.services import Parts
from bot.services.take_turn import finish_turn, from_payload

log = logging.getLogger(__name__)


async def resume(parts: Parts) -> int:
    """Finish every turn that was cut off; how many there were."""
    pending = await parts.store.pending_inbox()
    for received in pending:
        log.info("finishing turn %s, which was cut off", received.id)
        await finish_turn(parts, received.id, from_payload(dict(received.payload)))
    return len(pending)
