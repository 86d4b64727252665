"""What stands beside the message box of a private chat: the button that opens the learner's app, and the commands in their language.

Telegram keeps these, so they are told where they change. It knows one way of writing Chinese by itself (see `announce`); whoever writes the
simplified one is told their own.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from bot.channels.telegram.announce import commands_for, menu_button
from bot.channels.telegram.call import Call
from bot.channels.telegram.place import Place
from bot.channels.telegram.reach import reachable
from scaffolds.spec import Language

KEPT = 4096
"""Chats of which it is remembered what they were told; the one that was silent the longest is told again."""
UNLIKE: Language = "zh-Hans"
"""The language for which Telegram does not show the right commands by itself."""


@dataclass(frozen=True)
class _Told:
    language: Language | None = None
    app: str = ""


class Doorplate:
    def __init__(self) -> None:
        self._told: OrderedDict[int, _Told] = OrderedDict()

    def calls(self, place: Place, language: Language, app: str) -> list[Call]:
        """What Telegram is to be told of this chat now. `app`: where the learner's app opens; '' where nothing is known of it."""
        if not place.private:
            return []
        before = self._told.pop(place.chat, _Told())
        now = self._told[place.chat] = _Told(language, app if _opens(app) else before.app)
        if len(self._told) > KEPT:
            self._told.popitem(last=False)
        return [*_commands(place, before.language, language), *([menu_button(place, now.app, language)] if now.app and now != before else [])]


def _commands(place: Place, before: Language | None, now: Language) -> list[Call]:
    return [commands_for(place, now)] if before != now and UNLIKE in (before, now) else []


def _opens(app: str) -> bool:
    """Telegram opens what is encrypted, and nothing else."""
    return app.startswith("https://") and reachable(app)
