"""How a turn ends: the reply, and all that is committed with it; also where it was not thought through, for it failed, was stopped, or has to wait."""

from __future__ import annotations

from dataclasses import replace

import prompts
from bot.commands import parse
from bot.core.conversation import Conversation
from bot.core.decision import Decision, Move
from bot.core.turn import Flag, Incoming, Message, Reply
from bot.services import Parts, guard
from bot.services.lanes import chat_of
from bot.services.now import Now
from bot.services.outcome import Outcome
from storage.records import TurnRecord

ALWAYS = ("forget", "mydata", "stop")
"""Commands that are done though a class is paused, and so are their buttons."""
SHOWN_BY_THEMSELVES = ("web", "terminal")
"""Channels that show the history: what they answer need not be sent."""


def ended(turn: str, now: Now, outcome: Outcome, messages: tuple[Message, ...], flags: tuple[Flag, ...]) -> tuple[Reply, TurnRecord]:
    """The reply, and all that is committed with it."""
    conversation = outcome.decision.conversation
    messages = _marked(messages, now.incoming, conversation)
    project = outcome.project or conversation.project
    conversation = conversation.now(project=project)
    reply = Reply(messages=messages, stage=conversation.stage, asks=conversation.asks, flags=flags)
    record = TurnRecord(
        turn=turn,
        chat=chat_of(now.incoming),
        learner=outcome.learner or now.learner.id,
        owner=now.owner.id if now.owner else None,
        said={} if outcome.forget else {"text": now.verdict.masked, "press": now.incoming.press, "file": now.incoming.file_name},
        state=conversation.model_dump(mode="json"),
        answers=[message.model_dump(mode="json") for message in messages],
        project=project,
        slug=outcome.slug,
        read_head=outcome.read_head,
        revision=outcome.revision,
        head=outcome.head,
        learner_files=outcome.learner_files,
        language=_news(conversation.language, now.learner.language),
        tier=_news(conversation.tier, now.learner.tier),
        nickname=_news(now.incoming.nickname, now.learner.nickname),
        despite_pause=_is_a_right(now) or _is_grave(now) or outcome.inside,
        forget=outcome.forget,
        news=now.alarm,
        evidence=outcome.evidence,
        delivered=now.incoming.channel in SHOWN_BY_THEMSELVES,
    )
    return reply, record


def _news(said: str, known: str) -> str | None:
    """What the store is to learn of somebody: nothing where it knows it."""
    return said if said and said != known else None


def _marked(messages: tuple[Message, ...], incoming: Incoming, conversation: Conversation) -> tuple[Message, ...]:
    """What a channel must know of each: whether another follows, whom it answers in a group, and the language where it is sent."""
    last = len(messages) - 1
    for_all = {
        "answers": incoming.id if incoming.group else "",
        "language": None if incoming.channel in SHOWN_BY_THEMSELVES else conversation.language,
    }
    known = [{"more": place < last, **for_all} for place in range(len(messages))]
    return tuple(message.model_copy(update=more) if any(more.values()) else message for message, more in zip(messages, known, strict=True))


async def apology(parts: Parts, turn: str, now: Now) -> tuple[Reply, TurnRecord]:
    """The program failed: the message is kept, the state stays, and one sentence says so."""
    phrased = await parts.brain.phrase((Move(prompt="tutor/went_wrong"),), now.conversation)
    return ended(turn, now, Outcome(Decision(conversation=now.conversation)), phrased.messages, ())


def silence(turn: str, now: Now) -> tuple[Reply, TurnRecord]:
    """A turn that the learner stopped: it ends without a word, and nothing changes."""
    return ended(turn, now, Outcome(Decision(conversation=now.conversation)), (), ())


def paused_words(turn: str, now: Now) -> tuple[Reply, TurnRecord]:
    """One sentence, and nothing changes."""
    said = Message(text=prompts.load("tutor/paused").render(now.conversation.language))
    reply, record = ended(turn, now, Outcome(Decision(conversation=now.conversation)), (said,), ())
    return reply, replace(record, despite_pause=True)


def waits_for_class(now: Now) -> bool:
    """Whether a teacher paused this chat; what may be grave, and what a learner has a right to, does not wait."""
    return now.loaded is not None and now.loaded.paused and not _is_grave(now) and not _is_a_right(now)


def _is_grave(now: Now) -> bool:
    return now.verdict.flag == "crisis" or now.incoming.press == guard.CONTACTS


def _is_a_right(now: Now) -> bool:
    """What a learner may always do, by its command or a button of its."""
    return _command(now) in ALWAYS or (now.incoming.press or "").partition(":")[0] in ALWAYS


def _command(now: Now) -> str:
    return (parse(now.incoming.text.strip()) or ("",))[0]
