"""What a turn leaves with a class, and that a pause holds."""

from __future__ import annotations

import asyncio

from bot.services import Parts, shift
from bot.services.lanes import Lanes
from tests.chatting import Chatter
from tests.classroom.people import a_class, a_student, a_teacher, learner_of

PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"


async def test_a_turn_leaves_its_standing(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    student = await a_student(parts, room, "Ka-ho")
    await student.say(PROBLEM)
    loaded = await parts.store.load_turn(f"terminal:{student.chat}")
    assert loaded is not None and loaded.in_class is not None and loaded.in_class.standing is not None
    assert loaded.in_class.seat.name == "Ka-ho" and loaded.in_class.standing.stage == student.last.stage


async def test_what_is_said_in_a_pause_is_answered_when_it_is_over(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    student = await a_student(parts, room, "Ka-ho")
    await parts.store.classes.turn_switch(room.id, "paused", True)
    reply = await student.say(PROBLEM)
    assert reply.messages == ()
    assert await shift.one_round(parts) == 0
    changed = await parts.store.classes.turn_switch(room.id, "paused", False)
    assert changed == [f"terminal:{student.chat}"]
    assert await shift.one_round(parts) == 1
    await parts.lanes.drained(60)
    history = await parts.store.history(f"terminal:{student.chat}")
    assert history[-2].payload["text"] == PROBLEM and history[-1].by == "tutor"


async def test_a_line_of_json_is_told_of_the_pause(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    student = await a_student(parts, room, "Ka-ho")
    alone = Chatter(_alone(parts), chat=student.chat)
    await parts.store.classes.turn_switch(room.id, "paused", True, [await learner_of(parts, student)])
    reply = await alone.say(PROBLEM)
    assert len(reply.messages) == 1 and "paused" in reply.messages[0].text


async def test_a_pause_breaks_off_what_is_being_thought(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    student = await a_student(parts, room, "Ka-ho")
    begun = asyncio.Event()
    interpret = parts.brain.interpret

    async def slow(*args: object) -> object:
        begun.set()
        await asyncio.sleep(3600)
        return await interpret(*args)  # type: ignore[arg-type]

    parts.brain.interpret = slow  # type: ignore[method-assign, assignment]
    saying = asyncio.create_task(student.say(PROBLEM))
    await begun.wait()
    for chat in await parts.store.classes.turn_switch(room.id, "paused", True):
        parts.lanes.interrupt(chat)
    assert (await asyncio.wait_for(saying, 60)).messages == ()


async def test_a_cry_for_help_is_answered_in_a_pause(parts: Parts) -> None:
    room = await a_class(parts, await a_teacher(parts))
    student = await a_student(parts, room, "Ka-ho")
    await parts.store.classes.turn_switch(room.id, "paused", True)
    reply = await student.say("i want to kill myself")
    assert reply.flags == ("crisis",) and reply.messages


def _alone(parts: Parts) -> Parts:
    from dataclasses import replace

    return replace(parts, lanes=Lanes(alone=True))
