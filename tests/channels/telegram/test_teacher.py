"""Teachers in their own Telegram chat: made known once by a link, told of alarms, answered to /class, and apart from the learners' talk."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot.channels.telegram.keyboard import mark_of
from bot.core.classroom.progress import Signal
from bot.services import Parts, shift
from bot.services.classroom import alarm, digest, flags, stuck_card, teacher_chat
from storage.classrooms.records import Classroom, Teacher
from tests.bot_api import BotApi, ServerError
from tests.bot_api.chats import Chat
from tests.bot_api.seen import PATIENCE
from tests.channels.telegram.conftest import Door, Enter
from tests.channels.telegram.talking import PROBLEMS, ids, presses, says, silent
from tests.classroom.people import a_class, a_teacher

DANGER = "i want to kill myself"
QUESTION = "Which of your buses has no name yet?"


@pytest.fixture(autouse=True)
def _quick_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shift, "ROUND", 0.1)


@pytest.fixture(autouse=True)
def _no_letter_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The letter of the week comes where a test asks for it, not because the test runs on a Monday."""
    monkeypatch.setattr(shift, "digest", SimpleNamespace(one_round=_nothing))


async def _nothing(parts: Parts) -> int:
    return 0


@pytest.fixture
def always_stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody is stuck, whatever they say: what counts as stuck is tested elsewhere."""

    def stuck(progress: Mapping[str, Any], now: datetime) -> Signal:
        return Signal(reason="stage", count=9)

    monkeypatch.setattr(stuck_card, "signal_of", stuck)
    monkeypatch.setattr(stuck_card, "question_for", lambda *_, **__: QUESTION)


async def linked(door: Door, chat: Chat, teacher: Teacher) -> None:
    """The teacher opens the link of their page and presses Start."""
    async with asyncio.timeout(PATIENCE):
        while (address := await teacher_chat.new_link(door.parts, teacher)) is None:
            await asyncio.sleep(0.01)
    assert address.startswith("https://t.me/")
    said = await says(chat, f"/start {address.partition('start=')[2]}")
    assert f"Connected to the account {teacher.name}" in said.text


async def seated(door: Door, chat: Chat, room: Classroom, name: str = "Ka-ho") -> str:
    """A student who chats in Telegram sits in the class; their learner's id."""
    await says(chat, PROBLEMS["en"])
    learner = await door.parts.store.learner_by_identity("telegram", str(chat.id))
    assert learner is not None
    await door.parts.store.classes.sit(room.id, learner.id, name)
    return learner.id


async def audited(parts: Parts, room: Classroom) -> list[str]:
    return [entry.what for entry in await parts.store.care.entries(room.id)]


# Making a chat known


async def test_a_link_makes_a_chat_known_once(api: BotApi, enter: Enter) -> None:
    lee, other = api.private_chat("Lee"), api.private_chat("Mallory")
    async with enter() as door:
        teacher = await a_teacher(door.parts)
        await linked(door, lee, teacher)
        (start,) = [message.text for message in lee.messages.values() if message.text.startswith("/start")]
        assert "used already" in (await says(other, start)).text
        found = await door.parts.store.teachers.get(teacher.id)
        assert found is not None and found.telegram == str(lee.id)
        assert "t-" not in str(await door.parts.store.history(f"telegram:{lee.id}"))
    assert not api.faults_of_bot


async def test_a_link_that_is_shown_in_a_group_opens_nothing_any_more(api: BotApi, enter: Enter) -> None:
    mallory = api.private_chat("Mallory")
    group = api.group("Club", members=[mallory.user])
    async with enter() as door:
        teacher = await a_teacher(door.parts)
        await says(mallory, PROBLEMS["en"])
        address = await teacher_chat.new_link(door.parts, teacher)
        assert address is not None
        start = f"/start {address.partition('start=')[2]}"
        await says(group, start.replace("/start", f"/start@{api.world.bot['username']}"), from_=mallory.user)
        assert "used already" in (await says(mallory, start)).text


async def test_a_chat_is_one_teachers(api: BotApi, enter: Enter) -> None:
    lee = api.private_chat("Lee")
    async with enter() as door:
        await linked(door, lee, await a_teacher(door.parts))
        address = await teacher_chat.new_link(door.parts, await a_teacher(door.parts, "Mr Ho"))
        assert address is not None
        said = await says(lee, f"/start {address.partition('start=')[2]}")
        assert "connected to the account Ms Lee already" in said.text


