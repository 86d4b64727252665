"""The fake Bot API server as a process, and the orders that a bench gives it over its control API."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

LOOK_AGAIN = 0.02
QUIET = 1.5
"""Seconds without a new answer after which no more is expected, once there is one for each update."""
PATIENCE = 600.0


class BenchError(Exception):
    """A bench that cannot be carried out; the text says why."""


@dataclass(frozen=True)
class Ended:
    """When the last answer was accepted, by `time.perf_counter`, and how many answers there were."""

    at: float
    answers: int


class Server:
    """Talks to the server; one connection, one order after another."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url, token
        self._line = HTTPConnection(url.removeprefix("http://"), timeout=60)

    def ask(self, what: str, **given: Any) -> dict[str, Any]:
        """Do one of the doors of `tests.bot_api.control`."""
        self._line.request("POST", f"/control/{what}", json.dumps(given))
        answer = self._line.getresponse()
        found: dict[str, Any] = json.loads(answer.read())
        if answer.status != 200:
            raise BenchError(f"the fake server refuses {what}: {found}")
        return found

    def chats(self, count: int) -> list[int]:
        """So many new people, each with a private chat that has begun."""
        return list(self.ask("private_chat", count=count, started=True)["chats"])

    def says(self, said: Sequence[tuple[int, str]]) -> None:
        """(chat, text) in order; every update waits for the bot from now on."""
        self.ask("says", many=[{"chat": chat, "text": text} for chat, text in said])

    def answers(self) -> int:
        """How many messages the bot sent that were accepted or refused."""
        counts = self.ask("state")["counts"]
        return int(counts.get("sendMessage", 0)) + int(counts.get("sendDocument", 0))

    def until_open(self) -> None:
        """Until the bot has set its webhook."""
        for _ in range(int(60 / LOOK_AGAIN)):
            if self.ask("state")["webhook"]:
                return
            time.sleep(LOOK_AGAIN)
        raise BenchError("the bot has set no webhook in a minute")

    def until_accepted(self, answers: int) -> None:
        """Until there are so many answers."""
        for _ in range(int(PATIENCE / LOOK_AGAIN)):
            if self.answers() >= answers:
                return
            time.sleep(LOOK_AGAIN)
        raise BenchError(f"there are not {answers} answers in {PATIENCE:.0f} s")

    def until_answered(self, updates: int) -> Ended:
        """Until there is an answer for each update, and no further one for a while: a turn may say several things."""
        seen = self.answers()
        started = last = time.perf_counter()
        while seen < updates or time.perf_counter() - last < QUIET:
            time.sleep(LOOK_AGAIN)
            now, found = time.perf_counter(), self.answers()
            seen, last = (found, now) if found != seen else (seen, last)
            if now - started > PATIENCE:
                raise BenchError(f"{seen} answers to {updates} updates in {PATIENCE:.0f} s")
        return Ended(last, seen)


@contextmanager
def server(*, keep_log: bool = False) -> Iterator[Server]:
    """A new server with nobody on it; ended afterwards."""
    command = [sys.executable, "-m", "tests.bot_api", "--control", *([] if keep_log else ["--no-log"])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            url, token = (process.stdout.readline().strip() for _ in range(2))
            yield Server(url, token.removeprefix("token "))
        finally:
            process.terminate()
