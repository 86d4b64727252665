"""Faults on order: what goes wrong between a bot and Telegram, for the next calls of a method, in a chat, so many times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.bot_api.wire import Json


@dataclass(frozen=True, slots=True)
class TooMany:
    """429 with `retry_after` (seconds; whole ones on Telegram). Until they have passed the chat is refused again, and the bot blamed."""

    retry_after: float = 1


@dataclass(frozen=True, slots=True)
class ServerError:
    """A 5xx before anything was done. `html`: the page of a proxy in between, instead of JSON."""

    code: int = 502
    html: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Any refusal: `Refusal(400, "Bad Request: can't parse entities: ...")`."""

    code: int = 400
    description: str = "Bad Request: refused by a test"


@dataclass(frozen=True, slots=True)
class TimeoutAfterAccepting:
    """Done, and never answered: the bot cannot know."""


@dataclass(frozen=True, slots=True)
class TimeoutBefore:
    """Not done, and never answered: the bot cannot know."""


@dataclass(frozen=True, slots=True)
class DropBefore:
    """Not done, and the connection closed."""


@dataclass(frozen=True, slots=True)
class DropAfterAccepting:
    """Done, and the connection closed before the answer."""


@dataclass(frozen=True, slots=True)
class Slow:
    """Done and answered, after so many seconds."""

    seconds: float = 0.3


Fault = TooMany | ServerError | Refusal | TimeoutAfterAccepting | TimeoutBefore | DropBefore | DropAfterAccepting | Slow
KINDS: dict[str, type[Fault]] = {
    kind.__name__: kind for kind in (TooMany, ServerError, Refusal, TimeoutAfterAccepting, TimeoutBefore, DropBefore, DropAfterAccepting, Slow)
}


def read_fault(given: Json) -> Fault:
    """A fault from `{"kind": "TooMany", "retry_after": 5}`. Raises LookupError, TypeError."""
    rest: dict[str, Any] = {name: value for name, value in given.items() if name != "kind"}
    return KINDS[str(given["kind"])](**rest)


@dataclass(slots=True)
class _Order:
    method: str | None
    chat: int | None
    left: int
    fault: Fault


class Script:
    """The orders, in order: a call takes the first that is meant for it."""

    def __init__(self) -> None:
        self._orders: list[_Order] = []

    def add(self, method: str | None, chat: int | None, times: int, fault: Fault) -> None:
        """For `method` (None: any) in `chat` (None: any), `times` times."""
        self._orders.append(_Order(method.lower() if method else None, chat, times, fault))

    def next(self, method: str, chat: int) -> Fault | None:
        """The fault for this call, if one was ordered; it is used up. `method` in lower case."""
        for order in self._orders:
            if order.method in (None, method) and order.chat in (None, chat):
                order.left -= 1
                if order.left <= 0:
                    self._orders.remove(order)
                return order.fault
        return None

    @property
    def left(self) -> int:
        """How many faults have not happened yet."""
        return sum(order.left for order in self._orders)
