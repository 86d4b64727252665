"""What a turn leaves with its learner's class: how far they are, whether they may be stuck, that a child may be in danger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.core.classroom.progress import IDLE, Progress, Signal, follow, signal
from bot.core.conversation import Conversation
from bot.core.deciding import Turn
from bot.core.safety import Verdict
from bot.services.classroom.happening import event_of
from bot.services.outcome import Outcome
from bot.services.read_spec import spec_of
from scaffolds.spec import AppSpec, Language, text_of
from storage.classrooms.records import ClassNews, InClass, NewFlag, NewStanding, NewStuck
from storage.records import Loaded


def news_of(loaded: Loaded | None, turn: Turn, outcome: Outcome) -> ClassNews | None:
    """None for a learner who sits in no class."""
    if loaded is None or loaded.in_class is None:
        return None
    at, before = datetime.now(UTC), loaded.in_class.standing
    old = Progress.model_validate(before.progress) if before else Progress()
    conversation = outcome.decision.conversation
    event = event_of(at, turn, outcome)
    new = follow(old, event)
    crossed = before is None or before.stage != conversation.stage or before.project != _project(outcome, conversation)
    standing = NewStanding(
        project=_project(outcome, conversation),
        version=conversation.version,
        **_shown(turn, outcome, loaded, conversation),
        stage=conversation.stage,
        since=at if crossed or before is None else before.since,
        last=at,
        hints=(before.hints if before else 0) + event.helped,
        progress=new.model_dump(mode="json"),
    )
    was, is_now = _signal_before(old, at), signal(new, at)
    over = is_now is None and (was is not None or _was_silent(old, at))
    asks = before is None and loaded.in_class.classroom.first_asked is not None
    return ClassNews(loaded.in_class.seat, standing, crossed, _begun(was, is_now), over, helped=event.helped, asks_first=asks)


def alarm_of(inside: InClass, verdict: Verdict, language: Language) -> ClassNews:
    """For a learner in a class whose words say that they may be in danger; the standing stays as it was, but for the moment."""
    at = datetime.now(UTC)
    standing = replace(inside.standing, last=at) if inside.standing else _first(inside, at)
    flag = NewFlag(verdict.kind, verdict.masked, language)
    return ClassNews(inside.seat, standing, crossed=inside.standing is None, stuck=None, unstuck=False, flag=flag)


def _first(inside: InClass, at: datetime) -> NewStanding:
    return NewStanding(None, 0, "", {}, "discover", at, at, 0, Progress().model_dump(mode="json"))


def _project(outcome: Outcome, conversation: Conversation) -> str | None:
    return outcome.project or conversation.project


def _signal_before(old: Progress, at: datetime) -> Signal | None:
    """What was shown until this turn: they may have been silent since, or away for so long that nothing was shown any more."""
    return signal(old, at) or (signal(old, old.last) if old.last else None)


def _was_silent(old: Progress, at: datetime) -> bool:
    """A teacher may have judged the silence, which made a signal of it that no turn did."""
    return old.last is not None and at - old.last >= IDLE


def _shown(turn: Turn, outcome: Outcome, loaded: Loaded, conversation: Conversation) -> dict[str, Any]:
    """The app's name and what its thumbnail is drawn from; before there is one, nothing."""
    spec = (
        AppSpec.model_validate_json(outcome.revision.spec)
        if outcome.revision
        else spec_of(loaded.head)
        if loaded.head and conversation.project
        else None
    )
    if spec is None:
        return {"title": text_of(conversation.title, conversation.language) if conversation.title else "", "look": {}}
    blocks = [screen.block for screen in spec.screens][:4]
    return {"title": text_of(spec.title, conversation.language), "look": {"colour": spec.colour, "emoji": spec.emoji, "blocks": blocks}}


def _begun(was: Signal | None, is_now: Signal | None) -> NewStuck | None:
    return NewStuck(is_now.reason, is_now.detail) if is_now and (was is None or was.reason != is_now.reason) else None
