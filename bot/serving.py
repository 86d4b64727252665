"""`sampan serve`: the web chat until it is told to stop; within 10 seconds of that, with everything stored."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from types import FrameType
from typing import Any

import uvicorn

from bot import teachers
from bot.bootstrap import endpoint_of, make_app, make_parts, warm
from bot.channels.web.address import address_text, shown_host
from bot.channels.web.patience import PatientProtocol
from bot.core.errors import OperatorError
from bot.services import Parts, shift
from bot.services.classroom import bell, retention
from bot.services.event import clock, sealing
from bot.settings import Settings

STOP_SECONDS = 6
Beside = Callable[[Parts], Awaitable[None]]
"""What goes on in the same process, on the same parts: the demo's students."""

log = logging.getLogger(__name__)


def serve(settings: Settings, beside: Beside | None = None) -> int:
    """With something `beside` it, serve until Ctrl-C or SIGTERM. Raises `OperatorError` where the port is taken, `StoreError` where the store cannot be opened."""
    logging.basicConfig(level=settings.log_level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    settings = settings.in_the_network()
    with listen(settings.host, settings.port) as listening, asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(settings, listening, beside))
    return 0


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's, for which each request is a little less work; Python's own on Windows, where it does not run."""
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop


def listen(host: str, port: int) -> socket.socket:
    """The listening socket, taken before anything else is begun."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:  # taken, not ours to take, or no such port
        listening.close()
        raise OperatorError(
            f"cannot listen on {host}:{port} ({getattr(error, 'strerror', error)}); choose another with --port, or stop what runs there"
        ) from None
    return listening


class _Server(uvicorn.Server):
    """Ends as it was asked to. Uvicorn's own raises the signal once more when it is done, which would end the program before the store is closed."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


async def _serve(settings: Settings, listening: socket.socket, beside: Beside | None) -> None:
    port = listening.getsockname()[1]
    parts = make_parts(settings, with_model=True, public_url=settings.public_url or f"http://{shown_host(settings.host)}:{port}")
    try:
        await shift.begin(parts)
        await asyncio.to_thread(warm)
        app, telegram = make_app(settings, parts)
        _keep_what_is_loaded()
        config = uvicorn.Config(
            app, log_config=None, log_level=settings.log_level.lower(), access_log=False, timeout_graceful_shutdown=STOP_SECONDS,
            timeout_keep_alive=15, server_header=False, http=PatientProtocol,
        )  # fmt: skip
        print(f"Sampan is open at {address_text(settings.host, port)}", flush=True)
        if settings.class_network:
            print(await teachers.way_in(parts), flush=True)
        async with (
            parts.news.across(parts.store),
            _running(shift.keep(parts)),
            _running(bell.keep(parts)),
            _running(clock.keep(parts)),
            _running(sealing.keep(parts)),
            _running(retention.keep(parts)),
            _running(_ask_model(settings)),
            _running(_beside(parts, beside)),
            telegram,
        ):
            await _Server(config).serve(sockets=[listening])
            await shift.end(parts)  # while the channels are open, so that what was decided last is still sent
    finally:
        await parts.close()


async def _beside(parts: Parts, beside: Beside | None) -> None:
    """A fault of it is told and ends it alone."""
    if beside is not None:
        try:
            await beside(parts)
        except Exception:
            log.exception("what ran beside the server broke off")


async def _ask_model(settings: Settings) -> None:
    """One line on the model that is set: a wrong address or key is the operator's to mend, while the offline tutor serves."""
    if not settings.has_model:
        return
    from bot.brains.openai_compatible.examine import examine  # late: it loads the server's library

    found = await examine(endpoint_of(settings))
    print(f"Language model: {found.line}" if found.well else f"Language model: {found.line}; the offline tutor answers meanwhile", flush=True)


def _keep_what_is_loaded() -> None:
    """What is loaded by now stays: to look through it for garbage again and again, and after every few hundred objects, was a tenth of each turn."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


@asynccontextmanager
async def _running(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Something that goes on beside the server and ends with it."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
