"""Getting updates: by polling, or sent to a webhook."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tests.bot_api.checks.markup import is_loopback
from tests.bot_api.params import Params
from tests.bot_api.rules import refuse
from tests.bot_api.wire import Json
from tests.bot_api.world import World

LONGEST_POLL, MOST_AT_ONCE, LONGEST_SECRET = 50, 100, 256
PORTS = (80, 88, 443, 8443)


async def get_updates(world: World, params: Params) -> list[Json]:
    """Waits up to `timeout` seconds for the first. Raises `poll-with-webhook`, `poll-terminated`."""
    if world.webhook.url:
        raise refuse("poll-with-webhook")
    _allow(world, params)
    limit = min(max(params.integer("limit", MOST_AT_ONCE), 1), MOST_AT_ONCE)
    return await world.updates.take(params.integer("offset"), limit, min(params.integer("timeout"), LONGEST_POLL))


def _allow(world: World, params: Params) -> None:
    """Which kinds are wanted from now on; not named, it stays as it was; an empty list is Telegram's own choice."""
    given = params.structure("allowed_updates")
    if given is None:
        return
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise refuse("allowed-updates", why="expected an Array of String")
    world.updates.allowed = frozenset(given)


def set_webhook(world: World, params: Params) -> bool:
    """Where updates are sent from now on; an empty address ends it. Raises `webhook-...`, `secret-...`."""
    url, secret = params.text("url"), params.text("secret_token")
    if not url:
        return delete_webhook(world, params)
    _check_address(url)
    if not re.fullmatch("[A-Za-z0-9_-]*", secret):
        raise refuse("secret-letters")
    if len(secret) > LONGEST_SECRET:
        raise refuse("secret-long")
    _allow(world, params)
    _drop(world, params)
    world.updates.end_poll("poll-ended")
    world.webhook.start(url, secret, min(max(params.integer("max_connections", 40), 1), 100))
    return True


def _check_address(url: str) -> None:
    split = urlsplit(url)
    if not is_loopback(url) and split.scheme != "https":
        raise refuse("webhook-https")
    if not is_loopback(url) and (split.port or 443) not in PORTS:
        raise refuse("webhook-port")


def _drop(world: World, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        world.updates.pending.clear()


def delete_webhook(world: World, params: Params) -> bool:
    _drop(world, params)
    world.webhook.stop()
    return True


def get_webhook_info(world: World, params: Params) -> Json:
    return {
        **world.webhook.info(),
        "pending_update_count": len(world.updates.pending),
        **({"allowed_updates": sorted(world.updates.allowed)} if world.updates.allowed else {}),
    }


METHODS: dict[str, Callable[[World, Params], Any]] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
