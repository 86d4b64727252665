"""`/event`: how an event stands that somebody runs or takes part in; `/event new` makes one, `/event link` gives its organiser their link again."""

from __future__ import annotations

from bot.commands import Command
from bot.core.event.chatting import asked

COMMAND = Command("event", lambda turn, words: asked(turn, "event", words), order=60, listed=False)
