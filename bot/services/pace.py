"""How fast a channel may speak: to everyone together, to one person, to one group. Acknowledgements do not pass here."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from aiolimiter import AsyncLimiter

KEPT = 4096
"""Chats whose pace is remembered; one that was silent the longest has long caught up."""


@dataclass(frozen=True)
class Rate:
    """`times` in `seconds`, at once if need be."""

    times: float
    seconds: float


@dataclass(frozen=True)
class Rates:
    everyone: Rate
    person: Rate
    group: Rate


class Pace:
    """The limits of one channel; without `rates` there are none."""

    def __init__(self, rates: Rates | None) -> None:
        self._rates = rates
        self._everyone = _limiter(rates.everyone) if rates else None
        self._chats: OrderedDict[str, AsyncLimiter] = OrderedDict()

    async def wait(self, chat: str, *, group: bool) -> None:
        """Until something may be said in this chat."""
        if self._rates is None or self._everyone is None:
            return
        await self._of(chat, self._rates.group if group else self._rates.person).acquire()
        await self._everyone.acquire()

    def free(self, chat: str) -> bool:
        """Whether something that can be left out, such as a sign of progress, has room now."""
        limiter = self._chats.get(chat)
        return self._everyone is None or (self._everyone.has_capacity() and (limiter is None or limiter.has_capacity()))

    def _of(self, chat: str, rate: Rate) -> AsyncLimiter:
        limiter = self._chats.pop(chat, None) or _limiter(rate)
        self._chats[chat] = limiter
        if len(self._chats) > KEPT:
            self._chats.popitem(last=False)
        return limiter


def _limiter(rate: Rate) -> AsyncLimiter:
    return AsyncLimiter(rate.times, rate.seconds)
