"""Telegram's own pace: so much a second for a bot, a chat, a group; and chats that were told to wait."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from tests.bot_api.rules import RefusedError, refuse

PACED = ("send", "edit", "copy", "forward")
"""Beginnings of the methods that count; drafts and chat actions do not."""
FREE = ("sendchataction", "sendmessagedraft")


@dataclass(slots=True)
class _Bucket:
    """`room` calls at once, then `pace` a second."""

    room: float
    pace: float
    level: float
    at: float

    def take(self, now: float) -> float:
        """0 where there was room; else the seconds until there is."""
        self.level = min(self.room, self.level + (now - self.at) * self.pace)
        self.at = now
        if self.level < 1:
            return (1 - self.level) / self.pace
        self.level -= 1
        return 0.0


class Limits:
    """Off unless switched on: 30 a second for the bot, 1 a second in a private chat (3 at once), 20 a minute in a group."""

    def __init__(self) -> None:
        self.on = False
        self._buckets: dict[int, _Bucket] = {}
        self._until: dict[int, float] = {}

    def penalise(self, chat: int, seconds: float) -> None:
        """Refuses the chat (0: every chat) for so long."""
        self._until[chat] = time.monotonic() + seconds

    def check(self, method: str, chat: int, notes: list[str]) -> None:
        """Raises the rule `flood` for a call that comes too soon; notes `impatient` where the bot had been told."""
        if not (self.on or self._until) or not method.startswith(PACED) or method in FREE:
            return
        now = time.monotonic()
        for place in (chat, 0):
            left = self._until.get(place, 0.0) - now
            if left > 0:
                notes.append("impatient")
                raise flood(left)
            self._until.pop(place, None)
        if self.on:
            self._take(chat, now)

    def _take(self, chat: int, now: float) -> None:
        for place, room, pace in ((0, 30, 30.0), (chat, 3, 1.0) if chat > 0 else (chat, 20, 20 / 60)):
            wait = self._buckets.setdefault(place, _Bucket(room, pace, room, now)).take(now)
            if wait:
                self.penalise(place, math.ceil(wait))
                raise flood(wait)


def flood(seconds: float) -> RefusedError:
    """The 429; whole seconds, as Telegram counts them, but for fractions that a test ordered."""
    shown = seconds if seconds < 1 else math.ceil(seconds)
    return refuse("flood", {"retry_after": shown}, seconds=shown)
