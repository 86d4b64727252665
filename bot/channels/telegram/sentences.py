"""What the channel says by itself, in the learner's language: about what it cannot read, and how it works in Telegram."""

from __future__ import annotations

from typing import Literal

from bot.channels.telegram.updates import Unread
from bot.locales import locale
from scaffolds.spec import Language

Notice = Literal["old_press", "too_large", "not_fetched"]

_UNREAD: dict[Unread, str] = {
    "voice": "telegram.voice",
    "audio": "telegram.voice",
    "video": "telegram.video",
    "sticker": "telegram.sticker",
    "animation": "telegram.sticker",
    "dice": "telegram.sticker",
    "contact": "telegram.contact",
    "location": "telegram.location",
    "poll": "telegram.poll",
    "other": "telegram.other",
}
_NOTICES: dict[Notice, str] = {
    "old_press": "telegram.old_press",
    "too_large": "telegram.too_large",
    "not_fetched": "telegram.not_fetched",
}


def unread(kind: Unread, language: Language) -> str:
    """Why there is no answer to a voice message, a sticker, ... and what to do instead."""
    return locale(language)(_UNREAD[kind])


def notice(kind: Notice, language: Language) -> str:
    """A button of an earlier question (short enough for a pop-up); a file that is too large, or that did not come."""
    return locale(language)(_NOTICES[kind])


def greeting_in_group(name: str, language: Language) -> str:
    """How to talk to Sampan where others talk too. `name` is its own, without the `@`."""
    return locale(language)("telegram.in_group", name=name)
