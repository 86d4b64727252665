"""What a turn starts from: who speaks, where the conversation stands, and whether they may be in danger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.core.conversation import Conversation
from bot.core.safety import Verdict
from bot.core.turn import Incoming
from bot.services import Parts
from bot.services.classroom.standing import alarm_of
from bot.services.event.team_app import at_head
from scaffolds import blocks
from storage.classrooms.records import ClassNews
from storage.records import Learner, Loaded


@dataclass(frozen=True)
class Now:
    """What a turn starts from. `learner` is who speaks; `owner` is whose conversation it is, where that is somebody else: a group."""

    incoming: Incoming
    verdict: Verdict
    learner: Learner
    owner: Learner | None
    loaded: Loaded | None
    conversation: Conversation
    alarm: ClassNews | None = None
    """For the class of whoever speaks, where they may be in danger: written with the turn's end, however it ends."""


async def start(parts: Parts, incoming: Incoming, verdict: Verdict, loaded: Loaded | None) -> Now:
    """Who speaks, and where the conversation stands."""
    if loaded is None:
        learner = await _speaker(parts, incoming)
        conversation, owner = Conversation.model_validate({"language": learner.language, "tier": learner.tier}), None
    else:
        learner = loaded.learner if not incoming.group else loaded.sender or await _speaker(parts, incoming)
        conversation, owner = Conversation.model_validate(loaded.state), loaded.learner if learner.id != loaded.learner.id else None
    told: dict[str, Any] = {key: value for key, value in (("tier", incoming.tier), ("language", incoming.language)) if value}
    now = Now(incoming, verdict, learner, owner, loaded, at_head(conversation.now(**told, allowed=_ways_of(loaded)), loaded))
    return await with_alarm(parts, now, verdict) if verdict.flag == "crisis" else now


async def with_alarm(parts: Parts, now: Now, verdict: Verdict) -> Now:
    """The seat is looked up for whoever speaks: the chat may be new, or a group's, which says nothing of their class."""
    language = parts.brain.language_of(verdict.masked) or now.conversation.language
    inside = await parts.store.care.in_class(now.learner.id)
    return replace(now, verdict=verdict, alarm=alarm_of(inside, verdict, language) if inside else None)


async def _speaker(parts: Parts, incoming: Incoming) -> Learner:
    return await parts.store.find_or_create_learner(
        incoming.channel,
        incoming.sender,
        nickname=incoming.nickname,
        language=incoming.language or incoming.hint or "en",
        tier=incoming.tier or "junior",
    )


def _ways_of(loaded: Loaded | None) -> tuple[str, ...]:
    """The blocks that the learner's class builds with; () for all."""
    wanted = loaded.in_class.classroom.task.get("blocks") if loaded and loaded.in_class else None
    return tuple(id for id in wanted or () if id in blocks.discover())
