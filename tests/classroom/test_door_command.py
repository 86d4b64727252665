"""The first minute from the command line: `CLASS=1`, and `sampan teacher`."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings, load

ROOT = Path(__file__).parents[2]


@contextlib.contextmanager
def class_run(store: Path, *options: str, **environment: str) -> Iterator[tuple[str, int]]:
    """What `sampan serve` prints at its start on a free port, and that port, while it runs."""
    known = {name: value for name, value in os.environ.items() if name not in ("HOST", "PORT", "CLASS")}
    settings = {
        "DATABASE_URL": f"sqlite:///{store.as_posix()}",
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        **environment,
    }
    command = [sys.executable, "-m", "bot", "serve", "--port", "0", *options]
    process = subprocess.Popen(
        command, cwd=store.parent, env=known | settings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
    )
    try:
        printed = _printed(process)
        port = re.search(r":(\d+)/teacher", printed)
        assert port, printed
        yield printed, int(port[1])
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def _opened(address: str) -> str:
    """A page, as soon as the server answers."""
    for _ in range(600):
        with contextlib.suppress(urllib.error.URLError), urllib.request.urlopen(address) as answered:
            return str(answered.read().decode())
        time.sleep(0.1)
    raise AssertionError(address)


def _printed(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    lines: list[str] = []
    until = time.monotonic() + 120
    while time.monotonic() < until and not (lines and "/teacher" in lines[-1]):
        lines.append(process.stdout.readline())
        assert lines[-1] or process.poll() is None, lines
    return "".join(lines)


@pytest.mark.skipif(os.name == "nt", reason="ends the server by a signal")
@pytest.mark.parametrize("by_option", [False, True])
def test_a_class_begins_with_an_address_a_qr_and_a_one_time_link(tmp_path: Path, by_option: bool) -> None:
    store = tmp_path / "class.sqlite3"
    options, environment = (("--class",), {}) if by_option else ((), {"CLASS": "1"})
    with class_run(store, *options, **environment) as (printed, port):
        assert "▀" in printed or not re.search(r"http://(?!127)", printed), "a network has an address and a QR code"
        token = re.search(r"/teacher/in/([\w-]{40,})\s", printed)
        assert token
        assert "Make your teacher account" in _opened(f"http://127.0.0.1:{port}/teacher/in/{token[1]}")
        with open("/proc/net/tcp", encoding="ascii") as listening:
            assert any(f"00000000:{port:04X} 00000000:0000 0A" in line for line in listening), "it listens on the network"


@pytest.mark.skipif(os.name == "nt", reason="ends the server by a signal")
def test_a_class_that_has_a_teacher_prints_where_to_sign_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "class.sqlite3"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{store.as_posix()}")
    assert main(["teacher", "add", "Ms Lee"]) == 0
    with class_run(store, CLASS="1") as (printed, _):
        assert "Teachers sign in at http://" in printed and "/teacher/in/" not in printed


def test_a_teacher_is_added_linked_and_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{(tmp_path / 'class.sqlite3').as_posix()}")
    monkeypatch.setenv("PUBLIC_URL", "https://sampan.school.test")
    assert main(["teacher", "list"]) == 0
    assert main(["teacher", "add", "李老師"]) == 0
    assert main(["teacher", "link", "李老師"]) == 0
    assert main(["teacher", "list"]) == 0
    said = capsys.readouterr().out
    assert "No teacher yet" in said and "李老師: 0 classes, no password yet" in said
    assert len(re.findall(r"^https://sampan\.school\.test/teacher/in/[\w-]{40,}$", said, re.M)) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [(["add", "ms lee"], "has an account already"), (["add", " "], "1 to 40 characters"), (["add", "x" * 41], "1 to 40 characters"), (["link", "Nobody"], "no teacher is called Nobody")],
)  # fmt: skip
def test_what_will_not_do_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{(tmp_path / 'class.sqlite3').as_posix()}")
    assert main(["teacher", "add", "Ms Lee"]) == 0
    assert main(["teacher", *words]) == 2
    assert said in capsys.readouterr().err


def test_a_class_listens_on_the_network_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings().in_the_network().host == "127.0.0.1"
    monkeypatch.setenv("CLASS", "1")
    assert load().in_the_network().host == "0.0.0.0"
    monkeypatch.setenv("HOST", "10.0.0.5")
    assert load().in_the_network().host == "10.0.0.5"
