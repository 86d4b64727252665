"""`/forget`: everything of oneself goes, after one question."""

from __future__ import annotations

from bot.commands import Command
from bot.core.leaving import forget

COMMAND = Command("forget", lambda turn, _: forget(turn), order=61, in_groups=False)
