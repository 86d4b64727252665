"""`/lesson`: what to learn next; `/lesson fair turns` begins the one that is called so."""

from __future__ import annotations

from bot.commands import Command
from bot.core.lesson import asked

COMMAND = Command("lesson", asked, order=32)
