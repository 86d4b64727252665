"""The off switch: at whatever moment it is turned, nobody is answered after it, nothing is lost, and what waited is answered in order."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import text

from bot.brains.offline.tutor import OfflineTutor
from bot.core.brain import Tell
from bot.core.interpretation import Context, Interpretation
from bot.core.model_call import Call
from bot.core.turn import Incoming
from bot.services import Parts, shift
from bot.services.classroom.pause import pause
from bot.services.lanes import Lanes
from bot.services.take_turn import accept
from tests.chatting import Chatter
from tests.classroom.people import a_class, a_student, a_teacher, learner_of

PROBLEM = "there's one shower for 9 families on our floor and every night there's a queue"
ANSWERED = (
    "SELECT (SELECT count(*) FROM inbox WHERE status = 'done'), (SELECT count(*) FROM outbox), (SELECT count(*) FROM outbox WHERE status = 'sent')"
)


class SlowTutor(OfflineTutor):
    """Takes a moment of its own for each message."""

    def __init__(self, most: float, seed: int = 1, least: float = 0.0) -> None:
        super().__init__()
        self._least, self._most, self._random = least, most, random.Random(seed)

    async def interpret(self, text: str, context: Context, tell: Tell | None = None) -> Interpretation:
        await asyncio.sleep(self._random.uniform(self._least, self._most))
        return await super().interpret(text, context)


class AskingTutor(OfflineTutor):
    """Asks a model, says what it has so far and thinks until it is let go on; unaided it asks nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.may = asyncio.Event(), asyncio.Event()

    async def interpret(self, text: str, context: Context, tell: Tell | None = None) -> Interpretation:
        understood = await super().interpret(text, context)
        if context.unaided:
            return understood
        self.asked.set()
        if tell:
            tell("So far")
        await self.may.wait()
        return understood.model_copy(update={"calls": (Call(model="m"),)})


async def answered(parts: Parts) -> tuple[int, ...]:
    """How many messages are answered, and how many answers there are and were sent."""
    return await parts.store.read(lambda db: tuple(db.execute(text(ANSWERED)).one()))


async def statuses(parts: Parts, chat: str) -> list[str]:
    return await parts.store.read(lambda db: list(db.execute(text("SELECT status FROM inbox WHERE chat = :c ORDER BY id"), {"c": chat}).scalars()))


def said(chat: str, words: str) -> Incoming:
    return Incoming(channel="web", chat=chat, sender=chat, id=uuid4().hex, text=words)


@pytest.mark.parametrize("seed", range(3))
async def test_at_any_moment_nobody_is_answered_after_a_pause(parts: Parts, seed: int) -> None:
    """Three students write all the time; the class is paused and let go on at moments of chance."""
    chance, teacher = random.Random(seed), await a_teacher(parts)
    parts = replace(parts, brain=SlowTutor(0.06, seed))
    room = await a_class(parts, teacher)
    chats = [(await a_student(parts, room, name)).chat for name in ("Ann", "Ben", "Cai")]
    for chat in chats:
        learner = await parts.store.learner_by_identity("terminal", chat)
        assert learner is not None
        await parts.store.identify("web", chat, learner.id)
        await parts.store.adopt_chat(f"web:{chat}", learner.id)
    sent: dict[str, list[str]] = {chat: [] for chat in chats}
    for round_ in range(6):
        for chat in chats:
            for number in range(2):
                words = f"{PROBLEM} {round_} {number}"
                assert await accept(parts, said(chat, words))
                sent[chat].append(words)
        await asyncio.sleep(chance.random() * 0.12)
        await pause(parts, teacher, room, "paused", True)
        before = await answered(parts)
        assert await accept(parts, said(chats[0], f"meanwhile {round_}"))
        sent[chats[0]].append(f"meanwhile {round_}")
        await asyncio.sleep(0.15)
        assert await answered(parts) == before, f"round {round_}"
        await pause(parts, teacher, room, "paused", False)
        if round_ % 2:
            await parts.lanes.drained(60)
    await shift.one_round(parts)
    await parts.lanes.drained(60)
    for chat in chats:
        history = await parts.store.history(f"web:{chat}", 500)
        assert [line.payload["text"] for line in history if line.by == "learner"] == sent[chat]
        turns = [line.turn for line in history if line.by == "tutor"]
        assert turns == sorted(turns) and set(turns) == {line.turn for line in history if line.by == "learner"}


