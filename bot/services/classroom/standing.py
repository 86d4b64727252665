"""What a turn leaves with its learner's class: how far they are, whether they may be stuck, that a child may be in danger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.core.classroom.progress import Event, Progress, Signal, follow, signal
from bot.core.conversation import Conversation
from bot.core.deciding import Turn
from bot.core.safety import Verdict
from bot.core.turn import Message
from bot.services.carry_out import Outcome
from bot.services.read_spec import spec_of
from scaffolds.spec import AppSpec, text_of
from storage.classrooms.records import ClassNews, InClass, NewFlag, NewStanding, NewStuck
from storage.records import Loaded

_TROUBLES = frozenset({"tutor/not_ready", "tutor/unclear", "tutor/broken", "tutor/file_refused", "tutor/went_wrong"})
"""Prompts that say that something did not work."""


def news_of(loaded: Loaded | None, turn: Turn, outcome: Outcome) -> ClassNews | None:
    """None for a learner who sits in no class."""
    if loaded is None or loaded.in_class is None:
        return None
    at, before = datetime.now(UTC), loaded.in_class.standing
    old = Progress.model_validate(before.progress) if before else Progress()
    conversation = outcome.decision.conversation
    event = _event(at, turn, outcome, conversation)
    new = follow(old, event)
    crossed = before is None or before.stage != conversation.stage or before.project != _project(outcome, conversation)
    standing = NewStanding(
        project=_project(outcome, conversation),
        version=conversation.version,
        **_shown(turn, outcome, loaded, conversation),
        stage=conversation.stage,
        since=at if crossed or before is None else before.since,
        last=at,
        hints=(before.hints if before else 0) + _asked_for_help(event),
        progress=new.model_dump(mode="json"),
    )
    was, is_now = signal(old, at), signal(new, at)
    return ClassNews(loaded.in_class.seat, standing, crossed, _begun(was, is_now), unstuck=was is not None and is_now is None)


def alarm_of(loaded: Loaded | None, verdict: Verdict, said: Message) -> ClassNews | None:
    """For a learner in a class whose words say that they may be in danger; the standing stays as it was, but for the moment."""
    if loaded is None or loaded.in_class is None or verdict.flag != "crisis":
        return None
    inside, at = loaded.in_class, datetime.now(UTC)
    standing = replace(inside.standing, last=at) if inside.standing else _first(inside, at)
    flag = NewFlag(verdict.kind, verdict.masked, said.language or loaded.learner.language)
    return ClassNews(inside.seat, standing, crossed=inside.standing is None, stuck=None, unstuck=False, flag=flag)


def _first(inside: InClass, at: datetime) -> NewStanding:
    return NewStanding(None, 0, "", {}, "discover", at, at, 0, Progress().model_dump(mode="json"))


def _project(outcome: Outcome, conversation: Conversation) -> str | None:
    return outcome.project or conversation.project


def _event(at: datetime, turn: Turn, outcome: Outcome, conversation: Conversation) -> Event:
    trouble = next((move for move in outcome.decision.moves if move.prompt in _TROUBLES), None)
    error = f"{trouble.prompt}:{trouble.values.get('failed') or trouble.values.get('unclear') or ''}" if trouble else ""
    return Event(
        at=at, stage=conversation.stage, asks=conversation.asks, intent=turn.heard.intent, said=turn.text,
        error=error, built=outcome.revision is not None, version=conversation.version,
    )  # fmt: skip


def _asked_for_help(event: Event) -> bool:
    return event.intent in ("idk", "help", "examples")


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
