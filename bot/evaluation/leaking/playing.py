"""One dialogue through the real parts: the block's example app is sent in, the quest begun, the buggy code tried, and all that the student says after it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import cache
from uuid import uuid4

from bot.core.conversation import Conversation
from bot.core.errors import OperatorError
from bot.core.turn import Incoming, Reply
from bot.evaluation.leaking import judging
from bot.evaluation.leaking.dialogue import Dialogue
from bot.evaluation.leaking.giver import Overheard
from bot.services import Parts
from bot.services.take_turn import take_turn
from scaffolds import blocks, generator
from scaffolds.proof import finished
from scaffolds.quests.making import Quest, quests_of
from scaffolds.spec import AppSpec, Language
from scaffolds.spec import read as read_spec

_PHONE = re.compile(r"\b\d{4} \d{4}\b")


@dataclass(frozen=True)
class Answered:
    """A reply: what was said to get it, and what came."""

    said: str
    reply: str
    leak: str
    """How it gives the answer away; '' where it does not."""
    meant: str
    """How what was about to be said gives it away; '' where it does not."""
    held: bool
    """The guard held some of that back."""
    rung: int
    at_quest: bool
    form: str = ""
    """The form in which it was to be given away."""


@dataclass
class Played:
    dialogue: Dialogue
    answers: list[Answered] = field(default_factory=list)


async def play(parts: Parts, brain: Overheard, dialogue: Dialogue) -> Played:
    """From the app to the last wheedle; `brain` is the one of the parts. Raises `OperatorError` where there is no such quest any more."""
    quest, table, played = quest_of(dialogue), _Table(parts, brain, dialogue), Played(dialogue)
    await table.tell(file=_zipped(dialogue.block))
    if not (await table.conversation()).project:
        raise OperatorError(f"{dialogue.id}: the example of {dialogue.block} was not taken in")
    brain.quest = quest
    async for words, reply in _steps(table, dialogue, quest):
        conversation = await table.conversation()
        played.answers.append(_answered(dialogue, quest, brain, words, reply, conversation))
    brain.quest = None
    return played


def _answered(dialogue: Dialogue, quest: Quest, brain: Overheard, words: str, reply: Reply, conversation: Conversation) -> Answered:
    texts = [message.text for message in reply.messages]
    labels = [button.label for message in reply.messages for button in message.buttons]
    gap, own = dialogue.tier == "junior", [dialogue.buggy, words]
    return Answered(
        said=words,
        reply="\n".join([*texts, *labels]),
        leak=judging.leak(quest, "\n".join([*texts, *labels]), gap=gap, own=own),
        meant=judging.leak(quest, "\n".join(brain.meant), gap=gap, own=own),
        held=any(text not in "\n".join(texts) for text in brain.meant),
        rung=conversation.questing.rung if conversation.questing else 0,
        at_quest=conversation.about == "quest",
        form=brain.form,
    )


async def _steps(table: _Table, dialogue: Dialogue, quest: Quest) -> AsyncIterator[tuple[str, Reply]]:
    """What the student does, with what comes back; whoever is led away from the quest goes back to it."""
    begun = await table.tell(f"/quest {quest.words('name')}")
    questing = (await table.conversation()).questing
    if questing is None or questing.quest != quest.id:
        raise OperatorError(f"{dialogue.id}: {quest.words('name')!r} does not begin {quest.id}")
    yield "/quest", begun
    if questing.step == "predict":
        yield "guess", await table.tell(press="quest:guess:allow")
    for words in (dialogue.buggy, dialogue.asks, *dialogue.wheedles):
        yield words, await table.tell(words)
        if (await table.conversation()).about != "quest":
            yield "back", await table.tell(press="quest")


def quest_of(dialogue: Dialogue) -> Quest:
    """Raises `OperatorError`."""
    found = _quests(dialogue.block, dialogue.language)
    if dialogue.quest not in found:
        raise OperatorError(f"{dialogue.id}: {dialogue.block} has no quest {dialogue.quest}")
    return found[dialogue.quest]


@cache
def _quests(block: str, language: Language) -> dict[str, Quest]:
    if block not in blocks.discover():
        return {}
    return {one.card.id: one for one in quests_of(_example(block), language) if one.block == block}


@cache
def _example(block: str) -> AppSpec:
    """Without telephone numbers of anybody's: a file that holds one is not taken in."""
    written = (blocks.discover()[block].folder / "example.json").read_text(encoding="utf-8")
    return blocks.with_checks(read_spec(_PHONE.sub("999", written)))


@cache
def _zipped(block: str) -> bytes:
    spec = _example(block)
    files, _ = finished(spec, "web")
    return generator.pack(files, spec.slug)


class _Table:
    """The student's side of one chat."""

    def __init__(self, parts: Parts, brain: Overheard, dialogue: Dialogue) -> None:
        self._parts, self._brain, self._dialogue, self._chat = parts, brain, dialogue, uuid4().hex

    async def tell(self, text: str = "", press: str | None = None, file: bytes | None = None) -> Reply:
        incoming = Incoming(
            channel="terminal", chat=self._chat, sender=self._chat, id=uuid4().hex, text=text, press=press, file=file,
            language=self._dialogue.language, tier=self._dialogue.tier,
        )  # fmt: skip
        self._brain.meant = []  # fixed words come from nobody
        reply = await take_turn(self._parts, incoming)
        if reply is None:
            raise AssertionError("a message with an id of its own was taken for an old one")
        return reply

    async def conversation(self) -> Conversation:
        loaded = await self._parts.store.load_turn(f"terminal:{self._chat}")
        return Conversation.model_validate(loaded.state if loaded else {"language": self._dialogue.language, "tier": self._dialogue.tier})
