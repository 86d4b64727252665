"""One JavaScript world: modules in CommonJS form, loaded when they are first asked for, and calls into them.

Nothing of the host is reachable from inside: no file, no network, no clock (`Date` stands still), no chance (`Math.random` counts).
All that goes in and comes out is JSON text. What is thrown is turned into text inside too, under the same limits.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import _quickjs

MEMORY = 64 * 1024 * 1024
STACK = 256 * 1024
A_CALL = 1.0
"""Seconds of processor for one call."""
_HOST = (Path(__file__).parent / "host.js").read_text(encoding="utf-8")

_LINE = re.compile(r"<input>:(\d+):")


class JavaScriptError(Exception):
    """What code did instead of answering. `key` is `threw`, `took_too_long`, `too_much_memory` or `no_such_action`."""

    def __init__(self, key: str, message: str = "", line: int = 0) -> None:
        super().__init__(message or key)
        self.key, self.message, self.line = key, message, line


class Realm:
    """A fresh world with modules; nothing that happens in it is seen by another."""

    def __init__(self, modules: Mapping[str, str] | None = None) -> None:
        self._context = _quickjs.Context()
        self._context.set_memory_limit(MEMORY)
        self._context.set_max_stack_size(STACK)
        self._host = self._context.eval(_HOST)
        for path, text in (modules or {}).items():
            self._ask("add", path, text)

    def read(self, text: str) -> None:
        """Parse a module's text without running it; raises `JavaScriptError` with its line."""
        self._ask("read", text)

    def module(self, text: str) -> None:
        """Parse a module that is one file and imports nothing, in whatever form it exports; it is run, alone."""
        try:
            self._limited(A_CALL)
            self._context.module(text)
        except (_quickjs.JSException, _quickjs.StackOverflow) as error:
            raise _failure(str(error)) from None

    def call(self, path: str, name: str, given: list[Any], now: str, seconds: float = A_CALL) -> Any:
        """Call an exported function with JSON-like values at a wall clock; raises `JavaScriptError`."""
        answer = self._ask("call", path, name, json.dumps(given), now, seconds=seconds)
        if answer == "?":
            raise JavaScriptError("no_such_action")
        return json.loads(answer)

    def _ask(self, *words: str, seconds: float = A_CALL) -> str:
        began = time.process_time()
        try:
            self._limited(seconds)
            answer = self._host(*words)
        except (_quickjs.JSException, _quickjs.StackOverflow, SystemError) as error:
            raise _failure(str(error), time.process_time() - began >= seconds) from None
        if not isinstance(answer, str):
            raise JavaScriptError("threw", "the world was broken from inside")
        if answer.startswith("!"):
            raise _failure(answer[1:])
        return answer

    def _limited(self, seconds: float) -> None:
        self._context.set_time_limit(max(seconds, 0.01))


def _failure(text: str, late: bool = False) -> JavaScriptError:
    message, _, stack = text.partition("\n")
    if late or "InternalError: interrupted" in message:
        return JavaScriptError("took_too_long")
    if "out of memory" in message or message in ("null", ""):
        return JavaScriptError("too_much_memory")
    found = _LINE.search(stack)
    # `new Function` writes two lines of its own before the text
    return JavaScriptError("threw", message[:300], max(int(found[1]) - 2, 1) if found else 0)
