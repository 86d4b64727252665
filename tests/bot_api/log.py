"""What was asked of the server and how it went, and what the bot did wrong."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field

from tests.bot_api.params import Params
from tests.bot_api.rules import RULES, RefusedError
from tests.bot_api.wire import Json


@dataclass(slots=True)
class Request:
    """One call. `outcome`: ok, or the id of the rule or the kind of the fault that stood against it; `at` seconds since the epoch."""

    method: str
    params: Json
    chat: int
    at: float = field(default_factory=time.time)
    code: int = 0
    outcome: str = "waiting"
    description: str = ""
    took: float = 0.0
    via: str = "http"

    def summary(self) -> Json:
        return {name: getattr(self, name) for name in ("method", "params", "chat", "at", "code", "outcome", "description", "took", "via")}


@dataclass(frozen=True, slots=True)
class BotFault:
    """Something that a correct bot never does: the rule it broke, in which call."""

    rule: str
    method: str
    description: str
    params: Json


class Log:
    """Every request, in order; `faults` apart. Polls are counted, not kept."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.faults: list[BotFault] = []
        self.counts: Counter[str] = Counter()
        self.keep = True

    def begin(self, method: str, params: Params, chat: int, via: str) -> Request:
        request = Request(method, params.values, chat, via=via)
        self.counts[method] += 1
        if self.keep and method != "getUpdates":
            self.requests.append(request)
        return request

    def end(self, request: Request, code: int, outcome: str, description: str = "") -> None:
        request.code, request.outcome, request.description = code, outcome, description
        request.took = time.time() - request.at

    def blame(self, request: Request, notes: list[str], refused: RefusedError | None = None) -> None:
        """Keeps what was the bot's fault in a call."""
        for rule in notes:
            self.faults.append(BotFault(rule, request.method, RULES[rule].says, request.params))
        if refused is not None and refused.rule is not None and refused.rule.blamed:
            self.faults.append(BotFault(refused.rule.id, request.method, refused.description, request.params))
