"""The bots as processes: ours, and the two echo bots in an environment of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.telegram.server import Server

ROOT = Path(__file__).parent.parent.parent
PEERS = ROOT / ".venv-bench"
ECHO = ROOT / "bench" / "echo"
SECRET = "a-secret-of-benches"
_PYTHON = "Scripts/python.exe" if os.name == "nt" else "bin/python"


@dataclass(frozen=True)
class Bot:
    """A bot that runs and has set its webhook."""

    process: subprocess.Popen[bytes]
    folder: Path
    """Where ours keeps its store and what it measured."""

    def peak_memory(self) -> float:
        """The most that it held in memory so far, in MB (Linux tells)."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        return float("nan")

    def processor_seconds(self) -> float:
        """What it used of the processors so far, all its threads together (Linux tells)."""
        user, system = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def turns(self) -> list[tuple[float, float]]:
        """(when its message was committed, in seconds since the epoch; seconds until it was) of each turn so far, of ours where it is measured."""
        lines = (self.folder / "turns").read_text().splitlines()
        return [(float(at), float(lasted)) for at, lasted in map(str.split, lines)]


Start = Callable[[Server], AbstractContextManager[Bot]]


def sampan(server: Server, *, paced: bool = False, measured: bool = False) -> AbstractContextManager[Bot]:
    """`sampan serve` on a new SQLite store. `measured`: by `bench.telegram.measured`, which is the same with a clock and numbered answers."""
    port = free_port()
    settings = {
        "TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_BASE": server.url, "TELEGRAM_WEBHOOK_SECRET": SECRET, "PORT": str(port),
        "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram/webhook", "LOG_LEVEL": "ERROR", "BENCH_PACED": "1" if paced else "",
    }  # fmt: skip
    program = "bench.telegram.measured" if measured else "bot"
    return _running(server, [sys.executable, "-m", program, "serve"], settings)


def with_ptb(server: Server) -> AbstractContextManager[Bot]:
    return _running(server, _peer("with_ptb", server), {})


def with_aiogram(server: Server) -> AbstractContextManager[Bot]:
    return _running(server, _peer("with_aiogram", server), {})


@contextmanager
def _running(server: Server, command: list[str], settings: Mapping[str, str]) -> Iterator[Bot]:
    """A process from its webhook on until it is told to end; ours has time to write down what it measured."""
    with tempfile.TemporaryDirectory(prefix="sampan-bench-") as folder:
        environment = {**os.environ, "BENCH_FOLDER": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", **settings}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=_log())
        try:
            server.until_open()
            yield Bot(process, Path(folder))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _log() -> int | None:
    """Bots that tell all they do are not what is measured; `BENCH_LOUD` shows what one says when it will not start."""
    return None if os.environ.get("BENCH_LOUD") else subprocess.DEVNULL


def _peer(name: str, server: Server) -> list[str]:
    return [str(peers()), str(ECHO / f"{name}.py"), server.token, server.url, str(free_port())]


def peers() -> Path:
    """The Python of the peers; their environment is made where it is not there, at the versions of `bench/echo/requirements.txt`."""
    python = PEERS / _PYTHON
    if not python.exists():
        print("Installing the echo bots; this happens once.", flush=True)
        uv = [sys.executable, "-m", "uv"]
        subprocess.run([*uv, "venv", "--quiet", "--python", sys.executable, str(PEERS)], check=True)
        subprocess.run([*uv, "pip", "install", "--quiet", "--python", str(python), "-r", str(ECHO / "requirements.txt")], check=True)
    return python


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
