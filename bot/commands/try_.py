"""`/try`: a way to let somebody else use the app now."""

from __future__ import annotations

from bot.commands import Command
from bot.core.wanting import INTENTS

COMMAND = Command("try", lambda turn, _: INTENTS["try"](turn), order=31)
