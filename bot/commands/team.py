"""`/team`: who is in the team and what is next; `/team new NAME`, `/team find`, `/team leave`; in a group `/team CODE` makes it the team's own."""

from __future__ import annotations

from bot.commands import Command
from bot.core.event.chatting import asked

COMMAND = Command("team", lambda turn, argument: asked(turn, "team", argument), order=7)
