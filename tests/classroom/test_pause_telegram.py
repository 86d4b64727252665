"""The off switch in Telegram, at a strict Bot API server: after it nothing is sent, alone or in a group, but what the teacher says."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.channels.telegram import signs
from bot.services import Parts
from bot.services.classroom.nudge import nudge
from bot.services.classroom.pause import pause
from storage.classrooms.records import Classroom, Teacher
from tests.bot_api import BotApi, Slow, TooMany
from tests.bot_api.seen import PATIENCE
from tests.channels.telegram.conftest import Enter, api, enter, store_of_this_test
from tests.channels.telegram.talking import PROBLEMS, WaitingTutor, says, silent, until
from tests.classroom.people import a_class, a_teacher
from tests.classroom.test_pause import SlowTutor

__all__ = ["api", "enter", "store_of_this_test"]
NAME = "@sampan_test_bot"
NOTICE, ON = "Eyes up", "We go on"


@pytest.fixture(autouse=True)
def _as_long_as_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine what is on the wire may arrive later than within the second that a pause waits for it."""
    monkeypatch.setattr("bot.services.classroom.pause.STILL_AT_MOST", PATIENCE)


async def seated(parts: Parts, *users: int) -> tuple[Teacher, Classroom, list[str]]:
    """A class in which these people of Telegram's sit."""
    teacher = await a_teacher(parts)
    room, learners = await a_class(parts, teacher), []
    for user in users:
        learner = await parts.store.learner_by_identity("telegram", str(user))
        assert learner is not None
        await parts.store.classes.sit(room.id, learner.id, f"S{user}")
        learners.append(learner.id)
    return teacher, room, learners


def tutors(texts: list[str]) -> list[str]:
    return [text for text in texts if NOTICE not in text and ON not in text]


async def test_after_a_pause_nothing_is_sent_and_then_all_is(api: BotApi, enter: Enter) -> None:
    ann, chance = api.private_chat("Ann"), random.Random(5)
    async with enter(brain=SlowTutor(0.08, 5)) as door:
        await says(ann, "hello")
        teacher, room, _ = await seated(door.parts, ann.id)
        for round_ in range(8):
            for number in range(3):
                ann.says(f"{PROBLEMS['en']} {round_} {number}")
            await asyncio.sleep(chance.random() * 0.25)
            await pause(door.parts, teacher, room, "paused", True)
            before = tutors(ann.texts)
            await asyncio.sleep(0.25)
            assert tutors(ann.texts) == before, f"round {round_}"
            await pause(door.parts, teacher, room, "paused", False)
        await until(lambda: not api.world.updates.pending)
        await door.parts.lanes.drained(60)
        async with asyncio.timeout(PATIENCE):
            while await door.parts.store.waiting_answers("telegram:") or door.parts.lanes.busy():
                await asyncio.sleep(0.1)
        history = await door.parts.store.history(f"telegram:{ann.id}", 500)
    heard = [line for line in history if line.by == "learner"]
    assert len(heard) == 25 and [line.payload["text"] for line in heard] == [
        "hello",
        *(f"{PROBLEMS['en']} {r} {n}" for r in range(8) for n in range(3)),
    ]
    assert {line.turn for line in heard} <= {line.turn for line in history if line.by == "tutor"}, "nothing is lost"
    assert sum(NOTICE in text for text in ann.texts) == 8 and not api.faults_of_bot


async def test_what_is_on_the_wire_is_waited_for(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat("Ann")
    async with enter() as door:
        await says(ann, "hello")
        teacher, room, _ = await seated(door.parts, ann.id)
        api.script("sendMessage", chat=ann, times=1, fault=Slow(0.4))
        ann.says(PROBLEMS["en"])
        while not await door.parts.store.classes.on_their_way([f"telegram:{ann.id}"]):
            await asyncio.sleep(0.01)
        await pause(door.parts, teacher, room, "paused", True)
        before = tutors(ann.texts)
        assert len(before) == 2, "it arrived before the pause was said to hold"
        await asyncio.sleep(1.0)
        assert tutors(ann.texts) == before


async def test_an_answer_that_telegram_puts_off_is_held(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat("Ann")
    async with enter() as door:
        await says(ann, "hello")
        teacher, room, _ = await seated(door.parts, ann.id)
        api.script("sendMessage", chat=ann, times=1, fault=TooMany(3))
        ann.says(PROBLEMS["en"])
        await until(lambda: not api.calls.script.left)
        await pause(door.parts, teacher, room, "paused", True)
        await asyncio.sleep(3.5)
        assert len(tutors(ann.texts)) == 1
        await pause(door.parts, teacher, room, "paused", False)
        await ann.wait_for("shower")


async def test_a_group_is_paused_with_whoever_began_it(api: BotApi, enter: Enter) -> None:
    ann, ben = api.user("Ann"), api.user("Ben")
    group = api.group("Club", members=[ann, ben])
    async with enter() as door:
        await says(group, f"{NAME} {PROBLEMS['en']}", from_=ann)
        teacher, room, _ = await seated(door.parts, ann.id)
        await pause(door.parts, teacher, room, "paused", True)
        await group.wait_for(NOTICE)
        before = len(group.answers)
        for who in (ann, ben):
            group.says(f"{NAME} my class", from_=who)
        await silent(group, 0.5)
        await pause(door.parts, teacher, room, "paused", False)
        await group.wait_for(before + 3)


async def test_what_was_being_said_is_shown_no_longer(api: BotApi, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("SOON", 0.05), ("PRIVATE_STEP", 0.1), ("GROUP_STEP", 0.1)):
        monkeypatch.setattr(signs, name, seconds)
    ann, tutor = api.private_chat("Ann"), WaitingTutor()
    async with enter(brain=tutor) as door:
        await says(ann, "hello")
        teacher, room, _ = await seated(door.parts, ann.id)
        ann.says("slowly aloud " + PROBLEMS["en"])
        await tutor.thinking.wait()
        await ann.wait_for(lambda seen: bool(seen.drafts))
        await pause(door.parts, teacher, room, "paused", True)
        await ann.wait_for(NOTICE)
        await asyncio.sleep(0.2)
        before = len(api.log)
        ann.says("and this")
        await until(lambda: not api.world.updates.pending)
        await until(lambda: not door.channel._signs.shows(str(ann.id)))
        await asyncio.sleep(0.3)
        calls = [one.method for one in api.log[before:]]
        assert {name for name in calls if name.startswith(("send", "edit"))} <= {"sendChatAction"}, calls
        tutor.may.set()


async def test_a_teachers_words_come_in_a_pause_and_say_whose_they_are(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat("Ann")
    async with enter() as door:
        await says(ann, "hello")
        teacher, room, learners = await seated(door.parts, ann.id)
        await pause(door.parts, teacher, room, "paused", True)
        await ann.wait_for(NOTICE)
        assert await nudge(door.parts, teacher, room, learners, "1. Look *up*") == 1
        await ann.wait_for("From Ms Lee:\n\n1. Look *up*")
