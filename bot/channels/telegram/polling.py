"""Updates that we fetch, for a program without a public address. The offset moves once all that was fetched is committed."""

from __future__ import annotations

import asyncio
import logging

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels.telegram.api import Api
from bot.channels.telegram.request import seconds_of
from bot.channels.telegram.webhook import Take
from storage.errors import StoreError

WAIT = 30
"""Seconds that a request stays open where there is nothing."""
REST = 2.0
LONG_REST = 30.0

log = logging.getLogger(__name__)


async def poll(api: Api, take: Take, kinds: list[str]) -> None:
    """Fetch and take in, until it is cancelled."""
    offset = 0
    while True:
        try:
            offset = await _fetch(api, take, kinds, offset)
        except InvalidToken:
            raise
        except StoreError as error:
            log.warning("updates are left with Telegram for now: %s", error)
            await asyncio.sleep(REST)
        except TelegramError as error:
            await asyncio.sleep(_rest(error))


async def _fetch(api: Api, take: Take, kinds: list[str], offset: int) -> int:
    """One request; the offset from which to go on."""
    updates = await api.fetch_updates(offset, WAIT, kinds)
    await asyncio.gather(*map(take, updates))
    ids = [update["update_id"] for update in updates if isinstance(update.get("update_id"), int)]
    return max(ids) + 1 if ids else offset


def _rest(error: TelegramError) -> float:
    if isinstance(error, RetryAfter):
        return seconds_of(error)
    if isinstance(error, Conflict):
        log.warning("another program fetches this bot's updates: stop it, or give this one a token of its own")
        return LONG_REST
    if not isinstance(error, NetworkError):
        log.warning("Telegram refuses to give updates: %s", error)
    return REST
