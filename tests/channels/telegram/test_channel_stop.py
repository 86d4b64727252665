"""While an answer takes its time: /stop overtakes, presses are acknowledged, and it is seen that something is being done."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from bot.channels.telegram import signs
from tests.bot_api import BotApi, Slow
from tests.channels.telegram.conftest import Enter
from tests.channels.telegram.talking import PROBLEMS, WaitingTutor, ids, says, silent, until

NAME = "@sampan_test_bot"


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("SOON", 0.05), ("PRIVATE_STEP", 0.1), ("GROUP_STEP", 0.1)):
        monkeypatch.setattr(signs, name, seconds)


@pytest.fixture
def tutor() -> Iterator[WaitingTutor]:
    made = WaitingTutor()
    yield made
    made.may.set()


async def test_stop_overtakes_what_is_thought_and_what_waits_behind_it(api: BotApi, enter: Enter, tutor: WaitingTutor) -> None:
    ann = api.private_chat()
    async with enter(brain=tutor):
        said = await says(ann, PROBLEMS["en"])
        ann.says("slowly now")
        await tutor.thinking.wait()
        ann.says("this one waits")
        ann.presses(said, "Not sure")
        stopped = await says(ann, "/stop")
        assert "topped" in stopped.text
        await silent(ann, 0.1)
        assert tutor.heard == [PROBLEMS["en"], "slowly now"], "what came before /stop is passed over"
        tutor.may.set()
        after = await says(ann, "my class")
        assert "who:family" not in ids(after), "the open question was still open, and is answered now"
    assert not api.unanswered


async def test_stop_of_one_chat_stops_no_other(api: BotApi, enter: Enter, tutor: WaitingTutor) -> None:
    ann, ben = api.private_chat("Ann"), api.private_chat("Ben")
    async with enter(brain=tutor):
        ann.says("slowly " + PROBLEMS["en"])
        await tutor.thinking.wait()
        assert "topped" in (await says(ben, "/stop")).text
        tutor.may.set()
        await ann.wait_for("queue for one shower")


async def test_in_a_group_stop_bears_the_bots_name(api: BotApi, enter: Enter, tutor: WaitingTutor) -> None:
    group = api.group("Club", members=[api.user("Ann"), api.user("Ben")])
    async with enter(brain=tutor):
        group.says(f"{NAME} slowly now")
        await tutor.thinking.wait()
        stopped = await says(group, f"/stop{NAME}", from_=group.people[1])
        assert "topped" in stopped.text


async def test_a_stop_that_comes_again_stops_nothing(api: BotApi, enter: Enter, tutor: WaitingTutor) -> None:
    """Telegram brings an update again where it missed that we took it."""
    ann = api.private_chat()
    async with enter(brain=tutor):
        await says(ann, PROBLEMS["en"])
        stop = ann.says("/stop")
        await ann.wait_for(2)
        ann.says("slowly my class")
        await tutor.thinking.wait()
        ann.tell("message", stop.wire)
        await until(lambda: not api.world.updates.pending)
        tutor.may.set()
        await ann.wait_for(3)
        assert (await says(ann, "idk")).text
    assert len(ann.answers) == 4


async def test_a_press_is_acknowledged_while_the_chat_is_busy(api: BotApi, enter: Enter, tutor: WaitingTutor) -> None:
    ann = api.private_chat()
    async with enter(brain=tutor):
        said = await says(ann, PROBLEMS["en"])
        ann.says("slowly now")
        await tutor.thinking.wait()
        press = ann.presses(said, "Not sure")
        await press.answered()
        assert len(ann.answers) == 1
        tutor.may.set()
        await ann.wait_for(3)


async def test_alone_one_sees_typing_then_a_draft_then_the_answer(api: BotApi, enter: Enter, tutor: WaitingTutor) -> None:
    ann = api.private_chat()
    async with enter(brain=tutor) as door:
        ann.says("slowly " + PROBLEMS["en"])
        await tutor.thinking.wait()
        await until(lambda: ann.actions)
        assert ann.actions[0][1] == "typing" and not ann.drafts
        door.parts.progress["telegram"](str(ann.id), "Building **it**…")
        await ann.wait_for(lambda seen: bool(seen.drafts))
        assert set(ann.drafts.values()) == {"Building it…"} and not ann.answers
        tutor.may.set()
        await ann.wait_for(1)
        shown = len(ann.draft_history)
        await asyncio.sleep(0.25)
        assert not ann.drafts and len(ann.draft_history) == shown, "nothing is shown any more once the answer is there"
    assert not api.faults_of_bot


async def test_what_a_model_says_is_a_draft_while_it_comes(api: BotApi, enter: Enter, tutor: WaitingTutor) -> None:
    """As it was said: what looks like markup is none."""
    ann = api.private_chat()
    async with enter(brain=tutor):
        ann.says("slowly aloud " + PROBLEMS["en"])
        await ann.wait_for(lambda seen: bool(seen.drafts))
        assert set(ann.drafts.values()) == {"That is *one* shower"}
        tutor.may.set()
        await ann.wait_for(1)
    assert not api.faults_of_bot


@pytest.mark.parametrize("slow", [False, True], ids=["seen", "still on its way"])
async def test_in_a_group_one_message_says_it_and_goes_when_the_answer_comes(api: BotApi, enter: Enter, tutor: WaitingTutor, slow: bool) -> None:
    group = api.group("Club", members=[api.user("Ann"), api.user("Ben")])
    async with enter(brain=tutor) as door:
        group.says(f"{NAME} slowly {PROBLEMS['en']}")
        await tutor.thinking.wait()
        if slow:
            api.script("sendMessage", fault=Slow(0.2))
        door.parts.progress["telegram"](str(group.id), "Building it…")
        await until(lambda: api.calls_of("sendMessage"))
        if not slow:
            await group.wait_for("Building it…")
            door.parts.progress["telegram"](str(group.id), "Trying it…")
            await group.wait_for("Trying it…")
        tutor.may.set()
        await group.wait_for("queue for one shower")
        await until(lambda: len(group.answers) == 1)
        assert "queue for one shower" in group.last.text and group.drafts == {}
    assert not api.faults_of_bot


async def test_a_quick_answer_shows_nothing_else(api: BotApi, enter: Enter, tutor: WaitingTutor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the answer is there, what would show a sign later on is called off."""
    monkeypatch.setattr(signs, "SOON", 60.0)
    ann = api.private_chat()
    async with enter(brain=tutor) as door:
        ann.says("slowly " + PROBLEMS["en"])
        await tutor.thinking.wait()
        later = door.channel._signs._works[str(ann.id)].timer
        tutor.may.set()
        await ann.wait_for(1)
        assert not door.channel._signs.shows(str(ann.id))
    assert later is not None and later.cancelled()
    assert ann.actions == [] and ann.draft_history == []
