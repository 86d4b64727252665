"""What every test may rely on: no network but loopback, and the program's parts on a store of their own."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Generator
from pathlib import Path
from typing import Any

import pytest
from _pytest._code.code import ExceptionRepr

from bot.bootstrap import make_parts
from bot.services import Parts
from bot.settings import Settings

pytest_plugins = ["tests.postgres"]
LOOPBACK = ("127.", "localhost", "::1", "0.0.0.0")
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What was logged is told of a first failure too: of a run that is done again only the traceback is printed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    if isinstance(report.longrepr, ExceptionRepr) and getattr(item, "execution_count", 0) == 1:
        report.longrepr.addsection("logged", report.caplog)
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """What failed is run once more, and then from the beginning: without what it left in the server or the store that its module shares."""
    if item.stash.get(FAILED, False):
        item.stash[FAILED] = False
        item.session._setupstate.teardown_exact(None)


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
