"""After something was finished, the lesson that the app needs now is named: one line with one button, at most once a session."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.conversation import Conversation
from bot.core.deciding import Turn
from bot.core.decision import Ask, Decision
from bot.services import Parts
from bot.services.lesson.shelf import proposal
from bot.services.outcome import Outcome
from scaffolds.spec import AppSpec

PAUSE = timedelta(hours=2)
"""A silence of so long ends a session."""


async def with_proposal(parts: Parts, turn: Turn, outcome: Outcome, decision: Decision) -> Decision:
    """Never before the first app, nor while something else is open. A session in which one was named goes on with every turn."""
    now = datetime.now(UTC)
    if is_same_session(decision.conversation, now):
        return _marked(decision, now)
    move = None
    if _finished(turn, outcome) and not _busy(turn, decision.conversation):
        spec = AppSpec.model_validate_json(outcome.revision.spec) if outcome.revision else turn.app
        move = await proposal(parts, spec, decision.conversation)
    if move is None:
        return _marked(decision, None) if decision.conversation.proposed else decision
    return _marked(decision.model_copy(update={"moves": (*decision.moves, move)}), now)


def is_same_session(conversation: Conversation, now: datetime) -> bool:
    """Whether a lesson was proposed since the last long silence."""
    return conversation.proposed is not None and now - conversation.proposed < PAUSE


def _finished(turn: Turn, outcome: Outcome) -> bool:
    """A rule that holds, an edit, a link for others; the app was there before."""
    effect = outcome.decision.effect
    return turn.built and (outcome.revision is not None or (isinstance(effect, Ask) and effect.what == "try"))


def _busy(turn: Turn, conversation: Conversation) -> bool:
    lesson = conversation.lesson
    takes = lesson is not None and lesson.at != "left"
    return takes or conversation.questing is not None or conversation.asks != "none" or turn.speaker.group


def _marked(decision: Decision, at: datetime | None) -> Decision:
    return decision.model_copy(update={"conversation": decision.conversation.now(proposed=at)})
