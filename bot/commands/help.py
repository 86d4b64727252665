"""`/help`: what one can do here."""

from __future__ import annotations

from bot.commands import Command
from bot.core.wanting import INTENTS

COMMAND = Command("help", lambda turn, _: INTENTS["help"](turn), order=2)
