"""What a person sees in a chat, and waiting until it is there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Self

from tests.bot_api.messages import Message

PATIENCE = 60.0
"""Seconds that a test waits for what is expected: on a busy machine an answer takes many times as long."""
DRAFT_LASTS = 30.0
"""Seconds that a draft is shown after its last change."""


class Seen:
    """The shown side of a chat: messages in order with edits applied, drafts apart, what the bot is doing."""

    def __init__(self) -> None:
        self.messages: dict[int, Message] = {}
        self.actions: list[tuple[float, str]] = []
        """(seconds since the epoch, action) of each sendChatAction."""
        self.draft_history: list[tuple[int, str]] = []
        """(draft id, text) of each draft as it came."""
        self._drafts: dict[int, tuple[float, str]] = {}
        self._changed: asyncio.Event | None = None

    @property
    def shown(self) -> list[Message]:
        """Every message that has not been deleted, oldest first."""
        return list(self.messages.values())

    @property
    def answers(self) -> list[Message]:
        """The bot's messages."""
        return [message for message in self.messages.values() if message.by_bot]

    @property
    def texts(self) -> list[str]:
        """The texts of the bot's messages."""
        return [message.text for message in self.answers]

    @property
    def last(self) -> Message:
        """The bot's last message. Raises LookupError where there is none."""
        for message in reversed(self.messages.values()):
            if message.by_bot:
                return message
        raise LookupError("the bot has said nothing here")

    @property
    def drafts(self) -> dict[int, str]:
        """Drafts that are shown now, by id: one goes when the bot sends a message, or after 30 seconds."""
        now = time.monotonic()
        return {number: text for number, (at, text) in self._drafts.items() if now - at < DRAFT_LASTS}

    def show_draft(self, number: int, text: str) -> None:
        self._drafts[number] = (time.monotonic(), text)
        self.draft_history.append((number, text))
        self.change()

    def show(self, message: Message) -> None:
        """A new message is there; the bot's ends its drafts."""
        self.messages[message.id] = message
        if message.by_bot and self._drafts:
            self._drafts.clear()
        self.change()

    def change(self) -> None:
        """Wakes whoever waits for this chat."""
        if self._changed is not None:
            self._changed.set()
            self._changed = None

    async def wait_for(self, wanted: int | str | Callable[[Self], object] = 1, timeout: float = PATIENCE) -> list[Message]:
        """The bot's messages, once there are so many, or one has this text in it, or the predicate of this chat holds.

        Raises AssertionError, with what is shown, after `timeout` seconds.
        """
        holds = _predicate(wanted)
        try:
            async with asyncio.timeout(timeout):
                while not holds(self):
                    self._changed = self._changed or asyncio.Event()
                    await self._changed.wait()
        except TimeoutError:
            shown = [message.summary() for message in self.shown]
            raise AssertionError(f"waited {timeout} s for {wanted!r}; shown: {shown}") from None
        return self.answers


def _predicate(wanted: int | str | Callable[..., object]) -> Callable[[Seen], object]:
    if callable(wanted):
        return wanted
    if isinstance(wanted, str):
        return lambda seen: any(wanted in text for text in seen.texts)
    return lambda seen: len(seen.answers) >= wanted
