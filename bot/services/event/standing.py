"""What a turn leaves with the team that speaks in its chat: how far they are, and the first app as the team's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.core.conversation import Conversation
from bot.core.deciding import Turn
from bot.services.event.looks import look_of
from bot.services.outcome import Outcome
from bot.services.read_spec import spec_of
from scaffolds.spec import AppSpec, text_of
from storage.events.records import Team, TeamNews
from storage.events.teams import OF_ONE_CHAT
from storage.records import Loaded


def team_news_of(loaded: Loaded | None, learner: str, turn: Turn, outcome: Outcome) -> TeamNews | None:
    """None in a chat that speaks for no team, and where the turn worked at another app than the team's."""
    if loaded is None or loaded.in_team is None:
        return None
    team, conversation = loaded.in_team.team, outcome.decision.conversation
    project = outcome.project or conversation.project
    if _elsewhere(loaded, team, project, outcome):
        return None
    spec = _spec(loaded, turn, outcome)
    return TeamNews(
        event=team.event,
        team=team.id,
        learner=learner,
        stage=conversation.stage,
        version=conversation.version,
        title=text_of(spec.title, conversation.language) if spec else "",
        look=look_of(spec) if spec else {},
        last=datetime.now(UTC),
        read_project=team.project,
        project=project,
        share=_shared(conversation, project) if team.project is None and project is not None else None,
    )


def _elsewhere(loaded: Loaded, team: Team, project: str | None, outcome: Outcome) -> bool:
    """Whether the turn ended at another app than this team's: at one of their own, or in another team, whose app it did not begin with."""
    if team.project is not None or project is None:
        return project != team.project
    return outcome.revision is None and (loaded.project is None or loaded.project.id != project)


def _spec(loaded: Loaded, turn: Turn, outcome: Outcome) -> AppSpec | None:
    if outcome.revision is not None:
        return AppSpec.model_validate_json(outcome.revision.spec)
    return spec_of(loaded.head) if loaded.head and turn.built else None


def _shared(conversation: Conversation, project: str) -> dict[str, Any]:
    """Where the others of the team go on."""
    return conversation.now(project=project).model_dump(mode="json", exclude=set(OF_ONE_CHAT))
