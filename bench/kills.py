"""Kill -9 during the conversations of 20 students, again and again: `python -m bench.kills [kills]`.

Half of the kills come at a named point of a turn, half at any moment; half of them while updates are fetched, half while they are brought. Whoever has their
zip leaves, and somebody new sits down. At the end every message has its turn, and no answer was seen twice.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.measure import row
from tests.bot_api import BotApi
from tests.crash.killing import Account, Program, settled
from tests.crash.mortal import POINTS
from tests.crash.students import PROBLEMS, Student

SEATS = 20
SHORTEST, LONGEST = 0.3, 3.0
"""Seconds of a life that ends at any moment."""
PATIENCE = 90.0
"""Seconds that a student waits for an answer, whatever dies meanwhile."""


@dataclass
class Nursed(Program):
    """The program, its lives begun by `bench.nursery` in a moment."""

    _pid: int = 0
    _over: bool = True

    async def open(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.nursery", env=self._environment(), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )

    async def start(self, point: str = "", times: int = 0) -> None:
        assert self._process is not None and self._process.stdin is not None
        self._process.stdin.write(f"{point}\t{times}\n".encode())
        self._pid, self._over = int(await self._line()), False

    async def died(self, within: float) -> bool:
        if not await self._ended(within):
            return False
        self.deaths += 1
        return True

    async def kill(self) -> None:
        self._send(signal.SIGKILL)
        await self._ended(10)
        self.deaths += 1

    async def stop(self) -> None:
        """End the last life as an operator does, and the nursery after it."""
        self._send(signal.SIGTERM)
        await self._ended(15)
        assert self._process is not None and self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()

    def _send(self, what: signal.Signals) -> None:
        """The nursery waits for its child, so that the number is no other process's until it said that this one is over."""
        if not self._over:
            os.kill(self._pid, what)

    async def _ended(self, within: float) -> bool:
        if not self._over:
            try:
                async with asyncio.timeout(within):
                    self._over = await self._line() == "over"
            except TimeoutError:
                return False
        return True

    async def _line(self) -> str:
        assert self._process is not None and self._process.stdout is not None
        return (await self._process.stdout.readline()).decode().strip()


@dataclass
class Class:
    """Students at their seats, one after another at each, until the lesson is over."""

    api: BotApi
    over: bool = False
    zips: int = 0
    let_down: int = 0
    _problems: Iterator[str] = field(default_factory=lambda: itertools.cycle(PROBLEMS))

    async def sit(self) -> None:
        await asyncio.gather(*(self._seat() for _ in range(SEATS)))

    async def _seat(self) -> None:
        while not self.over:
            student = Student(self.api.private_chat("Student", started=True), next(self._problems), patience=PATIENCE)
            came = await student.talk()
            self.zips, self.let_down = self.zips + came, self.let_down + (not came)


@dataclass(frozen=True)
class Lesson:
    """What became of everybody."""

    account: Account
    kills: int
    zips: int
    let_down: int
    faults: int
    """What the bot did that Telegram does not like."""

    @property
    def held(self) -> bool:
        account = self.account
        return (account.lost, account.waiting, account.missing, account.doubled, self.let_down, self.faults) == (0, 0, 0, 0, 0, 0)


async def lesson(kills: int, *, webhook: bool, seed: int = 7) -> Lesson:
    with _store() as url:
        async with BotApi() as api:
            program, people = Nursed(api, url, webhook), Class(api)
            await program.open()
            talks = asyncio.create_task(people.sit())
            try:
                await _lives(program, kills, random.Random(seed))
                people.over = True
                await program.start()
                await talks
                account = await settled(api, url, len(api.world.updates.made))
            finally:
                talks.cancel()
                await program.stop()
            return Lesson(account, program.deaths, people.zips, people.let_down, len(api.faults_of_bot))


async def _lives(program: Nursed, kills: int, chance: random.Random) -> None:
    """Every second life ends at a point of a turn, if it comes to it; the others whenever."""
    while program.deaths < kills:
        point = chance.choice(POINTS) if program.deaths % 2 else ""
        await program.start(point, chance.randint(1, 15))
        if not await program.died(within=2 * LONGEST if point else chance.uniform(SHORTEST, LONGEST)):
            await program.kill()


@contextmanager
def _store() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="sampan-bench-") as folder:
        yield f"sqlite:///{folder}/kills.sqlite3"


def run(kills: int = 300) -> bool:
    lessons = {way: asyncio.run(lesson(kills // 2, webhook=way == "brought")) for way in ("fetched", "brought")}
    for way, one in lessons.items():
        account = one.account
        print(row(f"updates {way}: {one.kills} kills, {SEATS} students at a time, messages", f"{account.said:,}"))
        print(row("  messages lost, answers missing", f"{account.lost}, {account.missing}", "0, 0", account.lost + account.missing == 0))
        print(row("  answers doubled, answers never sent", f"{account.doubled}, {account.waiting}", "0, 0", account.doubled + account.waiting == 0))
        print(row("  answers marked uncertain; notices of it said again", f"{account.uncertain}, {account.told_again}"))
        print(row("  zips that arrived, students let down", f"{one.zips}, {one.let_down}", "0 let down", one.let_down == 0))
        print(row("  calls that Telegram would not like", f"{one.faults}", "0", one.faults == 0), flush=True)
    return all(one.held for one in lessons.values())


if __name__ == "__main__":
    raise SystemExit(0 if run(*map(int, sys.argv[1:2])) else 1)
