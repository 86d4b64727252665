"""`/quest`: a small rule to make for one's own app; `/quest words` begins the one that they name."""

from __future__ import annotations

from bot.commands import Command
from bot.core.questing import asked

COMMAND = Command("quest", asked, order=24)
