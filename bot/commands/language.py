"""`/language [en|zh-Hant|zh-Hans]`: the language of the chat."""

from __future__ import annotations

from bot.commands import Command
from bot.core.wanting import speak

COMMAND = Command("language", speak, order=40)