async def test_a_link_that_is_too_old_opens_nothing(api: BotApi, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    lee = api.private_chat("Lee")
    async with enter() as door:
        await says(lee, PROBLEMS["en"])
        monkeypatch.setattr(teacher_chat, "LINK_LASTS", timedelta(seconds=-1))
        address = await teacher_chat.new_link(door.parts, await a_teacher(door.parts))
        assert address is not None
        assert "its time is over" in (await says(lee, f"/start {address.partition('start=')[2]}")).text


# Alarms


async def test_teachers_are_told_and_one_takes_it_up(api: BotApi, enter: Enter) -> None:
    lee, wong, student = api.private_chat("Lee"), api.private_chat("Wong"), api.private_chat("Ann")
    async with enter() as door:
        teacher, co = await a_teacher(door.parts), await a_teacher(door.parts, "Mr Wong")
        room = await a_class(door.parts, teacher)
        await door.parts.store.teachers.join_class(co.id, room.id, "co")
        await linked(door, lee, teacher)
        await linked(door, wong, co)
        await seated(door, student, room)
        assert "Your teacher will see" in (await says(student, DANGER)).text
        for chat in (lee, wong):
            await chat.wait_for(DANGER)
            assert "Ka-ho" in chat.last.text and "18111" in chat.last.text and "Do not promise to keep it secret" in chat.last.text
        assert wong.last.keyboard[-1][0]["url"] == f"https://sampan.test/teacher/class/{room.id}/safety"
        assert "Mr Wong has seen the alarm" in (await presses(wong, ids(wong.last)[0])).text
        await lee.wait_for("Mr Wong has seen the alarm")
        assert await alarm.one_round(door.parts, datetime.now(UTC) + timedelta(hours=1)) == 0
        assert "flag_seen" in await audited(door.parts, room)
    assert not api.faults_of_bot


async def test_it_is_told_again_until_somebody_has_seen_it(api: BotApi, enter: Enter) -> None:
    lee, student = api.private_chat("Lee"), api.private_chat("Ann")
    async with enter() as door:
        teacher = await a_teacher(door.parts)
        room = await a_class(door.parts, teacher)
        await linked(door, lee, teacher)
        await seated(door, student, room)
        await says(student, DANGER)
        await lee.wait_for(DANGER)
        async with asyncio.timeout(PATIENCE):
            while not await alarm.one_round(door.parts, datetime.now(UTC) + timedelta(minutes=11)):
                await asyncio.sleep(0.05)
        await lee.wait_for("Nobody has said yet that they have seen this.")


async def test_once_it_is_closed_no_word_of_it_stands_there(api: BotApi, enter: Enter) -> None:
    lee, student = api.private_chat("Lee"), api.private_chat("Ann")
    async with enter() as door:
        teacher = await a_teacher(door.parts)
        room = await a_class(door.parts, teacher)
        await linked(door, lee, teacher)
        await seated(door, student, room)
        await says(student, DANGER)
        await lee.wait_for(DANGER)
        await presses(lee, ids(lee.last)[0])
        (one,) = await door.parts.store.care.alarms(teacher.id)
        assert await flags.close(door.parts, teacher, one, "talked")
        await lee.wait_for("It is closed.")
        assert DANGER not in " ".join(lee.texts) and "Ka-ho" not in " ".join(lee.texts)


async def test_what_was_not_sent_before_a_crash_is_sent_after_it(api: BotApi, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    lee, student = api.private_chat("Lee"), api.private_chat("Ann")
    with monkeypatch.context() as before_the_round:
        before_the_round.setattr(shift, "alarm", SimpleNamespace(one_round=_nothing))
        before = await _left_untold(lee, student, enter)
    async with enter():
        await lee.wait_for(before + 1)
        assert DANGER in lee.last.text


async def _left_untold(lee: Chat, student: Chat, enter: Enter) -> int:
    """A flag is raised and nobody is told of it; how much the teacher has heard by then."""
    async with enter() as door:
        teacher = await a_teacher(door.parts)
        room = await a_class(door.parts, teacher)
        await linked(door, lee, teacher)
        await seated(door, student, room)
        before = len(lee.answers)
        await says(student, DANGER)
        await silent(lee)
        return before


async def test_one_that_telegram_did_not_take_is_tried_anew(api: BotApi, enter: Enter) -> None:
    lee, student = api.private_chat("Lee"), api.private_chat("Ann")
    async with enter() as door:
        teacher = await a_teacher(door.parts)
        room = await a_class(door.parts, teacher)
        await linked(door, lee, teacher)
        await seated(door, student, room)
        api.script("sendMessage", chat=lee.id, times=1, fault=ServerError())
        await says(student, DANGER)
        await lee.wait_for(DANGER)


# /class


async def test_class_tells_a_teacher_of_each_class(api: BotApi, enter: Enter, always_stuck: None) -> None:
    lee, student = api.private_chat("Lee"), api.private_chat("Ann")
    async with enter() as door:
        teacher = await a_teacher(door.parts)
        await a_class(door.parts, teacher, code="OTHER234", name="3C", created=datetime(2026, 1, 1, tzinfo=UTC))
        room = await a_class(door.parts, teacher)
        await linked(door, lee, teacher)
        await seated(door, student, room)
        await says(student, "everyone on the floor")
        said = await says(lee, "/class")
        assert "2B (1 of 2)" in said.text and "Ka-ho (9 messages in this stage, and nothing moved on)" in said.text
        following = await presses(lee, "t:class:2", said)
        assert "3C (2 of 2)" in following.text and "Nobody has joined yet" in following.text
        again = await presses(lee, "t:class:3", following)
        assert "2B (1 of 2)" in again.text
    assert not api.faults_of_bot


async def test_a_nudge_is_shown_first_and_sent_once(api: BotApi, enter: Enter, always_stuck: None) -> None:
    lee, student = api.private_chat("Lee"), api.private_chat("Ann")
    async with enter() as door:
        teacher = await a_teacher(door.parts)
        room = await a_class(door.parts, teacher)
        await linked(door, lee, teacher)
        learner = await seated(door, student, room)
        await says(student, "everyone on the floor")
        card = await presses(lee, f"t:stuck:{room.id}:0", await says(lee, "/class"))
        assert QUESTION in card.text and card.keyboard[-1][0]["url"].endswith(f"/teacher/class/{room.id}/learner/{learner}")
        confirm = await presses(lee, f"t:ask:{learner}", card)
        assert "as from you?" in confirm.text
        send = ids(confirm)[0]
        before = len(student.answers)
        assert "Sent to Ka-ho" in (await presses(lee, send, confirm)).text
        await student.wait_for(before + 1)
        assert QUESTION in student.last.text and "Ms Lee" in student.last.text
        lee.presses(confirm, next(key["callback_data"] for row in confirm.keyboard for key in row if key["callback_data"].endswith(send)))
        await silent(student)


async def test_words_that_would_be_others_by_now_are_not_sent(api: BotApi, enter: Enter, always_stuck: None, monkeypatch: pytest.MonkeyPatch) -> None:
    lee, student = api.private_chat("Lee"), api.private_chat("Ann")
    async with enter() as door:
        teacher = await a_teacher(door.parts)
        room = await a_class(door.parts, teacher)
        await linked(door, lee, teacher)
        learner = await seated(door, student, room)
        await says(student, "everyone on the floor")
        card = await presses(lee, f"t:stuck:{room.id}:0", await says(lee, "/class"))
        confirm = await presses(lee, f"t:ask:{learner}", card)
        monkeypatch.setattr(stuck_card, "question_for", lambda *_, **__: "Something else?")
        assert "Nothing was sent" in (await presses(lee, ids(confirm)[0], confirm)).text
        await silent(student)


async def test_many_who_are_stuck_come_a_few_at_a_time(api: BotApi, enter: Enter, always_stuck: None) -> None:
    lee = api.private_chat("Lee")
    async with enter() as door:
        teacher = await a_teacher(door.parts)
        room = await a_class(door.parts, teacher)
        await linked(door, lee, teacher)
        for number in range(4):
            chat = api.private_chat(f"Ann {number}")
            await seated(door, chat, room, f"Ann {number}")
            await says(chat, "everyone on the floor")
        before = len(lee.answers) + 1
        await presses(lee, f"t:stuck:{room.id}:0", await says(lee, "/class"))
        await lee.wait_for(before + 3)
        last = await presses(lee, f"t:stuck:{room.id}:3", lee.last)
        assert "Ann 3" in last.text and f"t:stuck:{room.id}:6" not in ids(last)


# Apart from learners, and from whoever is no teacher


async def test_a_learner_who_types_it_gets_an_ordinary_answer(api: BotApi, enter: Enter) -> None:
    ann = api.private_chat("Ann")
    async with enter():
        assert "for teachers" in (await says(ann, "/class")).text


async def test_a_teacher_may_be_a_learner_in_the_same_chat(api: BotApi, enter: Enter) -> None:
    lee = api.private_chat("Lee")
    async with enter() as door:
        teacher = await a_teacher(door.parts)
        await a_class(door.parts, teacher)
        await linked(door, lee, teacher)
        said = await says(lee, PROBLEMS["en"])
        assert said.buttons
        assert "2B" in (await says(lee, "/class")).text
        assert (await presses(lee, ids(said)[0], said)).text
        talk = str(await door.parts.store.history(f"telegram:{lee.id}"))
        assert "2B" not in talk and "Connected" not in talk


async def test_in_a_group_nothing_of_a_student_is_shown(api: BotApi, enter: Enter, always_stuck: None) -> None:
    lee, student = api.private_chat("Lee"), api.private_chat("Ann")
    group = api.group("Club", members=[lee.user, student.user])
    async with enter() as door:
        teacher = await a_teacher(door.parts)
        room = await a_class(door.parts, teacher)
        await linked(door, lee, teacher)
        await seated(door, student, room)
        said = await says(group, f"/class@{api.world.bot['username']}", from_=lee.user)
        assert "for teachers, in their own chat" in said.text and "2B" not in said.text and "Ka-ho" not in said.text


@pytest.mark.parametrize("pressed", ["t:seen:{flag}", "t:stuck:{room}:0", "t:ask:{learner}", "t:send:{learner}:12345678", "t:class:1", "t:nonsense"])
async def test_a_button_in_other_hands_is_refused(api: BotApi, enter: Enter, always_stuck: None, pressed: str) -> None:
    """Of a student, and of a teacher of another class, who would have made the press up."""
    lee, ho, student = api.private_chat("Lee"), api.private_chat("Ho"), api.private_chat("Ann")
    async with enter() as door:
        teacher, stranger = await a_teacher(door.parts), await a_teacher(door.parts, "Mr Ho")
        room = await a_class(door.parts, teacher)
        await linked(door, lee, teacher)
        await linked(door, ho, stranger)
        learner = await seated(door, student, room)
        await says(student, DANGER)
        await lee.wait_for(DANGER)
        (one,) = await door.parts.store.care.alarms(teacher.id)
        data = f"{mark_of('x', 0)}|{pressed.format(flag=one.flag.id, room=room.id, learner=learner)}"
        for chat in (student, ho):
            before = len(chat.answers)
            press = chat.presses(chat.last, data=data)
            await press.answered()
            if chat is student or pressed != "t:class:1":
                assert "for a teacher of the class" in ((await press.answered()).get("text", ""))
                assert len(chat.answers) == before
        (still,) = await door.parts.store.care.alarms(teacher.id)
        assert still.flag.acknowledged is None
        if pressed not in ("t:class:1", "t:nonsense"):
            assert "refused" in await audited(door.parts, room)


# The letter of the week


async def test_the_letter_of_the_week_and_its_end(api: BotApi, enter: Enter) -> None:
    lee, student = api.private_chat("Lee"), api.private_chat("Ann")
    monday = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    async with enter() as door:
        teacher = await a_teacher(door.parts)
        room = await a_class(door.parts, teacher)
        await linked(door, lee, teacher)
        await seated(door, student, room)
        assert await digest.one_round(door.parts, monday) == 1
        await lee.wait_for("Last week")
        assert "Not here all week: Ka-ho" in lee.last.text
        assert "No more letters" in (await presses(lee, "t:weekly:off")).text
        assert await digest.one_round(door.parts, monday + timedelta(days=7)) == 0
    async with enter() as door:
        assert await digest.one_round(door.parts, monday) == 0
