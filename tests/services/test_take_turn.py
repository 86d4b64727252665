"""A turn is one transaction: taken in before it is thought about, answered once, whatever comes between."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.brains.offline.tutor import OfflineTutor
from bot.core.brain import Phrased, Tell
from bot.core.conversation import Conversation
from bot.core.decision import Move
from bot.core.interpretation import Context, Interpretation
from bot.core.turn import Incoming
from bot.services import Parts, shift
from bot.services.take_turn import take_turn
from scaffolds import learner_code
from scaffolds.generator import build, pack
from storage.errors import HeadMovedError, StoreError
from storage.records import Project, TurnRecord
from tests.chatting import Chatter

PROBLEM = "there is one shower for 9 families and every night there is a queue"


async def _project(chatter: Chatter) -> Project:
    loaded = await chatter.parts.store.load_turn(f"terminal:{chatter.chat}")
    assert loaded is not None and loaded.project is not None
    return loaded.project


class BrokenBrain(OfflineTutor):
    """Fails once it has been told something."""

    async def interpret(self, text: str, context: Context, tell: Tell | None = None) -> Interpretation:
        raise RuntimeError("a fault of ours")


async def test_the_same_message_is_taken_in_once(parts: Parts) -> None:
    incoming = Incoming(channel="terminal", chat="ann", sender="ann", id="message-1", text=PROBLEM)
    assert await take_turn(parts, incoming) is not None
    assert await take_turn(parts, incoming) is None
    assert len(await parts.store.history("terminal:ann")) == 2


async def test_a_fault_of_ours_is_one_sentence_and_the_conversation_stays(parts: Parts) -> None:
    ann = Chatter(parts)
    await ann.say(PROBLEM)
    broken = Chatter(replace(parts, brain=BrokenBrain()), chat=ann.chat)
    reply = await broken.say("everyone on the floor")
    assert "safe" in broken.text and not reply.flags
    await ann.say("everyone on the floor")
    assert ann.last.asks in ("goal", "choose")


async def test_what_was_taken_in_before_a_crash_is_answered_at_the_next_start(parts: Parts) -> None:
    incoming = Incoming(channel="terminal", chat="ann", sender="ann", id="message-1", text=PROBLEM)
    await parts.store.take_in("terminal:ann", incoming.id, incoming.model_dump(exclude={"file"}, exclude_defaults=True))
    await shift.begin(parts)
    assert await shift.one_round(parts) == 1
    await parts.lanes.drained()
    assert await shift.one_round(parts) == 0
    told = await parts.store.history("terminal:ann")
    assert [message.by for message in told] == ["learner", "tutor"]
    assert await take_turn(parts, incoming) is None


async def test_where_another_turn_moved_the_app_this_one_is_thought_again(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = Chatter(parts, language="en")
    await ann.to_zip(PROBLEM)
    commit = parts.store.commit_turn
    moved: list[bool] = []

    async def commit_late(record: TurnRecord, worker: str) -> Any:
        if record.revision is not None and not moved:
            moved.append(True)
            raise HeadMovedError(2)
        return await commit(record, worker)

    monkeypatch.setattr(parts.store, "commit_turn", commit_late)
    await ann.say("make it green")
    assert moved and [version.n for version in await parts.store.versions((await _project(ann)).id)] == [1, 2]


async def test_many_at_once_in_one_chat_are_answered_in_order(parts: Parts) -> None:
    ann = Chatter(parts, language="en")
    await asyncio.gather(*(ann.say(text) for text in (PROBLEM, "everyone on the floor", "book a time", "the family name")))
    said = [message.payload["text"] for message in await parts.store.history(f"terminal:{ann.chat}") if message.by == "learner"]
    assert said == [PROBLEM, "everyone on the floor", "book a time", "the family name"]
    assert ann.last.stage == "design"


async def test_whoever_waits_for_a_turn_that_never_ends_is_sent_away_and_the_message_kept(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.take_turn.WAIT_AT_MOST", 0.2)
    await parts.store.join(other := "another process", timedelta(minutes=1))
    await parts.store.take_in("terminal:ann", "before", {"channel": "terminal", "chat": "ann", "sender": "ann", "id": "before", "text": "hi"}, other)
    incoming = Incoming(channel="terminal", chat="ann", sender="ann", id="message-1", text=PROBLEM)
    with pytest.raises(StoreError, match="it is kept"):
        await take_turn(parts, incoming)
    await parts.store.leave(other)
    assert await shift.one_round(parts) == 1
    await parts.lanes.drained()
    told = await parts.store.history("terminal:ann")
    assert [message.by for message in told].count("tutor") == 2 and PROBLEM in str(told)


async def test_what_one_learner_says_stays_theirs(parts: Parts) -> None:
    ann, bo = Chatter(parts, language="en"), Chatter(parts, language="en")
    await asyncio.gather(ann.to_zip(PROBLEM), bo.to_zip("our class library loses books and nobody knows who has them"))
    mine, theirs = await ann.spec(), await bo.spec()
    assert mine is not None and theirs is not None
    assert "shower" in mine.brief.problem and "library" in theirs.brief.problem


async def test_a_masked_text_is_all_that_is_kept(parts: Parts) -> None:
    ann = Chatter(parts, language="en")
    reply = await ann.say("my friend's phone is 6123 4567 and she forgets her keys every day")
    assert "redacted" in reply.flags and "6123" not in ann.text
    kept = await parts.store.history(f"terminal:{ann.chat}")
    assert "6123" not in str(kept)
    loaded = await parts.store.load_turn(f"terminal:{ann.chat}")
    assert loaded is not None and "6123" not in str(loaded.state)


async def test_a_zip_that_comes_back_is_the_senders_own_project(parts: Parts) -> None:
    ann, bo = Chatter(parts, language="en"), Chatter(parts, language="en")
    spec = await ann.to_zip(PROBLEM)
    files = build(spec)
    mine = b'export function allow(screen, action, input, app) {\n  return input.name === "Mallory" ? "not today" : true;\n}\n'
    await bo.say(file=pack(files | {"public/my_rules.js": mine}, spec.slug))
    theirs = await bo.spec()
    assert theirs is not None and theirs.brief == spec.brief
    data = await bo.zip()
    assert data is not None
    ours, yours = await _project(ann), await _project(bo)
    assert ours.id != yours.id and b"Mallory" in yours.learner_files


async def test_rules_of_a_mini_program_come_along(parts: Parts) -> None:
    ann = Chatter(parts, language="en")
    spec = await ann.to_zip(PROBLEM)
    mine = b'function allow(screen, action, input, app) {\n  return input.name === "Mallory" ? "not today" : true;\n}\n'
    await ann.say(file=pack(build(spec, "weixin", {"my_rules.js": mine + b"module.exports = { allow };\n"}), spec.slug))
    assert "own rules came along" in ann.text
    assert learner_code.read((await _project(ann)).learner_files).rules == {"public/my_rules.js": b"export " + mine}
    await ann.say(file=pack(build(spec, "weixin", {"my_rules.js": b"module.exports = 1;\n"}), spec.slug))
    assert "module.exports" in ann.text
    assert b"Mallory" in (await _project(ann)).learner_files


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
async def test_a_file_that_is_no_app_is_one_sentence(parts: Parts, data: bytes) -> None:
    ann = Chatter(parts, language="en")
    reply = await ann.say(file=data)
    assert ann.text and not any(message.file for message in reply.messages)
    assert await ann.spec() is None


class Speechless(OfflineTutor):
    """Says nothing of its own; used to see that fixed words come first."""

    async def phrase(self, moves: Sequence[Move], conversation: Conversation) -> Phrased:
        raise AssertionError("the safety floor needs no brain")


async def test_the_safety_floor_needs_no_brain(parts: Parts) -> None:
    ann = Chatter(replace(parts, brain=Speechless()), language="en")
    reply = await ann.say("i want to kill myself")
    assert reply.flags == ("crisis",) and "18111" in ann.text and reply.asks == "clarify"
