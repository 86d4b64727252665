"""The program of the engine's process: one request after another, until its input ends or it has worked enough.

A request is `{"files": {path: text}, "modules": {path: CommonJS}, "plays": [...], "drills": [...], "seconds": s}`; the answer is
`{"files": {path: page}, "plays": [...], "drills": [...], "last": bool}`, a page as in `reading.py`, a play as in `play.py`, a drill
as in `drilling.py`.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from scaffolds.engine import drilling, frames, limits, play, reading

RETIRE_AFTER = 60.0
"""Seconds of processor after which a worker answers a last time; a fresh one takes its place."""


def main() -> None:
    """Serve requests from standard input on standard output."""
    reading.warm()
    limits.lock_down()
    last = False
    while not last:
        try:
            request = frames.receive(sys.stdin.buffer)
        except frames.BrokenFrameError:
            return
        answer = _answer(request)
        last = answer["last"] = limits.cpu_spent() > RETIRE_AFTER
        frames.send(sys.stdout.buffer, answer)


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    files = {path: reading.read(path, text) for path, text in request["files"].items()}
    stage = play.Stage(request["modules"], time.monotonic() + request["seconds"])
    plays = [stage.play(one) for one in request["plays"]]
    return {"files": files, "plays": plays, "drills": [drilling.drill(one) for one in request["drills"]]}
