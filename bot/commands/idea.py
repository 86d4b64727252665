"""`/idea a problem`: tell one of the team's three problems; alone it shows them, to choose from."""

from __future__ import annotations

from bot.commands import Command
from bot.core.event.chatting import asked

COMMAND = Command("idea", lambda turn, words: asked(turn, "idea", words), order=62, listed=False)
