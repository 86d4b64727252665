"""The server as a process of its own: `python -m tests.bot_api --port 8081 --control`, for crash tests and benches."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal

from tests.bot_api.server import BotApi
from tests.bot_api.world import TOKEN


async def serve(port: int, token: str, *, control: bool, keep_log: bool) -> None:
    """Serves until SIGTERM or Ctrl-C; the first line printed is the address."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with BotApi(token=token, port=port, control=control) as api:
        api.calls.log.keep = keep_log
        print(api.base_url, flush=True)
        print(f"token {api.token}", flush=True)
        await stop.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bot_api", description="A fake Bot API server.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--control", action="store_true", help="open the control API under /control/")
    parser.add_argument("--no-log", action="store_true", help="count calls, do not keep them")
    given = parser.parse_args()
    asyncio.run(serve(given.port, given.token, control=given.control, keep_log=not given.no_log))


if __name__ == "__main__":
    main()
