"""The draft of a team's statement on how it used AI, from its log. The team changes it as it likes, and each member signs."""

from __future__ import annotations

import asyncio
from typing import Any

import prompts
from bot.core.event.ai_use import AiUse, Sent, ai_use
from bot.locales import spoken
from bot.services import Parts
from bot.services.classroom.nudge import unmarked
from bot.services.read_spec import spec_of
from storage.events.records import Event, Team
from storage.events.team_log import Logged


async def draft(parts: Parts, event: Event, team: Team) -> str:
    """In the event's language, as plain text."""
    project = await parts.store.project(team.project) if team.project else None
    use = await use_of(parts, team)
    values: dict[str, Any] = {
        "team": team.name, "title": team.title if project and project.head else "", "code": bool(project and project.learner_files),
        "turns": use.turns, "typed": use.typed, "pressed": use.pressed, "aided": use.aided, "models": list(use.models),
        "words": use.words, "own": use.own, "both": use.both, "ours": use.ours,
    }  # fmt: skip
    return unmarked(prompts.load("event/entry_draft").render(spoken(event.language) or "en", **values))


async def use_of(parts: Parts, team: Team) -> AiUse:
    """What the log of a team tells."""
    log = await parts.store.entries.log(team.id)
    revisions = await parts.store.versions(team.project) if team.project else []
    project = await parts.store.project(team.project) if team.project else None
    head = project.head if project else None
    kept = [one for one in revisions if head is not None and one.n <= head]
    return await asyncio.to_thread(lambda: ai_use(_sent(log), [(one.created, spec_of(one)) for one in kept]))


def _sent(log: list[Logged]) -> list[Sent]:
    """Commands make nothing of an app."""
    return [
        Sent(one.at, "" if one.press else one.text, one.offered, tuple(_models(one)))
        for one in log
        if (one.press or one.text) and not one.text.startswith("/") and not one.press.startswith("event:")
    ]  # fmt: skip


def _models(one: Logged) -> list[str]:
    """Those that answered; where the offline tutor did in their place, none."""
    return [str(call["model"]) for call in one.calls if call.get("outcome") != "offline"]
