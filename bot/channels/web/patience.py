"""How long a browser may take to ask: a line on which no request arrives is closed, so that nobody keeps others out by holding lines."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 20
"""For the head of a request, from the line's opening or from the request's first byte; the body is the guard's to time."""
LONGEST_HEAD = 64 * 1024
"""Bytes of a head, on which llhttp has no limit of its own."""


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's own, which lets a line wait for ever that has not asked anything yet, and a head be of any length."""

    _waiting: asyncio.TimerHandle | None = None
    _head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn itself narrows it
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._wait_no_more()
        elif self._waiting is None:
            self._wait()
        self._measure(len(data))

    def _measure(self, came: int) -> None:
        """What comes while no head is whole is part of one."""
        self._head = self._head + came if self._waiting is not None else 0
        if self._head > LONGEST_HEAD:
            self.transport.abort()

    def on_response_complete(self) -> None:
        self._wait_no_more()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
