"""Where a message was said: a chat, or a topic of one. `<chat id>` or `<chat id>:<topic>` in the names of chats that the store knows."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = re.compile(r"(-?\d{1,16})(?::(\d{1,16}))?", re.ASCII)


@dataclass(frozen=True)
class Place:
    """A chat of Telegram's. People's ids are positive, those of groups negative; `topic` is 0 where there is none."""

    chat: int
    topic: int = 0

    @property
    def private(self) -> bool:
        return self.chat > 0

    def __str__(self) -> str:
        return f"{self.chat}:{self.topic}" if self.topic else str(self.chat)


def place_of(chat: str) -> Place:
    """The place of a chat's name as `str` gives it. Raises `ValueError` for any other name."""
    match = _NAME.fullmatch(chat)
    if match is None:
        raise ValueError(f"{chat[:40]!r} is no chat of Telegram's")
    return Place(int(match[1]), int(match[2] or 0))
