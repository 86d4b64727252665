"""`/entry`: what the team enters and what is missing; `/entry pitch ...` says one part at once."""

from __future__ import annotations

from bot.commands import Command
from bot.core.event.chatting import asked

COMMAND = Command("entry", lambda turn, words: asked(turn, "entry", words), order=64, listed=False)
