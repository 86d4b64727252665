"""The versions of an app, for pages that list them. Going to one is a turn like any other (`/versions 2`), so that the chat tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.errors import NoAppError
from bot.services import Parts


@dataclass(frozen=True)
class Version:
    n: int
    why: str
    """One line of Markdown: what this version did."""
    made: datetime
    now: bool
    """The learner is at this one."""


async def versions(parts: Parts, project: str) -> list[Version]:
    """Every version of a project, the newest first. Raises `NoAppError`."""
    found = await parts.store.project(project)
    if found is None:
        raise NoAppError()
    revisions = await parts.store.versions(project)
    return [Version(one.n, one.why, one.created, one.n == found.head) for one in reversed(revisions)]
