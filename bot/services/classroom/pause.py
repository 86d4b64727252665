"""The off switch, of the chat or of the language model: for one, some or all of a class, in every channel, what is under way too."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.services import Parts, shift
from bot.services.classroom.nudge import say, told
from bot.services.news import of_class
from storage.classrooms.pausing import Switch
from storage.classrooms.records import Classroom, Teacher

STILL_AT_MOST = 0.9
"""Seconds that are waited for what is on the wire: a pause holds within one."""
LOOK_AGAIN = 0.02
_SENT = "telegram:"
"""Chats in which a pause must be said; a page shows it, and who types a line is told then."""
_ENTRY = {("paused", True): "pause", ("paused", False): "resume", ("unaided", True): "ai_off", ("unaided", False): "ai_on"}
"""What the audit calls each."""


async def pause(parts: Parts, teacher: Teacher | None, classroom: Classroom, switch: Switch, on: bool, learners: Sequence[str] | None = None) -> None:
    """Turn a switch for a class, or for some of it. On return nobody is answered any more, or everybody will be. Raises `StoreError`."""
    chosen = None if learners is None else list(learners)
    changed = await parts.store.classes.turn_switch(classroom.id, switch, on, chosen)
    await take_effect(parts, teacher, classroom, switch, on, changed)
    await _write_down(parts, teacher, classroom, switch, on, chosen)


async def take_effect(parts: Parts, teacher: Teacher | None, classroom: Classroom, switch: Switch, on: bool, changed: Sequence[str]) -> None:
    """What must follow where a switch was turned in the store, for the chats that it changed."""
    for chat in changed:
        if on:
            parts.lanes.interrupt(chat)
        parts.news.tell(chat)
    parts.news.tell(of_class(classroom.id))
    if switch != "paused" or not changed:
        return
    if on:
        await _still(parts, changed)
    await _say(parts, teacher, classroom, on, changed)
    if not on:
        while await shift.take_up(parts) == shift.AT_MOST:
            pass


async def keep_still(parts: Parts) -> None:
    """Break off what is thought here in chats that another process paused."""
    busy = parts.lanes.busy()
    for chat in await parts.store.classes.stopped_among(busy) if busy else ():
        parts.lanes.interrupt(chat)


async def _still(parts: Parts, chats: Sequence[str]) -> None:
    """Until nothing is on its way that was decided before, whichever process sends it."""

    async def arrived() -> None:
        while await parts.store.classes.on_their_way(chats):
            await asyncio.sleep(LOOK_AGAIN)

    try:
        await asyncio.wait_for(arrived(), STILL_AT_MOST)
    except TimeoutError:
        return


async def _say(parts: Parts, teacher: Teacher | None, classroom: Classroom, on: bool, changed: Sequence[str]) -> None:
    """In each chat that changed, groups too: there it would seem that nobody is at home."""
    there = [chat for chat in changed if chat.startswith(_SENT)]
    if there:
        kind = "paused" if on else "resumed"
        await say(parts, teacher, classroom, await parts.store.saying.at(there), kind, told(f"classroom/{kind}"))


async def _write_down(parts: Parts, teacher: Teacher | None, classroom: Classroom, switch: Switch, on: bool, learners: list[str] | None) -> None:
    whom = learners[0] if learners and len(learners) == 1 else None
    how_many = "all" if learners is None else str(len(learners))
    by = teacher.id if teacher else None
    await parts.store.care.write_down(_ENTRY[switch, on], classroom=classroom.id, teacher=by, learner=whom, detail=how_many)