async def test_the_seconds_after_a_pause_are_silent(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    told: list[str] = []
    room = await a_class(parts, teacher)
    student = await a_student(parts, room, "Ann")
    parts = replace(parts, brain=(tutor := AskingTutor()))
    parts.progress["terminal"] = lambda chat, words: told.append(words)
    saying = asyncio.create_task(Chatter(parts, chat=student.chat).say(PROBLEM))
    await tutor.asked.wait()
    await pause(parts, teacher, room, "paused", True)
    assert (await saying).messages == ()
    before, words = await answered(parts), len(told)
    tutor.may.set()
    await asyncio.sleep(0.5)
    assert await answered(parts) == before and len(told) == words


async def test_one_or_some_are_paused_and_the_others_go_on(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    ann, ben = await a_student(parts, room, "Ann"), await a_student(parts, room, "Ben")
    await pause(parts, teacher, room, "paused", True, [await learner_of(parts, ann)])
    assert (await ann.say(PROBLEM)).messages == () and (await ben.say(PROBLEM)).messages
    await pause(parts, teacher, room, "paused", False)
    await parts.lanes.drained(60)
    assert await statuses(parts, f"terminal:{ann.chat}") == ["done", "done"]
    assert [entry.what for entry in await parts.store.care.entries(room.id)] == ["resume", "pause"]


async def test_a_new_chat_of_a_paused_student_waits_as_well(parts: Parts) -> None:
    """Another device or a group is no way round."""
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    ann = await a_student(parts, room, "Ann")
    learner = await learner_of(parts, ann)
    await pause(parts, teacher, room, "paused", True)
    await parts.store.identify("web", "new", learner)
    assert await accept(parts, said("new", PROBLEM))
    await parts.lanes.drained(60)
    assert await statuses(parts, "web:new") == ["held"]
    await pause(parts, teacher, room, "paused", False)
    await parts.lanes.drained(60)
    assert await statuses(parts, "web:new") == ["done"]


async def test_whoever_goes_on_while_a_message_is_put_aside_forgets_none(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    ann = await a_student(parts, room, "Ann")
    chat, worker, learner = f"terminal:{ann.chat}", parts.lanes.worker, await learner_of(parts, ann)
    taken = await parts.store.take_in(chat, "m", {"channel": "terminal", "chat": ann.chat, "sender": ann.chat, "id": "m", "text": PROBLEM}, worker)
    assert taken is not None
    following = await parts.store.hold_turn(taken.turn, chat, learner, worker)
    assert following is not None and following.received.id == taken.turn, "the class goes on: the message is the next one"


async def test_without_its_model_a_class_is_answered_by_the_program_itself(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    chat = (await a_student(parts, room, "Ann")).chat
    parts = replace(parts, brain=(tutor := AskingTutor()))
    ann = Chatter(parts, chat=chat)
    saying = asyncio.create_task(ann.say(PROBLEM))
    await tutor.asked.wait()
    await pause(parts, teacher, room, "unaided", True)
    assert (await saying).messages, "who waited for the model is answered without it"
    (line,) = [line for line in await parts.store.history(f"terminal:{ann.chat}") if line.payload.get("text") == PROBLEM]
    assert "calls" not in line.payload
    await pause(parts, teacher, room, "unaided", False)
    tutor.may.set()
    await ann.say("my family")
    assert "calls" in (await parts.store.history(f"terminal:{ann.chat}"))[-2].payload


async def test_who_types_a_line_of_json_is_told(parts: Parts) -> None:
    teacher = await a_teacher(parts)
    room = await a_class(parts, teacher)
    ann = await a_student(parts, room, "Ann")
    alone = Chatter(replace(parts, lanes=Lanes(alone=True)), chat=ann.chat)
    await pause(parts, teacher, room, "paused", True)
    assert "paused" in (await alone.say(PROBLEM)).messages[0].text


async def test_two_who_turn_it_at_once_leave_it_turned(parts: Parts) -> None:
    one, two = await a_teacher(parts), await a_teacher(parts, "Mr Ho")
    room = await a_class(parts, one)
    ann = await a_student(parts, room, "Ann")
    await asyncio.gather(*(pause(parts, who, room, "paused", True) for who in (one, two) * 3))
    found = await parts.store.classes.get(room.id)
    loaded = await parts.store.load_turn(f"terminal:{ann.chat}")
    assert found and found.paused and loaded and loaded.paused
    assert len([entry for entry in await parts.store.care.entries(room.id) if entry.what == "pause"]) == 6
