"""The engine as this program sees it: ask, and get an answer or `EngineError` within the time that was set."""

from __future__ import annotations

import atexit
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from scaffolds.engine import frames

ROOT = Path(__file__).parent.parent.parent
_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from scaffolds.engine.worker import main; main()"
_OVERTIME = 3.0
"""Seconds over a request's own time, for what its limits inside cannot stop, before the worker is killed."""
_START = 30.0
"""Seconds in which a new process must have answered for the first time."""
_NOTHING: Mapping[str, Any] = {"files": {}, "modules": {}, "plays": [], "drills": [], "seconds": 1.0}


class EngineError(Exception):
    """A request was not answered. `late`: it was stopped because it took too long; otherwise the worker died of it."""

    def __init__(self, late: bool) -> None:
        super().__init__("the engine was stopped: it took too long" if late else "the engine died of this request")
        self.late = late


class Worker:
    """One process, started when it is first asked."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, request: Any, seconds: float) -> Any:
        """One request and its answer. A worker that is late or broken is killed; the next request starts another."""
        if not self._runs():
            self._start()
            self._within(_START, _NOTHING)  # its own start is not counted against what is asked of it
        answer = self._within(seconds, request)
        if answer.get("last"):
            self.stop()
        return answer

    def _within(self, seconds: float, request: Any) -> Any:
        process = self._process
        if process is None:
            raise EngineError(late=False)
        late = threading.Event()
        watch = threading.Timer(seconds, _end, [process, late])
        watch.daemon = True
        watch.start()
        try:
            answer = _exchange(process, request)
        except frames.BrokenFrameError:
            self.stop()
            raise EngineError(late.is_set()) from None
        finally:
            watch.cancel()
            watch.join()
        if late.is_set():
            self.stop()
        return answer

    def stop(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                _close(pipe)
            self._process = None

    def _runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _start(self) -> None:
        self.stop()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _PROGRAM, str(ROOT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=_environment(), cwd=ROOT.anchor,
        )  # fmt: skip


class Engine:
    """A few workers that threads share: while one is stuck in a stranger's loop another goes on."""

    def __init__(self, workers: int = 2) -> None:
        self._workers = [Worker() for _ in range(workers)]
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()  # the one used last is the warm one
        for worker in reversed(self._workers):
            self._idle.put(worker)
        atexit.register(self.close)

    def run(
        self, files: Mapping[str, str], modules: Mapping[str, str] | None = None, plays: Sequence[Mapping[str, Any]] = (), seconds: float = 5.0
    ) -> dict[str, Any]:
        """Read files and play checks against modules, all in one request.

        `files`: text by path; `modules`: CommonJS text by path; `plays` as in `play.py`; `seconds` for all plays together.
        Returns `{"files": {path: page}, "plays": [...]}`; raises `EngineError`.
        """
        request = {**_NOTHING, "files": dict(files), "modules": dict(modules or {}), "plays": list(plays), "seconds": seconds}
        return self._ask(request, seconds + _OVERTIME)

    def drill(self, drills: Sequence[Mapping[str, Any]], seconds: float) -> list[dict[str, Any]]:
        """Try code as in `drilling.py`; the process is ended after `seconds`. Raises `EngineError`."""
        drilled: list[dict[str, Any]] = self._ask({**_NOTHING, "drills": list(drills), "seconds": seconds}, seconds)["drills"]
        return drilled

    def _ask(self, request: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        worker = self._idle.get()
        try:
            answer: dict[str, Any] = worker.ask(request, seconds)
        finally:
            self._idle.put(worker)
        return answer

    def close(self) -> None:
        """End all processes; asking again starts them anew."""
        for worker in self._workers:
            worker.stop()


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _exchange(process: subprocess.Popen[bytes], request: Any) -> Any:
    if process.stdin is None or process.stdout is None:
        raise frames.BrokenFrameError("no pipes")
    frames.send(process.stdin, request)
    return frames.receive(process.stdout)


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:
        return


def _environment() -> dict[str, str]:
    """Nothing of ours; Windows cannot start a process without knowing where it is itself."""
    kept = {"SYSTEMROOT": os.environ.get("SYSTEMROOT", "")} if sys.platform == "win32" else {}
    return {"TZ": "UTC", **kept}
