"""`/new`: begin another app; the old one is kept."""

from __future__ import annotations

from bot.commands import Command
from bot.core.wanting import INTENTS

COMMAND = Command("new", lambda turn, _: INTENTS["new"](turn), order=10)
