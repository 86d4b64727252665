"""Entities that Telegram itself finds in what people write: commands, mentions, links, hashtags."""

from __future__ import annotations

import re

from tests.bot_api.wire import Json, units

_FOUND = re.compile(
    r"(?<![\w/])(?P<bot_command>/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?)"
    r"|(?<!\w)(?P<mention>@[a-zA-Z0-9_]{3,32})"
    r"|(?P<url>https?://\S+)"
    r"|(?<!\w)(?P<hashtag>#\w+)"
)


def find_entities(text: str) -> list[Json]:
    """In order, offsets and lengths in UTF-16 code units."""
    return [{"type": str(found.lastgroup), "offset": units(text[: found.start()]), "length": units(found[0])} for found in _FOUND.finditer(text)]


def addressed(message: Json, bot: Json) -> bool:
    """Whether a bot in privacy mode is given this group message: a command for it, its name, or an answer to what it wrote."""
    text, name = str(message.get("text", message.get("caption", ""))).lower(), f"@{bot['username']}".lower()
    if message.get("reply_to_message", {}).get("from", {}).get("id") == bot["id"]:
        return True
    command = re.match(r"/\w+(@\w+)?", text)
    return name in text or bool(command and command[1] in (None, name))
