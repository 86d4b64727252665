"""The day's tokens: at the limit the offline tutor goes on, says so once, and the next day begins anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.brains.offline.tutor import OfflineTutor
from bot.core.brain import Tell
from bot.core.interpretation import Context, Interpretation, Words
from bot.core.model_call import Call, Meter
from bot.services import Parts
from bot.services.budget import Budget, Limits
from storage.errors import StoreError
from tests.chatting import Chatter

PROBLEM = "there is one shower for nine families on our floor and every night there is a queue"


class TalkingTutor(OfflineTutor):
    """As with a model: it says something of its own to each message, for a hundred tokens."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self.heard: list[Context] = []

    async def interpret(self, text: str, context: Context, tell: Tell | None = None) -> Interpretation:
        self.heard.append(context)
        understood = self.understand(text, context)
        id = await self._meter.reserve(context.learner, 100)
        if id is None:
            return understood.model_copy(update={"short": True})
        call = Call(model="talker", prompt="model/tutor", version=3, print="0a1b2c", sent=80, got=20)
        await self._meter.settle(id, call)
        words = Words(say="Nine families wait for one shower.", note="They live on one floor.")
        return understood.model_copy(update={"words": words, "calls": (call,)})


@pytest.fixture
def budget(parts: Parts) -> Budget:
    return Budget(parts.store, Limits(learner=200, classroom=1000, everyone=250), parts.zone)


@pytest.fixture
def talking(parts: Parts, budget: Budget) -> Parts:
    return replace(parts, brain=TalkingTutor(budget), recalls=True)


async def test_at_the_limit_the_offline_tutor_goes_on_and_says_so_once(talking: Parts) -> None:
    ann = Chatter(talking, language="en")
    texts = []
    for said in (PROBLEM, "my grandma and the others", "to see when it is free", "who has it and until when", "idk maybe"):
        await ann.say(said)
        texts.append(ann.text)
    assert ["Nine families" in text for text in texts] == [True, True, False, False, False]
    assert ["used up" in text for text in texts] == [False, False, True, False, False]


async def test_everybody_together_has_a_limit(talking: Parts) -> None:
    for name, heard in (("ann", True), ("ben", True), ("cai", False)):
        chatter = Chatter(talking, language="en", chat=name)
        await chatter.say(PROBLEM)
        assert ("Nine families" in chatter.text) is heard


async def test_what_is_not_counted_is_not_spent(parts: Parts, budget: Budget, monkeypatch: pytest.MonkeyPatch) -> None:
    async def gone(*_: object) -> str:
        raise StoreError("the disk is full")

    monkeypatch.setattr(parts.store, "reserve_tokens", gone)
    assert await budget.reserve("ann", 10) is None


async def test_each_turn_keeps_by_which_prompt_it_was_answered(talking: Parts) -> None:
    await Chatter(talking, language="en", chat="ann").say(PROBLEM)
    (said, _) = await talking.store.history("terminal:ann")
    (call,) = said.payload["calls"]
    assert (call["prompt"], call["version"], call["print"], call["sent"]) == ("model/tutor", 3, "0a1b2c", 80)


async def test_the_brain_is_told_of_the_last_turns_and_of_its_own_note(talking: Parts) -> None:
    ann = Chatter(talking, language="en")
    await ann.say(PROBLEM)
    await ann.say("my grandma and the others")
    assert isinstance(talking.brain, TalkingTutor)
    heard = talking.brain.heard[-1]
    assert heard.note == "They live on one floor." and heard.learner
    assert [one.said for one in heard.recent] == [PROBLEM] and "Nine families" in heard.recent[0].answered
