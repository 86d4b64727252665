"""What every test may rely on: no network but loopback, and the program's parts on a store of their own."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from bot.bootstrap import make_parts
from bot.services import Parts
from bot.settings import Settings

pytest_plugins = ["tests.postgres", "tests.once_more"]
settings.register_profile("unhurried", settings(), deadline=None, suppress_health_check=[*settings().suppress_health_check, HealthCheck.too_slow])
settings.load_profile("unhurried")  # Hypothesis's own: an example that takes 0.2 s on a busy machine is a failed test
LOOPBACK = ("127.", "localhost", "::1", "0.0.0.0")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches out fails: no paid API is ever called, and the suite runs with the cable out."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host and not str(host).startswith(LOOPBACK) and self.type != socket.SOCK_DGRAM:
            raise AssertionError(f"a test reached out to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
async def parts(tmp_path: Path) -> AsyncIterator[Parts]:
    """The real parts, offline, on a new SQLite store."""
    made = make_parts(Settings(database_url=f"sqlite:///{(tmp_path / 'sampan.sqlite3').as_posix()}"))
    yield made
    await made.store.close()
