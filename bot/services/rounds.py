"""What goes on beside the server, round after round. A store that is away is waited for, and a round that breaks off does not end those that follow:
whatever it was, the next one must come."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from storage.errors import StoreError

log = logging.getLogger(__name__)


async def keep(name: str, one_round: Callable[[], Awaitable[float]], again: float) -> None:
    """Until it is cancelled. A round gives the seconds until the next; after one that failed these are `again`. `name` is for the log."""
    while True:
        wait = again
        try:
            wait = await one_round()
        except StoreError as error:
            log.warning("%s waits: %s", name, error)
        except Exception:
            log.exception("a round of %s was broken off", name)
        await asyncio.sleep(wait)
