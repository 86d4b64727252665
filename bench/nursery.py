"""Starts the mortal program of `tests.crash` again and again in a moment: everything is imported and read once here, and each life is a fork of it.

`python -m bench.nursery`: a line in (`POINT<tab>N`, the named point to die at, or nothing) begins a life; its process id is a line out, and `over` another
once it has ended, however it did. The settings come from the environment.
"""

from __future__ import annotations

import importlib
import os
import sys

from bot.brains.offline.brain import knowledge
from bot.commands import discover
from bot.services import guard
from tests.crash import mortal


def main() -> None:
    """No thread may run before a fork, so that the proof's engine is left to each life."""
    importlib.import_module("bot.channels.telegram.channel")
    guard.look("")
    knowledge()
    discover()
    for line in sys.stdin:
        point, _, times = line.rstrip("\n").partition("\t")
        _tell(str(child := _born(point, times or "0")))
        os.waitpid(child, 0)
        _tell("over")


def _born(point: str, times: str) -> int:
    """The process id of a new life."""
    if child := os.fork():
        return child
    code = 1
    try:
        sys.stdin.close()
        code = mortal.main(point, times)
    finally:
        os._exit(code)


def _tell(line: str) -> None:
    """On a line of its own: what a life prints itself goes to standard error."""
    os.write(_OUT, f"{line}\n".encode())


_OUT = os.dup(1)

if __name__ == "__main__":
    os.dup2(2, 1)
    main()
