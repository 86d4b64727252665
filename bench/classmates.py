"""A class on a `sampan serve` of its own, and students that chat with it as browsers without a screen."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import httpx2

from bot.bootstrap import make_parts
from bot.channels.web.session import COOKIE, new_session, seal
from bot.settings import Settings
from storage.classrooms.records import Classroom
from storage.store import Store
from tests.classroom.people import a_class, a_teacher, signed_in

SEATS, QUIET = 45, 20
"""Who chats, and who says their first word to be seen on the screen."""
EVERY = 5.0
"""Seconds between two messages of a student, on average."""
LINES = ("the lift is always full", "my neighbours", "they want to know when it is free", "idk", "the floor and the time", "make it blue", "why?")


@dataclass
class Student:
    learner: str
    http: httpx2.AsyncClient
    answered: int = 0

    async def say(self, text: str) -> float:
        """When its answer, or that there is none now, arrived."""
        answer = await self.http.post("/say", data={"text": text, "id": uuid4().hex}, headers={"HX-Request": "true"})
        answer.raise_for_status()
        self.answered += 1
        return time.time()

    async def chat(self, lot: random.Random) -> None:
        while True:
            await asyncio.sleep(EVERY * lot.uniform(0.5, 1.5))
            await self.say(lot.choice(LINES))


@dataclass
class School:
    """A class on a server of its own."""

    url: str
    room: Classroom
    cookies: dict[str, str]
    store: Store
    students: list[Student] = field(default_factory=list)
    quiet: list[Student] = field(default_factory=list)
    """They sit down late: the page is first measured with those who chat."""

    @property
    def page(self) -> str:
        return f"{self.url}/teacher/class/{self.room.id}"

    def client(self, **cookies: str) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(base_url=self.url, cookies=cookies, headers={"Origin": self.url, "Accept-Encoding": "br"}, timeout=60)


@asynccontextmanager
async def school() -> AsyncIterator[School]:
    with tempfile.TemporaryDirectory(prefix="sampan-bench-") as folder:
        url = f"sqlite:///{folder}/bench.sqlite3"
        parts = make_parts(Settings(database_url=url))
        teacher = await a_teacher(parts)
        room = await a_class(parts, teacher)
        sessions = [new_session() for _ in range(SEATS + QUIET)]
        learners = [(await parts.store.find_or_create_learner("web", one.key, nickname=f"Student {n}")).id for n, one in enumerate(sessions)]
        for number, learner in enumerate(learners[:SEATS]):
            await parts.store.classes.sit(room.id, learner, f"Student {number}")
        seals, cookies = [seal(parts.secret, one) for one in sessions], await signed_in(parts, teacher)
        with serving(url) as address:
            made = School(address, room, cookies, parts.store)
            everyone = [Student(learner, made.client(**{COOKIE: sealed})) for learner, sealed in zip(learners, seals, strict=True)]
            made.students, made.quiet = everyone[:SEATS], everyone[SEATS:]
            yield made
            for student in everyone:
                await student.http.aclose()
        await parts.close()


@contextmanager
def serving(url: str) -> Iterator[str]:
    command = [sys.executable, "-m", "bot", "serve", "--port", "0"]
    environment = {**os.environ, "DATABASE_URL": url, "LOG_LEVEL": "ERROR"}
    process = subprocess.Popen(command, cwd=Path(__file__).parent.parent, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield next(line.split()[-1] for line in process.stdout if "is open at" in line)
    finally:
        process.terminate()
        process.communicate(timeout=30)


@asynccontextmanager
async def chatting(students: list[Student]) -> AsyncIterator[list[asyncio.Task[None]]]:
    talks = [asyncio.create_task(student.chat(random.Random(number))) for number, student in enumerate(students)]
    await asyncio.sleep(EVERY * 1.5)
    try:
        yield talks
        broken = [talk.exception() for talk in talks if talk.done() and not talk.cancelled()]
        if broken:
            raise RuntimeError(f"{len(broken)} students could not go on: {broken[0]!r}")
    finally:
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
