"""Who may change a team's app, and until when: asked before a change is made, and again of what a file or a long build came to."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.core.deciding import Turn
from bot.core.decision import Decision
from bot.core.event.closing import pens_down
from bot.services import Parts
from bot.services.event.group_team import members_first
from storage.records import Loaded


async def instead_of_change(parts: Parts, loaded: Loaded | None, turn: Turn) -> Decision | None:
    """What is said instead of changing the app of this chat; None where it may be changed."""
    since = loaded.closed_since(datetime.now(UTC)) if loaded else None
    return pens_down(turn, since) if since is not None else await members_first(parts, loaded, turn)
