"""A call from the door to the answer: read, faults on order, limits, the method, the log."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.bot_api.faults import (
    DropBefore,
    Fault,
    Refusal,
    Script,
    ServerError,
    Slow,
    TimeoutAfterAccepting,
    TimeoutBefore,
    TooMany,
)
from tests.bot_api.limits import Limits, flood
from tests.bot_api.log import Log, Request
from tests.bot_api.methods import METHODS
from tests.bot_api.params import Params, read_params
from tests.bot_api.rules import RefusedError, refuse
from tests.bot_api.wire import Json
from tests.bot_api.world import World

TOKEN_FORM = re.compile(r"\d+:[A-Za-z0-9_-]{35,}")
LOOK_AGAIN = 0.05
"""Seconds between looks whether a bot that is never answered has gone away."""
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(slots=True)
class Outcome:
    """What a call came to: a code and the body of the answer."""

    code: int
    body: bytes


class Calls:
    """Carries calls out."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.script, self.limits, self.log = Script(), Limits(), Log()
        self.closing = asyncio.Event()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The handler of `/bot<token>/<method>`."""
        params, problem = Params({}), None
        try:
            self._check_token(request.match_info["token"])
            params = await read_params(request)
        except RefusedError as refused:
            problem = refused
        entry = self._begin(request.match_info["method"], params)
        if problem is not None:
            return _response(self._refused(entry, params, problem))
        fault = self.script.next(entry.method.lower(), entry.chat)
        return _response(await self.perform(entry, params)) if fault is None else await self._faulty(request, entry, params, fault)

    async def from_webhook(self, called: Json) -> None:
        """A call that the bot put into its answer to the webhook: carried out, its result told to nobody."""
        params = Params({name: value for name, value in called.items() if name != "method"})
        await self.perform(self._begin(str(called["method"]), params, "webhook"), params)

    def _check_token(self, token: str) -> None:
        if token != self.world.token:
            raise refuse("token-wrong" if TOKEN_FORM.fullmatch(token) else "token-malformed")

    def _begin(self, method: str, params: Params, via: str = "http") -> Request:
        return self.log.begin(method, params, params.integer("chat_id"), via)

    async def perform(self, entry: Request, params: Params) -> Outcome:
        """Does it, within the limits."""
        method = entry.method.lower()
        try:
            if method not in METHODS:
                raise refuse("method-unknown")
            self.limits.check(method, entry.chat, params.notes)
            result = METHODS[method](self.world, params)
            if inspect.isawaitable(result):
                result = await result
        except RefusedError as refused:
            return self._refused(entry, params, refused)
        self.log.end(entry, 200, "ok")
        if params.notes:
            self.log.blame(entry, params.notes)
        return _ok(result)

    def _refused(self, entry: Request, params: Params, refused: RefusedError) -> Outcome:
        self.log.end(entry, refused.code, refused.rule.id if refused.rule else "scripted", refused.description)
        self.log.blame(entry, params.notes, refused)
        body = {"ok": False, "error_code": refused.code, "description": refused.description}
        if refused.parameters:
            body["parameters"] = refused.parameters
        return Outcome(refused.code, _dump(body).encode("utf-8", "backslashreplace"))

    async def _faulty(self, request: web.Request, entry: Request, params: Params, fault: Fault) -> web.StreamResponse:
        """A call with a fault on order."""
        if isinstance(fault, TooMany | Refusal | ServerError):
            return self._failed(entry, params, fault)
        if isinstance(fault, Slow):
            await asyncio.sleep(fault.seconds)
        outcome = None if isinstance(fault, TimeoutBefore | DropBefore) else await self.perform(entry, params)
        self.log.end(entry, outcome.code if outcome else 0, type(fault).__name__)
        if isinstance(fault, TimeoutBefore | TimeoutAfterAccepting):
            await self._hold(request)
        if isinstance(fault, Slow) and outcome:
            return _response(outcome)
        return _drop(request)

    def _failed(self, entry: Request, params: Params, fault: TooMany | Refusal | ServerError) -> web.Response:
        if isinstance(fault, TooMany):
            self.limits.penalise(entry.chat, fault.retry_after)
            refused = flood(fault.retry_after)
        elif isinstance(fault, Refusal):
            refused = RefusedError(fault.code, fault.description)
        else:
            refused = RefusedError(fault.code, "Bad Gateway" if fault.code == 502 else "Internal Server Error")
        outcome = self._refused(entry, params, refused)
        entry.outcome = type(fault).__name__
        if isinstance(fault, ServerError) and fault.html:
            return web.Response(status=fault.code, text="<html><h1>Bad Gateway</h1></html>", content_type="text/html")
        return _response(outcome)

    async def _hold(self, request: web.Request) -> None:
        """Says nothing until the bot gives up or the server ends."""
        while request.transport is not None and not request.transport.is_closing() and not self.closing.is_set():
            await asyncio.sleep(LOOK_AGAIN)


def _ok(result: Any) -> Outcome:
    return Outcome(200, f'{{"ok":true,"result":{_dump(result)}}}'.encode("utf-8", "backslashreplace"))


def _response(outcome: Outcome) -> web.Response:
    return web.Response(status=outcome.code, body=outcome.body, content_type="application/json")


def _drop(request: web.Request) -> web.Response:
    """Closes the connection under the bot; what is returned reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
