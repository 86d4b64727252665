"""How Sampan presents itself in Telegram: its commands, its menu button, what it says of itself. Told once, and again only where it changed.

Telegram knows a language by two letters, so that both ways of writing Chinese are `zh` to it. There it says what most of its Chinese readers in
Telegram write, the traditional one; a learner who writes the simplified one gets the commands of their own chat by `commands_for`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import prompts
from bot.channels.plain import plain
from bot.channels.telegram.call import Call
from bot.channels.telegram.cutting import shortened
from bot.channels.telegram.place import Place
from bot.commands import discover
from bot.locales import locale
from scaffolds.spec import Language

Send = Callable[[Call], Awaitable[Any]]
Scope = Literal["default", "all_private_chats", "all_group_chats"]
SCOPES: tuple[Scope, ...] = ("default", "all_private_chats", "all_group_chats")
CODES: Mapping[str, Language] = {"": "en", "zh": "zh-Hant"}
"""Telegram's code to our language; '' is for everybody else."""
_LONGEST_COMMAND, _LONGEST_DESCRIPTION, _LONGEST_SHORT = 256, 512, 120


@dataclass(frozen=True)
class Announcement:
    """Something that Telegram keeps: how to ask what it keeps now, how to tell it, and what it should answer."""

    ask: Call
    tell: Call
    wanted: Any

    def differs(self, answer: Any) -> bool:
        return bool(answer != self.wanted)


async def announce(send: Send) -> int:
    """Tell Telegram what it does not know yet; how many things that were. Raises what `send` raises."""
    told = 0
    for one in announcements():
        if one.differs(await send(one.ask)):
            await send(one.tell)
            told += 1
    return told


def announcements() -> list[Announcement]:
    commands = [_commands(scope, code, language) for scope in SCOPES for code, language in CODES.items()]
    about = [one for code, language in CODES.items() for one in _about(code, language)]
    return [*commands, *about, _menu_button()]


def commands_for(place: Place, language: Language, *, teacher: bool = False) -> Call:
    """The commands of one private chat, in the language that is spoken there."""
    commands = listed("all_private_chats", language, teacher=teacher)
    return Call("setMyCommands", {"commands": commands, "scope": {"type": "chat", "chat_id": place.chat}})


def menu_button(place: Place, app: str, language: Language) -> Call:
    """The button beside the message box of a private chat: the learner's own app (an https address), or the commands where `app` is ''."""
    button = {"type": "web_app", "text": locale(language)("telegram.menu"), "web_app": {"url": app}} if app else {"type": "commands"}
    return Call("setChatMenuButton", {"chat_id": place.chat, "menu_button": button})


def listed(scope: Scope, language: Language, *, teacher: bool = False) -> list[dict[str, str]]:
    """The commands that make sense there, as `/help` lists them, each with what `/help` says of it; for teachers also those that are theirs alone."""
    found = [command for command in discover().values() if (command.listed or teacher) and (scope == "all_private_chats" or command.in_groups)]
    return [{"command": command.name, "description": _said_of(command.name, language)} for command in found]


def _said_of(command: str, language: Language) -> str:
    return shortened(plain(prompts.load(f"commands/{command}").render(language)), _LONGEST_COMMAND)


def _commands(scope: Scope, code: str, language: Language) -> Announcement:
    where = {"scope": {"type": scope}} | _of(code)
    commands = listed(scope, language)
    return Announcement(Call("getMyCommands", where), Call("setMyCommands", {"commands": commands, **where}), commands)


def _about(code: str, language: Language) -> list[Announcement]:
    """The words on an empty chat, and the line on the profile and in links."""
    words = locale(language)
    long, short = shortened(words("telegram.description"), _LONGEST_DESCRIPTION), shortened(words("telegram.short"), _LONGEST_SHORT)
    return [_words("Description", "description", long, code), _words("ShortDescription", "short_description", short, code)]


def _words(method: str, name: str, words: str, code: str) -> Announcement:
    return Announcement(Call(f"getMy{method}", _of(code)), Call(f"setMy{method}", {name: words, **_of(code)}), {name: words})


def _menu_button() -> Announcement:
    button = {"type": "commands"}
    return Announcement(Call("getChatMenuButton"), Call("setChatMenuButton", {"menu_button": button}), button)


def _of(code: str) -> dict[str, str]:
    return {"language_code": code} if code else {}
