"""Open pages of a class are told that something moved, in time, and as long as they may hear it."""

from __future__ import annotations

import asyncio
import re
import time

from bot.bootstrap import make_parts
from bot.channels.web.desk import desk_of
from bot.dashboard import live
from bot.locales import locale
from bot.services import Parts
from bot.services.news import of_class
from bot.settings import Settings
from storage.classrooms.records import Classroom, Teacher
from tests.channels.visiting import web
from tests.classroom.people import (
    a_class,
    a_full_class,
    a_student,
    a_teacher,
    signed_in,
    troubled,
)
from tests.classroom.test_live import at_class
from tests.classroom.test_news import listening
from tests.postgres import server

PATIENCE = 60.0


async def test_a_page_is_told_when_the_class_moves(parts: Parts) -> None:
    _, teacher, room = await at_class(parts)
    lines = Lines(parts, teacher, room)
    async with lines:
        ann = await a_student(parts, room, "Ann")
        await ann.say("the lift is always full")
        await lines.told(1)


async def test_many_moves_are_few_events(parts: Parts) -> None:
    _, teacher, room = await at_class(parts)
    lines = Lines(parts, teacher, room)
    async with lines:
        begun = time.monotonic()
        for _ in range(60):
            parts.news.tell(of_class(room.id))
            await asyncio.sleep(0.01)
        await lines.told(2)
        await asyncio.sleep(live.APART * 2)
        assert len(lines.events) <= 1 + (time.monotonic() - begun) / live.APART


async def test_an_open_line_ends_with_the_session_and_with_the_class(parts: Parts) -> None:
    for ends in ("session", "class"):
        teacher = await a_teacher(parts, f"Ms {ends}")
        room = await a_class(parts, teacher, code=f"KBCD347{len(ends)}")
        lines = Lines(parts, teacher, room)
        async with lines:
            if ends == "session":
                await parts.store.teachers.end_sessions(teacher.id)
            else:
                await parts.store.teachers.leave_class(teacher.id, room.id)
            parts.news.tell(of_class(room.id))
            await asyncio.wait_for(lines.task, PATIENCE)
            assert lines.events == [], "who is out is not even told that something moved"


async def test_a_page_that_is_behind_is_told_at_once(parts: Parts) -> None:
    browser, teacher, room = await at_class(parts)
    ids = await a_full_class(parts, room, 3, stuck=0)
    seen = re.findall(r"wire\?seen=(\w+)", (await browser.get(f"/teacher/class/{room.id}")).text)[0]
    async with Lines(parts, teacher, room, seen) as lines:
        await asyncio.sleep(0.2)
        assert lines.events == []
    await troubled(parts, room, ids[:1])
    async with Lines(parts, teacher, room, seen) as lines:
        await lines.told(1)


async def test_another_process_is_heard_on_the_page(postgres_database: str) -> None:
    settings = Settings(database_url=server().url(postgres_database))
    here, there = make_parts(settings), make_parts(settings)
    teacher = await a_teacher(here)
    room = await a_class(here, teacher)
    async with here.news.across(here.store), there.news.across(there.store), Lines(here, teacher, room) as lines:
        await listening(postgres_database, 2)
        ann = await a_student(there, room, "Ann")
        lines.events.clear()
        await ann.say("the lift is always full")
        await lines.told(1)
    for one in (here, there):
        await one.close()


class Lines:
    """A teacher's page that listens: the events of its wire as they come, without a server."""

    def __init__(self, parts: Parts, teacher: Teacher, room: Classroom, seen: str = "") -> None:
        self.parts, self.teacher, self.room, self.seen = parts, teacher, room, seen
        self.events: list[dict[str, str]] = []

    async def __aenter__(self) -> Lines:
        from starlette.requests import Request

        from bot.dashboard.page import ClassVisit

        cookies = await signed_in(self.parts, self.teacher)
        scope = {"type": "http", "headers": [(b"cookie", f"teacher={cookies['teacher']}".encode())], "app": web(self.parts), "path": "/"}
        self.here = ClassVisit(Request(scope), self.parts, self.teacher, locale("en"), self.room)
        self.over = asyncio.Event()
        self.task = asyncio.create_task(self._hear())
        async with asyncio.timeout(PATIENCE):
            while not desk_of(self.here.request).wire.listening(of_class(self.room.id)):
                await asyncio.sleep(0.01)
        return self

    async def _hear(self) -> None:
        async for one in live._moves(self.here, self.seen, self.over):  # type: ignore[arg-type]  # an event is an event
            self.events.append(one)

    async def told(self, count: int) -> None:
        """Until so many events came."""
        async with asyncio.timeout(PATIENCE):
            while len(self.events) < count:
                await asyncio.sleep(0.01)

    async def __aexit__(self, *_: object) -> None:
        self.over.set()
        await asyncio.wait_for(self.task, PATIENCE)
