"""Carries stored answers to people: what is said becomes calls, and what Telegram says to a call becomes an outcome."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels.telegram.api import Api
from bot.channels.telegram.call import Call
from bot.channels.telegram.place import Place, place_of
from bot.channels.telegram.request import NotSentError, UnsureError, seconds_of
from bot.services.outbox import Later, Outcome
from storage.errors import StoreError
from storage.records import Answer

CALM = 60.0
"""Seconds until the next try where the bot itself is not let in."""

Written = Callable[[Answer], Awaitable[list[Call]]]
"""The calls that an answer becomes."""

log = logging.getLogger(__name__)


class TelegramDelivery:
    """Delivers the answers of the outbox. Of an answer that takes several calls, those that were done are not done again."""

    def __init__(
        self, api: Api, write: Written, on_uncertain: Callable[[Answer], Awaitable[None]], on_moved: Callable[[Place, Place], Awaitable[None]]
    ) -> None:
        self._api, self._write, self._on_uncertain, self._on_moved = api, write, on_uncertain, on_moved
        self._left: dict[str, deque[Call]] = {}

    def is_group(self, chat: str) -> bool:
        return not place_in(chat).private

    async def on_uncertain(self, answer: Answer) -> None:
        await self._on_uncertain(answer)

    def let_go(self, answer: Answer) -> None:
        self._left.pop(answer.id, None)

    async def deliver(self, answer: Answer) -> Outcome:
        """`sent`, `failed`, `uncertain`, or when to try again."""
        try:
            outcome = await self._deliver(answer)
        except StoreError as error:
            log.warning("answer %s waits for the store: %s", answer.id, error)
            outcome = Later()
        except Exception:
            log.exception("answer %s cannot be carried", answer.id)
            outcome = "failed"
        if not isinstance(outcome, Later):
            self._left.pop(answer.id, None)
        return outcome

    async def _deliver(self, answer: Answer) -> Outcome:
        left = self._left.get(answer.id)
        if left is None:
            left = self._left[answer.id] = deque(await self._write(answer))
        while left:
            outcome = await self._carried(left, answer)
            if outcome != "sent":
                return outcome
            left.popleft()
        return "sent"

    async def _carried(self, left: deque[Call], answer: Answer) -> Outcome:
        """Make the first call, once more in plain words where Telegram does not take its entities, else what stands for it."""
        try:
            await self.arrived(answer, await self.call(left[0]))
        except BadRequest as error:
            instead = _instead_of(left[0])
            if instead is None:
                log.warning("Telegram refuses an answer to %s: %s", answer.chat, error.message)
                return "failed"
            log.warning("Telegram does not take the form of an answer to %s: %s", answer.chat, error.message)
            left.popleft()
            left.extendleft(reversed(instead))
            return await self._carried(left, answer)
        except TelegramError as error:
            return await self._troubled(error, answer)
        return "sent"

    async def _troubled(self, error: TelegramError, answer: Answer) -> Outcome:
        match error:
            case RetryAfter():
                return Later(seconds_of(error))
            case Forbidden():
                log.info("chat %s cannot be reached any more: %s", answer.chat, error.message)
                return "failed"
            case ChatMigrated():
                await self._move(answer, Place(error.new_chat_id))
                return Later(0)
            case InvalidToken():
                return Later(CALM)
            case NotSentError():
                return Later()
            case UnsureError():
                return "uncertain"
            case NetworkError():  # Telegram's own trouble, 5xx: it says that it did not take it
                return Later()
        log.warning("Telegram refuses an answer to %s: %s", answer.chat, error)
        return "failed"

    async def _move(self, answer: Answer, new: Place) -> None:
        """The group has another id, also for what is left of this answer."""
        self._left[answer.id] = deque(replace(call, params={**call.params, "chat_id": new.chat}) for call in self._left[answer.id])
        await self._on_moved(place_in(answer.chat), new)

    async def arrived(self, answer: Answer, result: object) -> None:
        """Telegram took a call of an answer, and said this."""

    async def call(self, call: Call) -> object:
        """Make one call of the Bot API. Raises `TelegramError`."""
        return await self._api.make(call)


def _instead_of(call: Call) -> Sequence[Call] | None:
    """What to send for a call that was refused; None where that was all. A picture without a caption is left out: words follow it."""
    plain = call.in_plain_words()
    return (plain,) if plain != call else call.instead


def place_in(chat: str) -> Place:
    """The place of a chat as the store names it: `telegram:-100:7`."""
    return place_of(chat.partition(":")[2])
