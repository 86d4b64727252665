"""`/join CODE [nickname]`: come into a class."""

from __future__ import annotations

from bot.commands import Command
from bot.core.classroom.joining import join

COMMAND = Command("join", join, order=5, in_groups=False)
