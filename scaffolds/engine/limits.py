"""What the worker gives up before it reads its first request. Where the system has no such limits (Windows), the engine's own
limits and the kill from outside remain."""

from __future__ import annotations

import contextlib
import os
import signal
import sys

MEMORY = 768 * 1024 * 1024
"""Bytes of address space: Python, the parsers and one realm fit into a third of it."""
CPU_SECONDS = 120
"""Of the whole process; it retires long before (`worker.RETIRE_AFTER`)."""


def lock_down() -> None:
    """No new files, no new processes, no core dumps, little memory; a Ctrl-C in the terminal is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        return
    import resource

    for limit, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 3),  # standard input, output and error are open; nothing else can be
    ):
        _lower(limit, most)
    _lower(getattr(resource, "RLIMIT_NPROC", None), 0)


def _lower(limit: int | None, most: int) -> None:
    if sys.platform == "win32" or limit is None:
        return
    import resource

    hard = resource.getrlimit(limit)[1]
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with contextlib.suppress(OSError, ValueError):  # macOS knows RLIMIT_AS and refuses to set it
        resource.setrlimit(limit, (most, most))


def cpu_spent() -> float:
    """Seconds of processor that this process has used."""
    times = os.times()
    return times.user + times.system
