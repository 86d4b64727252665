"""`/mentor`: a team at an event asks for a mentor; in the chat of a mentor it shows who waits."""

from __future__ import annotations

from bot.commands import Command
from bot.core.event.chatting import asked

COMMAND = Command("mentor", lambda turn, words: asked(turn, "mentor", words), order=63, listed=False)
