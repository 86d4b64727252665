"""Small versions of `bench classroom`, without the clock: a class that chats while its page is open, a pause in the middle, a full store."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import func, select

from bench.school import fill
from bot.bootstrap import make_parts
from bot.core.turn import STAGES
from bot.services import Parts
from bot.services.classroom.pause import pause
from bot.settings import Settings
from storage.tables import Inbox, Outbox, table
from tests.chatting import Chatter
from tests.classroom.people import a_class, a_student, a_teacher
from tests.classroom.test_live import at_class, names, signed

LINES = ("the lift is always full", "my neighbours", "they want to know when it is free", "idk")


async def chat(student: Chatter) -> None:
    for line in LINES:
        await student.say(line)


async def test_the_page_is_whole_at_every_moment_of_a_class_that_chats(parts: Parts) -> None:
    browser, _, room = await at_class(parts)
    students = [await a_student(parts, room, f"Student {n}") for n in range(8)]
    talks = [asyncio.create_task(chat(student)) for student in students]
    seen = []
    while not all(talk.done() for talk in talks):
        page = await browser.get(f"/teacher/class/{room.id}/live")
        seen.append(names(page.text))
    await asyncio.gather(*talks)
    assert seen and all(set(one) == {f"Student {n}" for n in range(8)} for one in seen)
    for one in await parts.store.watch.everyone(room.id):
        assert one.standing is not None and STAGES.index(one.standing.stage) > 0


async def test_nobody_is_answered_in_a_pause(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    students = [await a_student(parts, room, f"Student {n}") for n in range(8)]
    talks = [asyncio.create_task(chat(student)) for student in students]
    await asyncio.sleep(0.05)
    await pause(parts, teacher, room, "paused", True)
    before = await count(parts, Outbox)
    await asyncio.gather(*talks)
    assert await count(parts, Outbox) == before and await count(parts, Inbox) == 8 * (1 + len(LINES)), "all is kept, nothing is answered"


async def count(parts: Parts, kind: type) -> int:
    return await parts.store.read(lambda db: int(db.execute(select(func.count()).select_from(table(kind))).scalar_one()))


async def test_a_class_of_a_full_store_has_its_page(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'sampan.sqlite3').as_posix()}"
    parts = make_parts(Settings(database_url=url))
    assert fill(url, classes=3, students=7, messages=6) == 126
    assert (await count(parts, Inbox), await count(parts, Outbox)) == (63, 63)
    teacher = await a_teacher(parts)
    await parts.store.teachers.join_class(teacher.id, "c0002", "lead")
    browser = await signed(parts, teacher)
    assert len(names((await browser.get("/teacher/class/c0002")).text)) == 7
    await parts.close()
