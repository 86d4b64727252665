"""What one process tells is heard in the others."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from bot.bootstrap import make_parts
from bot.services import Parts
from bot.services.news import News, of_class
from bot.settings import Settings
from storage.listening import LONGEST
from storage.store import Store
from tests.classroom.people import a_class, a_student, a_teacher
from tests.postgres import server

PATIENCE = 60.0


class Ear:
    """Whatever was told, and a way to wait for it."""

    def __init__(self, news: News) -> None:
        self.heard: list[str] = []
        news.listen(self.heard.append)

    async def hears(self, topic: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while topic not in self.heard:
                await asyncio.sleep(0.01)


@pytest.fixture
async def two(postgres_database: str) -> AsyncIterator[tuple[Parts, Parts]]:
    """Two programs on one database, that know nothing of each other but what is in it."""
    settings = Settings(database_url=server().url(postgres_database))
    made = make_parts(settings), make_parts(settings)
    async with AsyncExitStack() as open_:
        for one in made:
            await open_.enter_async_context(one.news.across(one.store))
        await listening(postgres_database, 2)
        yield made
    for one in made:
        await one.close()


async def listening(database: str, count: int) -> None:
    """Until so many connections listen."""
    async with asyncio.timeout(PATIENCE):
        while len([one for (one,) in server().ask("SELECT query FROM pg_stat_activity WHERE query = 'LISTEN sampan'")]) < count:
            await asyncio.sleep(0.05)


async def test_a_turn_in_one_process_reaches_the_pages_of_the_other(two: tuple[Parts, Parts]) -> None:
    here, there = two
    ear, own = Ear(there.news), Ear(here.news)
    room = await a_class(here, await a_teacher(here))
    ann = await a_student(here, room, "Ann")
    await ann.say("the lift is always full")
    await ear.hears(of_class(room.id))
    await ear.hears(f"terminal:{ann.chat}")
    await asyncio.sleep(0.2)
    assert own.heard.count(of_class(room.id)) == 1, "what a process told itself does not come back to it"


async def test_many_tellings_at_once_arrive_and_are_few(two: tuple[Parts, Parts]) -> None:
    here, there = two
    ear = Ear(there.news)
    for _ in range(2000):
        here.news.tell("class:a")
    here.news.tell("web:last")
    here.news.tell("x" * (LONGEST + 1))
    await ear.hears("web:last")
    assert "class:a" in ear.heard and len(ear.heard) < 2000


async def test_a_line_that_was_cut_comes_back(two: tuple[Parts, Parts], postgres_database: str) -> None:
    here, there = two
    ear = Ear(there.news)
    server().cut(postgres_database)
    async with asyncio.timeout(PATIENCE):
        while "class:b" not in ear.heard:
            here.news.tell("class:b")
            await asyncio.sleep(0.2)


async def test_what_is_told_last_is_still_said(postgres_database: str) -> None:
    """A process that ends tells what it committed before."""
    settings = Settings(database_url=server().url(postgres_database))
    here, there = make_parts(settings), make_parts(settings)
    ear = Ear(there.news)
    async with there.news.across(there.store):
        await listening(postgres_database, 1)
        async with here.news.across(here.store):
            here.news.tell("class:last")
        await ear.hears("class:last")
    here.news.tell("class:after")
    for one in (here, there):
        await one.close()
    assert "class:after" not in ear.heard
    assert not [thread for thread in threading.enumerate() if thread.name in ("store-hearing", "store-telling")]


async def test_a_file_has_no_line(parts: Parts) -> None:
    ear = Ear(parts.news)
    async with parts.news.across(parts.store):
        parts.news.tell("class:a")
    assert ear.heard == ["class:a"] and isinstance(parts.store, Store) and parts.store.line() is None
