"""A real HTTP server for an ASGI app, on a free port of this machine."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn


def listening() -> socket.socket:
    """A port of our own, before anybody serves it."""
    made = socket.socket()
    made.bind(("127.0.0.1", 0))
    return made


@asynccontextmanager
async def served(app: Any, at: socket.socket | None = None) -> AsyncIterator[str]:
    """The address under which the app is served."""
    place = at or listening()
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined,method-assign,unused-ignore]  # signals are the test runner's
    task = asyncio.create_task(server.serve(sockets=[place]))
    try:
        while not server.started:
            await asyncio.sleep(0.005)
        yield f"http://127.0.0.1:{place.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
