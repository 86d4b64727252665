"""The Bot API's methods, by name in lower case (Telegram does not mind the case)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from tests.bot_api.methods import chats, commands, editing, media, messages, queries, updates
from tests.bot_api.params import Params
from tests.bot_api.world import World

Method = Callable[[World, Params], Any | Awaitable[Any]]
"""(world, parameters) -> the result. Raises RefusedError."""

METHODS: dict[str, Method] = {
    name.lower(): method for module in (chats, commands, editing, media, messages, queries, updates) for name, method in module.METHODS.items()
}
